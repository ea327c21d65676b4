/**
 * The snippet for a live demo in each kind of document.
 *
 * @typedef {{ page: string, script: string, link: string, show: string[], controls: string[], hide: string[], theme: string, autorun: boolean, height: number, grows: boolean, title: string }} Demo
 *   `page` is the address of its frame, `height` its height in CSS pixels; `grows`: the height then
 *   follows the content.
 */

/** Escapes an attribute's value. @param {string} text */
const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** Sets the height that the frame requests. */
const FOLLOWER = `<script>
  ((frame) => addEventListener("message", ({ source, data }) => {
    if (source === frame.contentWindow && data?.stepsieve === "height") frame.height = data.height;
  }))(document.currentScript.previousElementSibling);
</script>`;

/**
 * A frame with the height of the preview, so the demo also fits where scripts are not allowed.
 * @param {Demo} demo
 */
const frame = ({ page, title, height, grows }) =>
  `<iframe src="${quoted(page)}" title="${quoted(title)}" width="100%" height="${height}" style="border: 0" loading="lazy"></iframe>${grows ? `\n${FOLLOWER}` : ""}`;

/** @type {Record<string, (demo: Demo) => string>} */
export const RECIPES = {
  element: ({ script, link, show, controls, hide, theme, autorun, height, grows, title }) =>
    `<script type="module" src="${quoted(script)}"></script>\n` +
    `<stepsieve-demo link="${quoted(link)}" show="${show}" controls="${controls}"${hide.length > 0 ? ` hide="${hide}"` : ""} theme="${theme}"${autorun ? " autorun" : ""} height="${grows ? "auto" : height}" title="${quoted(title)}"></stepsieve-demo>`,
  html: frame,
  // mdBook and Quarto accept HTML unchanged, but without empty lines.
  mdbook: frame,
  quarto: (demo) => "```{=html}\n" + frame(demo) + "\n```",
  sphinx: (demo) => ".. raw:: html\n\n" + frame(demo).replaceAll(/^/gm, "   "),
  myst: (demo) => "```{raw} html\n" + frame(demo) + "\n```",
  jupyter: (demo) => `from IPython.display import HTML\nHTML(r"""\n${frame(demo)}\n""")`,
};
