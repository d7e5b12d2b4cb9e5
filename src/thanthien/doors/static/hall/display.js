/* The display of the hall. It applies every event of the stream once and in order, keeps what it applied in the hidden list
   [data-calls], shows and says one call after the other, and fetches desks and dossiers anew when something else changed. */
(function () {
  "use strict";
  const T = window.ThanThien, body = document.body, data = body.dataset;
  const byAttribute = function (name) { return document.querySelector("[" + name + "]"); };
  const panel = byAttribute("data-call"), last = byAttribute("data-last"), log = byAttribute("data-calls"), sound = byAttribute("data-sound");
  const calls = readCalls(); /* newest first: what the strip under the panel shows */
  const TAKEN_BACK = ["ticket.done", "ticket.absent", "ticket.uncalled", "ticket.transferred", "ticket.left", "ticket.annulled", "ticket.no_show"];
  const KEEP_IN_LOG = 500, LAST = 4, SETTLE = 700, SHIFT = 180000;
  const OLD = 15000; /* a call that is older when we learn of it, or when the office has fallen silent, is past: shown, not called out */
  let position = Number(data.after), fetching = false, again = false, timer = 0, connected = true, newDay = false, wasOff = false;

  const clock = T.clock(byAttribute("data-clock"), data.now, function () { newDay = true; begin(); });
  const caller = T.caller({base: data.voice, onStart: show, onEnd: rest, onSound: soundState, stale(call) { return !connected && old(call.at); }});
  const around = byAttribute("data-loop-here"), loop = T.loop && around ? T.loop({place: around, url: around.dataset.url, clock}) : null;
  /* A new day begins with a new page; without the office there is none, so the old one stays until it is back. */
  function begin() { if (newDay && connected) location.reload(); }
  function old(at) { return clock.now() - new Date(at) > OLD; }
  T.calls = []; T.spoken = caller.history;

  /* ── the called number ── */
  function readCalls() {
    const now = panel.dataset.call ? [{label: panel.dataset.call, counter: panel.querySelector("[data-counter]").textContent}] : [];
    return now.concat(Array.from(last.querySelectorAll("li:not(.h)"), function (item) {
      return {label: item.firstChild.textContent.replace(/\s/g, ""), counter: item.lastChild.textContent.replace(/\D/g, "")};
    }));
  }
  function setNumber(place, label) {
    const letters = document.createElement("span");
    letters.className = "l";
    letters.textContent = label.replace(/\d+$/, "");
    place.replaceChildren(letters, label.replace(/^\D+/, ""));
  }
  function put(call) {
    panel.dataset.call = call.label;
    setNumber(panel.querySelector("[data-no]"), call.label);
    panel.querySelector("[data-counter]").textContent = call.counter;
    showLast(call);
  }
  function show(call) {
    put(call);
    body.classList.remove("is-call", "is-past");
    void panel.offsetWidth; /* the flash begins anew when one call follows another */
    body.classList.add("is-call");
    for (const desk of document.querySelectorAll("[data-desk]")) desk.classList.toggle("on", desk.dataset.desk === String(call.counter));
    if (loop) loop.away();
  }
  function rest() {
    if (caller.waiting()) return;
    if (loop) loop.back();
    body.classList.remove("is-call");
    for (const desk of document.querySelectorAll("[data-desk].on")) desk.classList.remove("on");
  }
  function showLast(shown) {
    const others = calls.filter(function (call) { return call.label !== shown.label; }).slice(0, LAST);
    for (const old of last.querySelectorAll("li:not(.h)")) old.remove();
    for (const call of others) {
      const item = document.createElement("li"), number = document.createElement("b");
      number.textContent = call.label.replace(/(\D)(\d)/, "$1\u00a0$2");
      item.append(number, data.sayCounter + " " + call.counter);
      last.append(item);
    }
  }

  /* ── events ── */
  function onEvent(kind, event, seq) {
    if (seq <= position) return;
    position = seq;
    if (kind === "ticket.called" || kind === "ticket.recalled") called(kind, event, seq);
    else if (kind === "ticket.serving") setDesk(event.counter, event.label);
    else if (TAKEN_BACK.includes(kind)) takenBack(event);
    refresh();
  }
  function called(kind, event, seq) {
    const call = {label: event.label, counter: event.counter};
    const at = calls.findIndex(function (other) { return other.label === call.label; });
    if (at >= 0) calls.splice(at, 1);
    calls.unshift(call);
    calls.length = Math.min(calls.length, 12);
    setDesk(call.counter, call.label);
    T.calls.push({seq, kind, label: call.label, counter: call.counter});
    const item = document.createElement("li");
    Object.assign(item.dataset, {seq, kind, label: call.label, counter: call.counter});
    item.textContent = call.label;
    log.append(item);
    while (log.children.length > KEEP_IN_LOG) log.firstChild.remove();
    if (old(event.at)) past(call);
    else {
      caller.say(Object.assign({at: event.at}, call));
      showLast({label: panel.dataset.call});
    }
  }
  function past(call) {
    if (caller.busy()) { showLast({label: panel.dataset.call}); return; }
    body.classList.add("is-past");
    put(call);
  }
  function takenBack(event) {
    caller.drop(event.label);
    const desk = document.querySelector("[data-desk='" + event.counter + "']");
    if (desk && desk.dataset.label === event.label) setDesk(event.counter, "");
  }
  function setDesk(number, label) {
    const desk = document.querySelector("[data-desk='" + number + "']");
    if (!desk) return;
    desk.dataset.label = label;
    const place = desk.querySelector("[data-no]"), status = desk.querySelector("[data-status]");
    place.hidden = !label; status.hidden = Boolean(label);
    if (label) setNumber(place, label); else place.replaceChildren();
  }

  /* ── desks and dossiers from the server, soon after something changed; an answer older than what was applied is asked again ── */
  function refresh() {
    clearTimeout(timer);
    timer = setTimeout(fetchBoard, SETTLE);
  }
  async function fetchBoard() {
    if (fetching) { again = true; return; }
    fetching = true; again = false;
    try {
      const answer = await fetch(data.board, {cache: "no-store", credentials: "same-origin"});
      if (answer.ok) {
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-seq]");
        clock.sync(fresh.dataset.now);
        if (Number(fresh.dataset.seq) < position) again = true; else fill(fresh);
      }
    } catch (error) { /* no network: the stream says so, and asks again when it is back */ }
    fetching = false;
    if (again) refresh();
  }
  function fill(fresh) {
    const lit = document.querySelector("[data-desk].on");
    byAttribute("data-board-here").replaceChildren(...fresh.querySelector(".board").childNodes);
    byAttribute("data-strip-here").replaceChildren(...fresh.querySelector(".strip").childNodes);
    byAttribute("data-headline-here").replaceChildren(...fresh.querySelector(".headline").childNodes);
    const same = lit && document.querySelector("[data-desk='" + lit.dataset.desk + "']");
    if (same) same.classList.add("on");
  }

  /* ── network, sound, glass ── */
  function onState(state) {
    connected = state === "on";
    body.classList.toggle("is-off", !connected);
    if (connected) { begin(); refresh(); if (loop && wasOff) loop.fetch(); wasOff = false; return; }
    wasOff = true;
    byAttribute("data-off-since").textContent = clock.hour(clock.now());
    body.classList.add("is-past");
    body.classList.remove("is-call");
  }
  function soundState(state) {
    sound.dataset.sound = !state.on ? "off" : state.voice ? "voice" : "chime";
  }
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, function () { caller.unlock(); });
  setInterval(fetchBoard, 60000);
  setInterval(caller.refresh, 60000); /* the office may have recorded another voice */
  let shift = 0;
  setInterval(function () { shift = (shift + 1) % 4; body.dataset.shift = shift; }, SHIFT);

  T.live({audience: "hall", unit: data.unit, after: position, onEvent, onState});
})();
