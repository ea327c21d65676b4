//! The options for opening a page.

/// The address and the screen a page is opened with.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address after `#`: a permalink's experiment, and `&run` to start it. Or another page of
    /// the site: `reproduce.html#run`.
    pub fragment: String,
    /// The size of the viewport in CSS pixels.
    pub width: u32,
    pub height: u32,
    /// Screen pixels per CSS pixel.
    pub scale: f64,
    /// True if the user prefers a dark page.
    pub dark: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            fragment: String::new(),
            width: 1280,
            height: 800,
            scale: 1.0,
            dark: false,
        }
    }
}

impl From<&str> for Options {
    /// The page at a fragment, on the default screen.
    fn from(fragment: &str) -> Self {
        Options {
            fragment: fragment.to_owned(),
            ..Options::default()
        }
    }
}
