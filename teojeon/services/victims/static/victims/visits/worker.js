// Opens the visit page where there is no network. Its scope is that one page of one case. It keeps the empty page, which is the same for
// everybody, and the styles and scripts that it names; no answer that the server gave a signed-in person is ever kept.

const CACHE = "teojeon-visit-page";
const EMPTY_PAGE = "/visits/offline/";
const PAGE = /^\/cases\/[0-9a-f-]{36}\/visits\/offline\/$/u;
const FILES = "/static/";
const NAMED = [
  /(?:href|src)="(\/static\/[^"]+)"/gu,
  /@import\s+(?:url\()?["']?([^"')]+)["']?\)?/gu,
  /(?:from|import)\s+"(\.[^"]+\.js)"/gu,
];

async function keep(cache, url, kept = new Set()) {
  if (kept.has(url)) return;
  kept.add(url);
  // nobody is signed in for this request: the answer is the same whoever holds the device
  const response = await fetch(url, { credentials: "omit", cache: "no-cache" });
  if (!response.ok || response.redirected) throw new TypeError(`${url}: ${response.status}`);
  await cache.put(url, response.clone());
  if (!/html|css|javascript/u.test(response.headers.get("Content-Type") ?? "")) return;
  const text = await response.text();
  const names = NAMED.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => new URL(match[1], response.url)));
  const own = names.filter((name) => name.origin === location.origin && name.pathname.startsWith(FILES));
  await Promise.all(own.map((name) => keep(cache, name.pathname, kept)));
}

async function keepAll() {
  await keep(await caches.open(CACHE), EMPTY_PAGE);
}

async function page(event) {
  try {
    const response = await fetch(event.request);
    event.waitUntil(keepAll().catch(() => {})); // a release may have changed it; without a network the page before serves on
    return response;
  } catch {
    return (await caches.match(EMPTY_PAGE, { ignoreVary: true })) ?? Response.error();
  }
}

async function file(request) {
  try {
    const response = await fetch(request);
    if (response.ok) await (await caches.open(CACHE)).put(new URL(request.url).pathname, response.clone());
    return response;
  } catch {
    return (await caches.match(new URL(request.url).pathname, { ignoreVary: true, ignoreSearch: true })) ?? Response.error();
  }
}

self.addEventListener("install", (event) => { event.waitUntil(keepAll().then(() => self.skipWaiting())); });
self.addEventListener("activate", (event) => { event.waitUntil(self.clients.claim()); });
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate") {
    if (PAGE.test(url.pathname)) event.respondWith(page(event));
  } else if (url.pathname.startsWith(FILES)) {
    event.respondWith(file(event.request));
  }
});
