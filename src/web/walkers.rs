//! The walkers of the page, over the ground of their figure.

use crate::figures::{Given, WebFigures, whole};
use crate::{complain, from_js, to_js};
use message::Message;
use plot::{draw_walkers, held, nearest};
use plotters::prelude::IntoDrawingArea;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

const FIGURE: &str = "walkers";

#[wasm_bindgen(js_class = Figures)]
impl WebFigures {
    /// Lets the walkers go on to a moment, counted in steps, by at most `most` steps, with one of them
    /// followed. Returns the moment reached; `undefined` if the experiment has no walkers.
    pub fn walk(&mut self, to: f64, most: u32, followed: usize) -> Option<f64> {
        let replay = self.display.walkers()?;
        replay.follow(followed);
        Some(replay.advance(to, most))
    }

    /// Draws them over a whole canvas of the size of their figure's.
    pub fn draw_walkers(
        &self,
        canvas: HtmlCanvasElement,
        #[wasm_bindgen(unchecked_param_type = "Look")] look: JsValue,
    ) -> Result<(), JsValue> {
        let given: Given = from_js(look)?;
        let area = whole(canvas)?.into_drawing_area();
        let say = |message: &Message| self.voice.say(message);
        let drawn = self.with(FIGURE, |_, geometry, content| {
            draw_walkers(&area, geometry, content, &given.look(&say))
        });
        drawn.unwrap_or(Ok(())).map_err(complain)
    }

    /// The walker nearest to a place in device pixels, and its distance; `null` if there is none.
    #[wasm_bindgen(unchecked_return_type = "[number, number] | null")]
    pub fn walker_at(&self, x: f64, y: f64) -> Result<JsValue, JsValue> {
        let found = self.with(FIGURE, |_, geometry, content| {
            let (walker, at) = nearest(geometry.panels.first()?, content, x, y)?;
            let [across, down] = [at[0] - x, at[1] - y];
            Some((walker, (across * across + down * down).sqrt()))
        });
        to_js(&found.flatten())
    }

    /// Holds a copy of a walker at a place in device pixels.
    pub fn hold(&mut self, walker: usize, x: f64, y: f64) {
        let place = self.with(FIGURE, |_, geometry, content| {
            held(geometry.panels.first()?, content, walker, x, y)
        });
        if let (Some(place), Some(replay)) = (place.flatten(), self.display.walkers()) {
            replay.hold(walker, &place);
        }
    }

    /// Lets go of it.
    pub fn release(&mut self) {
        if let Some(replay) = self.display.walkers() {
            replay.release();
        }
    }
}
