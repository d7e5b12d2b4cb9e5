/* The kiosk when it cannot reach the office: it goes on with numbers of its own, shows them, and tells the office when it is back.
   ThanThien.apart, set on the home page of an enrolled kiosk: {away(), lost(), give(ask) → true when the tap was answered here}. */
(function () {
  "use strict";
  const T = window.ThanThien, body = document.body, data = body.dataset;
  if (!data.reserve || !window.indexedDB) return;
  const one = function (selector) { return document.querySelector(selector); };
  const all = function (selector) { return Array.from(document.querySelectorAll(selector)); };
  const PATIENCE = 4000, AGAIN = 3000, BETWEEN = 3000, MINUTE = 60000, AT_ONCE = 100, SAVE = 5000, ASK = 600000, RETURN = 30;
  const kept = T.kept(data.unit), time = kept.time;
  let away = false, rules = null, busy = false, shown = false, given = [], leaving = 0;

  /* ── asking the office: an answer below 500 is one; silence, a closed door or a fault of its own is none ── */
  async function asked(address, more) {
    const stop = new AbortController(), timer = setTimeout(function () { stop.abort(); }, PATIENCE);
    try {
      const answer = await fetch(address, Object.assign({cache: "no-store", credentials: "same-origin", signal: stop.signal}, more));
      if (answer.status >= 500) throw new Error(String(answer.status));
      return answer;
    } finally { clearTimeout(timer); }
  }
  async function sent(address, what) {
    for (const again of [true, false]) {
      const token = document.cookie.match(/csrftoken=([^;]+)/);
      const answer = await asked(address, {method: "POST", body: JSON.stringify(what), headers: {"Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token ? token[1] : ""}});
      const said = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : null;
      if (said) return {ok: answer.ok, said};
      if (again) await asked(data.home); /* the key of the form had run out: the page brings a new one */
    }
    return {ok: false, said: null};
  }

  /* ── numbers kept ready ── */
  async function reserve() {
    const day = (rules && rules.day) || time.day();
    const over = await kept.over(time.day());
    const left = await kept.numbers(time.day() || day);
    const answer = await sent(data.reserve, {left, over: over.map(function (block) { return [block.id, block.key]; })});
    if (!answer.ok) return;
    const said = answer.said;
    await time.contact(said.now);
    rules = {day: said.day, hours: said.hours, per_minute: said.per_minute};
    await kept.write("rules", rules);
    if (over.length) await kept.let(over);
    if (said.fresh) await kept.add(said.fresh);
    body.dataset.ready = String(await kept.numbers(said.day));
  }

  /* ── what was given is told in its order, as often as it takes ── */
  async function tell() {
    let shutOut = false;
    for (;;) {
      const rows = (await kept.outbox()).filter(function (row) { return !row.stray; }).slice(0, AT_ONCE);
      if (!rows.length) break;
      const answer = await sent(data.tell, {given: rows.map(function (row) {
        return {block: row.block, key: row.key, number: row.number, service: row.service, priority: row.priority, contact: row.contact, elapsed: row.elapsed, once: row.once};
      })});
      if (!answer.said || !answer.said.told) throw new Error("not told");
      const state = new Map(answer.said.told.map(function (told) { return [told.block + ":" + told.number, told.state]; }));
      const of = function (row) { return state.get(row.block + ":" + row.number); };
      await kept.forget(rows.filter(function (row) { return of(row) === "in" || of(row) === "refused"; }));
      await kept.stray(rows.filter(function (row) { return of(row) === "unknown"; }));
      if (rows.some(function (row) { return !of(row); })) throw new Error("not told");
      shutOut = shutOut || !answer.ok;
    }
    const strays = (await kept.outbox()).length;
    if (one("[data-strays]")) one("[data-strays]").hidden = strays === 0;
    if (shutOut) location.replace(data.home);
  }

  /* ── away and back ── */
  function lost() {
    if (away) return;
    away = true;
    loaded.then(function () {
      if (!away || !time.since()) { away = false; return; } /* nothing was ever kept here */
      body.classList.add("is-away");
      one("[data-away-since]").textContent = hour(new Date(time.since()));
      one("[data-away]").hidden = false;
      for (const link of all("[data-needs-office]")) link.hidden = true;
      T.apart.setClock();
      open();
      setTimeout(back, AGAIN);
    });
  }
  async function back() {
    if (!away) return;
    if (!busy) {
      busy = true;
      try {
        await asked(data.counts);
        await tell();
        await reserve();
        away = false;
      } catch (error) { /* still away */ }
      busy = false;
    }
    if (away) { open(); setTimeout(back, AGAIN); return; }
    body.dataset.told = "1";
    if (!shown) location.replace(data.home);
  }
  async function load() {
    try {
      await time.load();
      rules = await kept.read("rules");
    } catch (error) { /* no disk to keep anything on: the kiosk works with the office alone */ }
  }
  async function first() {
    await loaded;
    busy = true;
    try { await tell(); await reserve(); } catch (error) { busy = false; lost(); }
    busy = false;
    keepPage();
  }
  addEventListener("online", back);
  setInterval(function () { time.save().catch(function () { /* the disk is full: the next one */ }); }, SAVE);
  setInterval(function () { if (!away && !busy) tell().then(reserve).catch(lost); }, ASK);

  /* ── opening hours by the steady clock ── */
  function openNow() {
    const now = time.now();
    if (!rules || !now || rules.day !== time.day()) return false;
    return !rules.hours || (now >= new Date(rules.hours[0]) && now < new Date(rules.hours[1]));
  }
  function open() {
    const may = openNow(), ask = one("[data-ask]");
    for (const button of all("[data-take] button")) button.disabled = !may;
    one("[data-ask-title]").textContent = may ? ask.dataset.openTitle : ask.dataset.closedTitle;
    one("[data-ask-text]").textContent = may ? ask.dataset.openText : ask.dataset.closedText;
  }
  function hour(moment) {
    const vietnam = new Date(moment.getTime() + 7 * 3600000);
    return String(vietnam.getUTCHours()).padStart(2, "0") + ":" + String(vietnam.getUTCMinutes()).padStart(2, "0");
  }

  /* ── a tap while away ── */
  for (const link of all("[data-class]")) link.addEventListener("click", function (event) {
    if (!away) return;
    event.preventDefault();
    const chosen = link.getAttribute("aria-current") !== "true";
    for (const other of all("[data-class]")) other.removeAttribute("aria-current");
    if (chosen) link.setAttribute("aria-current", "true");
  });
  function tooQuick() {
    const now = performance.now();
    given = given.filter(function (moment) { return now - moment < MINUTE; });
    return given.length >= ((rules && rules.per_minute) || 20) || (given.length > 0 && now - given[given.length - 1] < BETWEEN);
  }
  async function give(ask) {
    if (tooQuick()) return false;
    const moment = time.now(), chosen = one("[data-class][aria-current]");
    const priority = away ? (chosen ? chosen.dataset.class : "") : data.chosen || "";
    let number = null;
    if (openNow()) {
      try {
        number = await kept.give(time.day(), function () {
          return {service: ask.service, priority, contact: time.since(), elapsed: time.elapsed(), once: ask.once};
        });
      } catch (error) { number = null; }
    }
    if (number) given.push(performance.now());
    show(number, ask, priority, moment);
    return true;
  }

  /* ── the slip ── */
  function show(number, ask, priority, moment) {
    const slip = one("[data-slip]");
    shown = true;
    slip.dataset.slip = number ? "number" : "none";
    if (number) fill(number, ask, priority, moment);
    body.classList.replace("k-home", "k-got");
    body.classList.add("k-apart");
    body.classList.toggle("k-none", !number);
    let left = RETURN;
    const seconds = one("[data-slip-seconds]"), bar = one("[data-slip-bar]");
    const count = function () { seconds.textContent = left; bar.value = left; };
    count();
    clearInterval(leaving);
    leaving = setInterval(function () { left -= 1; count(); if (left <= 0) hide(); }, 1000);
    one("[data-slip-done]").focus({preventScroll: true});
    if (number && sessionStorage.getItem("tu-in")) window.print();
  }
  function fill(number, ask, priority, moment) {
    const letters = document.createElement("span");
    letters.className = "l";
    letters.textContent = number.label.replace(/\d+$/, "");
    one("[data-slip-number]").replaceChildren(letters, number.label.replace(/^\D+/, ""));
    one("[data-slip-number]").dataset.label = number.label;
    const words = ask.name + (priority ? " · " + one("[data-slip]").dataset.priority : "");
    one("[data-slip-service]").textContent = words;
    one("[data-slip-hour]").textContent = hour(moment);
    one("[data-slip-qr]").replaceChildren(drawn(number));
    one("[data-slip-qr]").dataset.code = number.code;
    one("[data-paper-number]").textContent = number.label.replace(/(\D)(\d)/, "$1\u00a0$2");
    one("[data-paper-service]").textContent = words;
    one("[data-paper-hour]").textContent = hour(moment);
    one("[data-paper-qr]").replaceChildren(drawn(number));
  }
  function hide() {
    clearInterval(leaving);
    shown = false;
    if (!away) { location.replace(data.home); return; }
    for (const other of all("[data-class]")) other.removeAttribute("aria-current");
    body.classList.replace("k-got", "k-home");
    body.classList.remove("k-apart", "k-none", "is-sent");
    open();
    T.taps.again();
  }
  one("[data-slip-done]").addEventListener("click", hide);
  one("[data-slip-print]").addEventListener("click", function () { window.print(); });

  /* A code of black modules, one unit each, two of white around: as the server draws it. */
  function drawn(number) {
    const bytes = atob(number.bits), width = number.width, name = "http://www.w3.org/2000/svg";
    let path = "";
    for (let at = 0; at < width * width; at += 1)
      if (bytes.charCodeAt(at >> 3) & (128 >> (at & 7))) path += "M" + (at % width + 2) + " " + (Math.floor(at / width) + 2) + "h1v1h-1z";
    const svg = document.createElementNS(name, "svg"), line = document.createElementNS(name, "path");
    svg.setAttribute("viewBox", "0 0 " + (width + 4) + " " + (width + 4));
    svg.setAttribute("shape-rendering", "crispEdges");
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  }

  /* ── the page itself, for a reload while away (over https or on this machine; elsewhere the page must stay open) ── */
  async function keepPage() {
    /* the big letters of a number are first needed when they can no longer be fetched */
    await Promise.allSettled(Array.from(document.fonts, function (face) { return face.load(); }));
    if (!navigator.serviceWorker) return;
    try {
      await navigator.serviceWorker.register(data.worker, {scope: new URL(data.home, location).pathname});
      const worker = (await navigator.serviceWorker.ready).active;
      const files = performance.getEntriesByType("resource").map(function (entry) { return entry.name; });
      const mine = files.filter(function (name) { const path = new URL(name).pathname; return path.startsWith("/static/") || path.startsWith(data.voice); });
      const pages = [data.home, data.home + "?lang=en"];
      const told = new MessageChannel();
      told.port1.onmessage = function () { body.dataset.pageKept = "1"; };
      worker.postMessage({keep: Array.from(new Set(mine.concat(pages)))}, [told.port2]);
    } catch (error) { /* the page works all the same while it stays open */ }
  }

  /* A page that is kept was made at another hour. */
  function setClock() { if (away && time.now() && T.apart.clock) T.apart.clock.sync(time.now().toISOString()); }
  T.apart = {away() { return away; }, lost, setClock, give, contact(iso) { if (iso && !away) time.contact(iso).catch(function () { /* the next one */ }); }, ask: asked};
  T.keptHere = kept;
  const loaded = load();
  first();
})();
