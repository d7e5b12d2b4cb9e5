/* The kiosk: one number a tap, paper when there is a printer, home again when nobody is there. */
(function () {
  "use strict";
  const T = window.ThanThien, body = document.body, data = body.dataset;
  const one = function (selector) { return document.querySelector(selector); };
  /* Where no worker keeps the page (plain http on a LAN), a page is only left for one that is there. */
  const workerless = !(navigator.serviceWorker && navigator.serviceWorker.controller);
  async function goHome() {
    if (workerless) try { await fetch(data.home, {cache: "no-store", credentials: "same-origin"}); } catch (error) { setTimeout(goHome, 3000); return; }
    location.replace(data.home);
  }
  const reader = T.caller({base: data.voice, onStart() {}, onEnd() {}, onSound: offerReading});
  const clock = T.clock(one("[data-clock]"), data.now, null);
  if (T.apart) { T.apart.clock = clock; T.apart.setClock(); }

  /* ── one number a tap: the form is sent once, whatever the finger does; without the office the kiosk gives one of its own ── */
  const form = one("[data-take]"), apart = T.apart;
  let sent = false;
  T.taps = {again() { sent = false; }};
  if (form) form.addEventListener("submit", function (event) {
    if (sent) { event.preventDefault(); return; }
    sent = true;
    body.classList.add("is-sent");
    if (apart && event.submitter) { event.preventDefault(); take(event.submitter); }
  });
  async function take(tile) {
    const key = fresh(), name = tile.querySelector("b").textContent;
    form.elements.once.value = key; /* a page that is kept has one key for all its taps: each gets its own */
    if (!apart.away()) {
      const body = new FormData(form);
      body.set("service", tile.value);
      try {
        const answer = await apart.ask(form.action, {method: "POST", body, headers: {Accept: "application/json"}});
        const said = answer.ok && !answer.redirected && (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : null;
        if (said) location.assign(said.path); else whole(tile);
        return;
      } catch (error) { apart.lost(); }
    }
    if (!await apart.give({service: tile.value, name, once: key})) { sent = false; body.classList.remove("is-sent"); }
  }
  /* The same request once more as a page of its own: a refusal has one. */
  function whole(tile) {
    const chosen = document.createElement("input");
    Object.assign(chosen, {type: "hidden", name: "service", value: tile.value});
    form.append(chosen);
    form.submit();
  }
  function fresh() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
  }
  addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });

  /* ── waiting people and times, without moving what a finger aims at ── */
  let timer = 0;
  async function counts() {
    try {
      const json = {headers: {Accept: "application/json"}};
      const answer = await (apart ? apart.ask(data.counts, json) : fetch(data.counts, Object.assign({cache: "no-store", credentials: "same-origin"}, json)));
      if (!answer.ok) return;
      const now = await answer.json();
      clock.sync(now.now);
      if (apart) apart.contact(now.now);
      if (String(now.open) !== data.open && !sent) { goHome(); return; } /* the hours have begun or ended */
      const summary = one("[data-summary]");
      if (summary) summary.innerHTML = now.summary;
      for (const place of document.querySelectorAll("[data-wait]")) {
        const tile = now.tiles[place.dataset.wait];
        if (!tile) continue;
        place.classList.toggle("go", tile.go);
        place.children[0].textContent = tile.waiting_words;
        place.children[1].textContent = tile.wait_words;
      }
    } catch (error) { if (apart) apart.lost(); /* the tiles keep what they said */ }
  }
  if (data.page === "home") {
    T.live({audience: "hall", unit: data.unit, after: data.after, onState(state) { if (state === "off" && !(apart && apart.away())) counts(); }, onEvent(kind) {
      if (kind.startsWith("ticket.") || kind.startsWith("counter.")) { clearTimeout(timer); timer = setTimeout(counts, 1000); }
    }});
    setInterval(function () { if (!(apart && apart.away())) counts(); }, 30000);
  }

  /* ── going home (and with it back to Vietnamese): a minute without a touch, the last fifteen seconds counted down aloud on the screen ── */
  const asked = one("[data-idle]");
  if (data.page === "home" && (data.chosen || data.lang)) T.idle({
    after: 60, warn: 15, onEnd: goHome,
    onWarn(left) { asked.hidden = false; one("[data-left]").textContent = left; one("[data-stay]").focus(); },
    onBack() { asked.hidden = true; },
  });
  if (data.page === "got" && workerless) for (const link of document.querySelectorAll(".k-foot a")) link.addEventListener("click", function (event) { event.preventDefault(); goHome(); });
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
