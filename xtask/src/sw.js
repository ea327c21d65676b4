// The site's files are kept by the browser, those of a build together: a page never gets some of
// one build and some of another. A new build is fetched in the background, and takes over when no
// page of the old one is open any more.

const NAME = `stepsieve ${self.registration.scope}`;
const CURRENT = `${NAME} ${BUILD}`;

self.addEventListener("install", (event) => {
  const kept = caches.open(CURRENT).then((cache) => cache.addAll(FILES));
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
  if (address.href === self.registration.scope) address.pathname += "index.html";
  return (await kept(address.href)) ?? fetch(request);
}

/** What is kept of an address; where the browser cannot read that, the network is asked. */
async function kept(address) {
  try {
    return await (await caches.open(CURRENT)).match(address);
  } catch {
    return undefined;
  }
}
