// The site's files are kept by the browser, those of a build together: a page never gets some of
// one build and some of another. A new build is fetched in the background, and takes over when no
// page of the old one is open any more. What is kept is checked as it is asked for, and fetched
// again if it is not what was built; except for the engine, which would take long to check: whoever
// cannot compile it asks for a fresh one.

const NAME = `stepsieve ${self.registration.scope}`;
const CURRENT = `${NAME} ${BUILD}`;
/** Where the same build stands for links that last. */
const LASTING = `v/${BUILD.slice(0, BUILD.lastIndexOf("-"))}/`;
/** What browsers insist on, by the endings of files. */
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

/** A file as it was built; nothing where the browser can neither read nor fetch it. */
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

/** Fetches a file and keeps it. What a cache on the way holds may be of another build. */
async function bring(cache, name) {
  for (const how of ["default", "reload"]) {
    const response = await fetch(address(name), { cache: how });
    if (!(await isSound(response.clone(), name))) continue;
    // A page may not be answered by what a redirection led to.
    const fresh = response.redirected ? new Response(response.body, { headers: response.headers }) : response;
    await cache.put(address(name), fresh.clone());
    return fresh;
  }
  // The site is of another build by now: what is kept of this one would be mixed with it.
  await caches.delete(CURRENT);
  throw new Error(`${name} is not what was built.`);
}

function address(name) {
  return new URL(name, self.registration.scope).href;
}

/** True if an answer is the file of this name as it was built. */
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

/** Of each byte. */
const REMAINDERS = Int32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});
