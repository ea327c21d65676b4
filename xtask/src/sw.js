// The service worker: caches the site's files by build, so that a page never mixes files of two
// builds. It fetches a new build in the background, which takes over when no page of the old one is
// open. It checks a cached file at every request and fetches a damaged one again. Only the engine,
// whose check would take long, is unchecked: a page that cannot compile it requests a fresh copy.

const NAME = `stepsieve ${self.registration.scope}`;
const CURRENT = `${NAME} ${BUILD}`;
/** The permanent folder of the same release, to which links lead. */
const LASTING = `v/${BUILD.slice(0, BUILD.lastIndexOf("-"))}/`;
/** The content types that browsers require, by file extension. */
const TYPES = { html: "html", js: "javascript", css: "css" };

self.addEventListener("install", (event) => {
  const kept = caches.open(CURRENT).then((cache) => Promise.all(Object.keys(FILES).map((name) => bring(cache, name))));
  event.waitUntil(kept);
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => names.filter((name) => name.startsWith(`${NAME} `) && name !== CURRENT));
  event.waitUntil(old.then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  event.respondWith(answer(request));
});

async function answer(request) {
  const address = new URL(request.url);
  address.search = address.hash = "";
  const path = address.href.slice(self.registration.scope.length);
  const name = (path.startsWith(LASTING) ? path.slice(LASTING.length) : path) || "index.html";
  return (Object.hasOwn(FILES, name) && (await kept(name, request.cache === "reload"))) || fetch(request);
}

/** A file of this build; `undefined` if the browser can neither read nor fetch it. */
async function kept(name, isFresh) {
  try {
    const cache = await caches.open(CURRENT);
    const found = isFresh ? undefined : await cache.match(address(name));
    const isTrusted = found && (name.endsWith(".wasm") || (await isSound(found.clone(), name)));
    return isTrusted ? found : await bring(cache, name);
  } catch {
    return undefined;
  }
}

/** Fetches a file into the cache, past HTTP caches if they hold one of another build. */
async function bring(cache, name) {
  for (const how of ["default", "reload"]) {
    const response = await fetch(address(name), { cache: how });
    if (!(await isSound(response.clone(), name))) continue;
    // Browsers refuse a redirected response for a page.
    const fresh = response.redirected ? new Response(response.body, { headers: response.headers }) : response;
    await cache.put(address(name), fresh.clone());
    return fresh;
  }
  // The site has another build by now; drop this one rather than mix the two.
  await caches.delete(CURRENT);
  throw new Error(`${name} is not what was built.`);
}

function address(name) {
  return new URL(name, self.registration.scope).href;
}

/** True if a response is the file of this name in this build. */
async function isSound(response, name) {
  const type = TYPES[name.split(".").pop()];
  if (!response.ok || (type && !response.headers.get("Content-Type")?.includes(type))) return false;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const [length, sum] = FILES[name];
  return bytes.length === length && checksum(bytes) === sum;
}

/** CRC-32. */
function checksum(bytes) {
  let sum = -1;
  for (let at = 0; at < bytes.length; at += 1) sum = REMAINDERS[(sum ^ bytes[at]) & 255] ^ (sum >>> 8);
  return ~sum >>> 0;
}

/** The CRC-32 remainder of each byte. */
const REMAINDERS = Int32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});
