/* The kiosk: one number a tap, paper when there is a printer, home again when nobody is there. */
(function () {
  "use strict";
  const T = window.ThanThien, body = document.body, data = body.dataset;
  const one = function (selector) { return document.querySelector(selector); };
  const goHome = function () { location.replace(data.home); };
  const reader = T.caller({base: data.voice, onStart() {}, onEnd() {}, onSound: offerReading});
  T.clock(one("[data-clock]"), data.now, null);

  /* ── one number a tap: the form is sent once, whatever the finger does ── */
  const form = one("[data-take]");
  let sent = false;
  if (form) form.addEventListener("submit", function (event) {
    if (sent) { event.preventDefault(); return; }
    sent = true;
    body.classList.add("is-sent");
  });
  addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });

  /* ── waiting people and times, without moving what a finger aims at ── */
  let timer = 0;
  async function counts() {
    try {
      const answer = await fetch(data.counts, {cache: "no-store", credentials: "same-origin", headers: {Accept: "application/json"}});
      if (!answer.ok) return;
      const now = await answer.json();
      const summary = one("[data-summary]");
      if (summary) summary.innerHTML = now.summary;
      for (const place of document.querySelectorAll("[data-wait]")) {
        const tile = now.tiles[place.dataset.wait];
        if (!tile) continue;
        place.classList.toggle("go", tile.go);
        place.children[0].textContent = tile.waiting_words;
        place.children[1].textContent = tile.wait_words;
      }
    } catch (error) { /* the tiles keep what they said */ }
  }
  if (data.page === "home") {
    T.live({audience: "hall", unit: data.unit, after: data.after, onState() {}, onEvent(kind) {
      if (kind.startsWith("ticket.") || kind.startsWith("counter.")) { clearTimeout(timer); timer = setTimeout(counts, 1000); }
    }});
    setInterval(counts, 30000);
  }

  /* ── going home (and with it back to Vietnamese): a minute without a touch, the last fifteen seconds counted down aloud on the screen ── */
  const asked = one("[data-idle]");
  if (data.page === "home" && (data.chosen || data.lang)) T.idle({
    after: 60, warn: 15, onEnd: goHome,
    onWarn(left) { asked.hidden = false; one("[data-left]").textContent = left; one("[data-stay]").focus(); },
    onBack() { asked.hidden = true; },
  });
  if (data.page === "got") {
    const bar = one("[data-bar]"), seconds = one("[data-seconds]");
    let left = Number(data.return);
    const tick = setInterval(function () {
      if (one("[data-print-state='going']")) return;
      left -= 1;
      seconds.textContent = left; bar.value = left;
      if (left <= 0) { clearInterval(tick); goHome(); }
    }, 1000);
    for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, function () { left = Math.max(left, Number(data.return)); });
  }

  /* ── paper ── */
  const state = one("[data-print-state]");
  async function print() {
    if (!data.print) { window.print(); return; }
    state.dataset.printState = "going";
    const token = document.cookie.match(/csrftoken=([^;]+)/);
    try {
      const answer = await fetch(data.print, {method: "POST", credentials: "same-origin", headers: {Accept: "application/json", "X-CSRFToken": token ? token[1] : ""}});
      const said = await answer.json();
      state.dataset.printState = answer.ok ? "done" : "failed";
      one("[data-sentence]").textContent = answer.ok ? "" : said.error;
    } catch (error) {
      state.dataset.printState = "failed";
      one("[data-sentence]").textContent = "";
    }
  }
  if (one("[data-reprint]")) one("[data-reprint]").addEventListener("click", print);
  if (data.code) {
    const done = "phieu-" + data.code, paperless = !data.print && !sessionStorage.getItem("tu-in");
    if (!sessionStorage.getItem(done) && !paperless) { sessionStorage.setItem(done, "1"); print(); }
    else if (data.print) state.dataset.printState = "done";
  }
  /* A kiosk with its own printer behind the browser (--kiosk-printing): open the kiosk once with ?tu-in=1. */
  const wanted = new URLSearchParams(location.search).get("tu-in");
  if (wanted === "1") sessionStorage.setItem("tu-in", "1");
  if (wanted === "0") sessionStorage.removeItem("tu-in");

  /* ── read aloud: clips when the voice has them, else a Vietnamese voice of this device, else no button ── */
  function voiceHere() {
    return window.speechSynthesis ? speechSynthesis.getVoices().find(function (voice) { return voice.lang.toLowerCase().startsWith("vi"); }) : undefined;
  }
  function clipsOf(button) {
    return button.dataset.read === "number" ? ["moi-so"].concat(data.label.split("")) : [button.dataset.read];
  }
  function offerReading() {
    for (const button of document.querySelectorAll("[data-read]"))
      button.hidden = !(clipsOf(button).every(reader.has) || (button.dataset.say && voiceHere()));
  }
  if (window.speechSynthesis) speechSynthesis.addEventListener("voiceschanged", offerReading);
  for (const button of document.querySelectorAll("[data-read]")) button.addEventListener("click", async function () {
    await reader.unlock();
    if (clipsOf(button).every(reader.has)) { reader.read(clipsOf(button)); return; }
    const words = new SpeechSynthesisUtterance(button.dataset.say);
    words.lang = "vi-VN"; words.voice = voiceHere(); words.rate = 0.9;
    speechSynthesis.cancel(); speechSynthesis.speak(words);
  });
})();
