/* The loop of the display: one slide after the other, asked anew now and then. It never touches a call: while somebody is called
   display.css hides it, and for a while after (away, back).  const loop = ThanThien.loop({place, url, clock}) · loop.away() · loop.back() · loop.fetch() · loop.step(1) */
(function () {
  "use strict";
  const EVERY = 12000, ASK = 300000, LINGER = 20000;

  function loop(ask) {
    const body = document.body, place = ask.place;
    let tag = place.dataset.tag || "", timer = 0, linger = 0, day = dayNow(), asking = false;

    function dayNow() { return new Date(ask.clock.now().getTime() + 7 * 3600000).toISOString().slice(0, 10); }
    function all() { return Array.from(place.querySelectorAll("[data-slide]")); }
    /* what was said of a day is over with it, although nobody could be asked */
    function fit(slide) { return !(slide.hasAttribute("data-today") && dayNow() !== day); }
    function show(at) {
      all().forEach(function (slide, index) { slide.hidden = index !== at; });
      place.querySelectorAll(".d-dots li").forEach(function (dot, index) { dot.classList.toggle("on", index === at); });
    }
    function step(by) {
      const slides = all(), now = slides.findIndex(function (slide) { return !slide.hidden; });
      for (let tried = 1; tried <= slides.length; tried += 1) {
        const at = (now + by * tried + slides.length * tried) % slides.length;
        if (fit(slides[at])) { if (at !== now) show(at); return; }
      }
    }
    function turn() { if (!body.classList.contains("is-call") && !body.classList.contains("is-stepped")) step(1); }
    function begin() { clearInterval(timer); timer = setInterval(turn, EVERY); }
    function read() {
      day = dayNow();
      for (const hour of place.querySelectorAll("[data-loop-at]")) hour.textContent = ask.clock.hour(ask.clock.now());
    }
    function fill(text) {
      const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-loop]");
      if (!fresh) return;
      const shown = all().find(function (slide) { return !slide.hidden; });
      place.replaceChildren(fresh);
      const same = all().findIndex(function (slide) { return shown && slide.dataset.slide === shown.dataset.slide; });
      show(Math.max(same, 0));
    }
    async function fetchLoop() {
      if (asking) return;
      asking = true;
      try {
        const answer = await fetch(ask.url, {cache: "no-store", credentials: "same-origin", headers: tag ? {"If-None-Match": tag} : {}});
        if (answer.ok && !answer.redirected) { fill(await answer.text()); tag = answer.headers.get("ETag") || ""; }
        if (answer.ok || answer.status === 304) read();
      } catch (error) { /* no network: the last loop stays */ }
      asking = false;
    }
    addEventListener("keydown", function (event) {
      const by = {ArrowRight: 1, ArrowLeft: -1}[event.key];
      if (by) { step(by); begin(); }
    });
    read(); begin();
    setInterval(fetchLoop, ASK);
    return {
      away() { clearTimeout(linger); body.classList.add("is-stepped"); },
      back() { clearTimeout(linger); linger = setTimeout(function () { body.classList.remove("is-stepped"); begin(); }, LINGER); },
      fetch: fetchLoop, step,
    };
  }
  window.ThanThien = Object.assign(window.ThanThien || {}, {loop});
})();
