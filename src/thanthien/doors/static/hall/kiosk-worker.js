/* Opens the kiosk's page when the office cannot be reached. Everything is asked of the office first; what it last answered stands in
   while it is silent. For the kiosk's page and the files it needs, nothing else; no page of a ticket is kept. */
"use strict";
const KEPT = "thanthien-kiosk-1", PATIENCE = 4000, QUIET = 20000;
const HOME = new URL(self.registration.scope).pathname;
let silentUntil = 0;

self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.filter(function (name) { return name.startsWith("thanthien-kiosk") && name !== KEPT; }).map(function (name) { return caches.delete(name); }));
  }).then(function () { return self.clients.claim(); }));
});
self.addEventListener("message", function (event) {
  event.waitUntil(keep(event.data.keep || []).then(function () { if (event.ports[0]) event.ports[0].postMessage("kept"); }));
});
self.addEventListener("fetch", function (event) {
  const request = event.request, url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (request.method === "GET" && (url.pathname.startsWith("/static/") || url.pathname.includes("/giong/"))) event.respondWith(file(request));
});

async function keep(addresses) {
  const cache = await caches.open(KEPT);
  await Promise.all(addresses.map(async function (address) {
    try {
      const answer = await fetch(address, {credentials: "same-origin"});
      if (answer.ok && !answer.redirected) await cache.put(nameOf(new URL(address, location)), answer);
    } catch (error) { /* the next time */ }
  }));
}
/* The home page has two faces, one a language; what else stands behind its address changes nothing that is kept. */
function nameOf(url) {
  if (url.pathname !== HOME) return url.href;
  return url.origin + HOME + (url.searchParams.get("lang") === "en" ? "?lang=en" : "");
}
async function answered(request) {
  const stop = new AbortController(), timer = setTimeout(function () { stop.abort(); }, PATIENCE);
  try {
    const answer = await fetch(request, {signal: stop.signal});
    if (answer.status >= 500) throw new Error(String(answer.status));
    silentUntil = 0;
    return answer;
  } catch (error) {
    silentUntil = Date.now() + QUIET;
    throw error;
  } finally { clearTimeout(timer); }
}
async function page(request, url) {
  const cache = await caches.open(KEPT);
  try {
    const answer = await answered(request);
    if (url.pathname === HOME && request.method === "GET" && answer.ok && !url.searchParams.has("uu-tien") && !url.searchParams.has("canh"))
      await cache.put(nameOf(url), answer.clone());
    return answer;
  } catch (error) {
    if (url.pathname !== HOME || request.method !== "GET") return Response.redirect(HOME, 303);
    const kept = await cache.match(nameOf(url), {ignoreVary: true}) || await cache.match(url.origin + HOME, {ignoreVary: true});
    if (kept) return kept;
    throw error;
  }
}
async function file(request) {
  const cache = await caches.open(KEPT), kept = await cache.match(request.url, {ignoreVary: true});
  if (kept && Date.now() < silentUntil) return kept;
  try {
    const answer = await answered(request);
    if (answer.ok && answer.status === 200) await cache.put(request.url, answer.clone());
    return answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}
