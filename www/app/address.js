/** Moves a link that follows “?” in the address behind the “#”, where every page reads it. */

/** What may stand before the “#”. */
const OURS = /^(lang|projector)(=|$)/;
/** Other sites add words of their own to an address; only these make it a link. */
const LINK = /(^|&)(v|preset|formula|x)(=|%3D)/i;

const { hash, pathname, search } = location;
const parts = search.slice(1).replaceAll("&amp;", "&").split("&");
const link = parts.filter((part) => !OURS.test(part)).join("&");
if (hash.length < 2 && LINK.test(link)) {
  const kept = parts.filter((part) => OURS.test(part)).join("&");
  history.replaceState(history.state, "", `${pathname}${kept && `?${kept}`}#${link}`);
}
