/**
 * `<stepsieve-demo>`: a live demo in any page, in its own frame.
 *
 *   <script type="module" src="…/www/stepsieve-demo.js"></script>
 *   <stepsieve-demo link="v=3&preset=test1&step=0.5" show="potential,momenta" controls="step"></stepsieve-demo>
 *
 * Attributes: `link`, the part of a link after the #; `show`, figures and `findings`, `numbers`,
 * `step`; `controls`, settings; `hide`, the hidden parts; `theme`, `light`, `dark` or `auto`;
 * `autorun`, to start when it comes into view; `height`, in CSS pixels, or `auto`; `lang`, its
 * language; `title`, for screen readers.
 *
 * Methods: `run()`, `pause()`, `reset()`, `set({ step: 0.5 })`, `open(link)`. Property: `outcome`.
 * Events: `stepsieve-ready`, `stepsieve-state`, `stepsieve-outcome`, `stepsieve-problems`, each with
 * the message in its `detail`.
 */

const HEIGHT = 460;
/** Attributes whose change replaces the frame. */
const SHAPING = ["link", "show", "controls", "hide", "autorun", "lang"];

class StepsieveDemo extends HTMLElement {
  static observedAttributes = [...SHAPING, "theme", "height", "title"];

  /** The last outcome, or `null`. @type {import("../wasm/stepsieve.js").Outcome | null} */
  outcome = null;
  /** @type {HTMLIFrameElement} */
  #frame = document.createElement("iframe");
  #ready = false;
  /** Messages waiting until the frame is ready. @type {object[]} */
  #waiting = [];

  constructor() {
    super();
    const style = new CSSStyleSheet();
    style.replaceSync(":host { display: block } iframe { display: block; width: 100%; border: 0; color-scheme: normal }");
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [style];
    root.append(this.#frame);
  }

  connectedCallback() {
    addEventListener("message", this);
    this.#show();
  }

  disconnectedCallback() {
    removeEventListener("message", this);
  }

  attributeChangedCallback(/** @type {string} */ name) {
    if (!this.isConnected) return;
    if (SHAPING.includes(name)) this.#show();
    else if (name === "theme") this.#theme();
    else if (name === "title") this.#entitle();
    else if (this.#grows !== this.#frame.src.includes("height=auto")) this.#show();
    else this.#size();
  }

  /** @param {MessageEvent} event */
  handleEvent({ source, data }) {
    if (source !== this.#frame.contentWindow || typeof data?.stepsieve !== "string") return;
    const { stepsieve, ...detail } = data;
    if (stepsieve === "ready") {
      this.#ready = true;
      for (const message of this.#waiting.splice(0)) this.#say(message);
    }
    if (stepsieve === "outcome") this.outcome = detail.outcome;
    if (stepsieve === "height" && this.#grows && detail.height > 0) this.#frame.style.height = `${detail.height}px`;
    this.dispatchEvent(new CustomEvent(`stepsieve-${stepsieve}`, { detail, bubbles: true }));
  }

  run() {
    this.#say({ stepsieve: "run" });
  }

  pause() {
    this.#say({ stepsieve: "pause" });
  }

  reset() {
    this.#say({ stepsieve: "reset" });
  }

  /** @param {Record<string, unknown>} settings by their dotted names */
  set(settings) {
    this.#say({ stepsieve: "set", settings });
  }

  /** @param {string} link */
  open(link) {
    this.#say({ stepsieve: "open", link });
  }

  #show() {
    const pairs = ["show", "controls", "hide", "theme"].filter((name) => this.hasAttribute(name)).map((name) => `${name}=${this.getAttribute(name)}`);
    if (this.#grows) pairs.push("height=auto");
    if (this.hasAttribute("autorun")) pairs.push("autorun");
    const link = (this.getAttribute("link") ?? "").replace(/^#/, "");
    const language = this.getAttribute("lang");
    const address = new URL(`../embed.html${language ? `?lang=${encodeURIComponent(language)}` : ""}`, import.meta.url);
    address.hash = [...pairs, link].join("&");
    this.#ready = false;
    this.outcome = null;
    const frame = document.createElement("iframe");
    frame.loading = "lazy";
    frame.allow = "clipboard-write";
    frame.src = address.href;
    this.#frame.replaceWith(frame);
    this.#frame = frame;
    this.#size();
    this.#entitle();
  }

  /** True if its height fits the content. */
  get #grows() {
    return this.getAttribute("height") === "auto";
  }

  /** Light and dark can change during a run; following the system again needs another frame. */
  #theme() {
    const theme = this.getAttribute("theme");
    if (theme === "light" || theme === "dark") this.#say({ stepsieve: "theme", theme });
    else this.#show();
  }

  #size() {
    const height = Number(this.getAttribute("height"));
    this.#frame.style.height = `${height > 0 ? height : HEIGHT}px`;
  }

  #entitle() {
    this.#frame.title = this.getAttribute("title") ?? "Stepsieve: a live demo";
  }

  /** @param {object} message */
  #say(message) {
    if (this.#ready) this.#frame.contentWindow?.postMessage(message, "*");
    else this.#waiting.push(message);
  }
}

customElements.define("stepsieve-demo", StepsieveDemo);
