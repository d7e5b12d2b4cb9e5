/* Keys, clock, find, toasts, dialogs and the live stream of staff pages. Texts are in the templates.
   An element says which key presses it: data-key="F2" (click), data-focus-key="/" (focus), data-open="id" (dialog).
   Single letters and digits are off while typing, and can be switched off by the officer (WCAG 2.1.4). */
(function () {
  "use strict";
  const TT = window.ThanThien = window.ThanThien || {};
  const $ = (css, from) => (from || document).querySelector(css);
  const all = (css, from) => Array.from((from || document).querySelectorAll(css));
  const typing = (el) => Boolean(el) && (el.isContentEditable || /^(textarea|select)$/i.test(el.tagName)
    || (el.tagName === "INPUT" && !/^(radio|checkbox|button|submit)$/.test(el.type)));
  /* somebody is at work in this part of the page: news do not sweep it away, also not news that were asked for a moment before.
     What stands in a dialog that was closed is given up. */
  const changed = (el) => el.dataset.dirty && typing(el) && (el.tagName === "SELECT" || el.value !== el.defaultValue);
  TT.inUse = (part) => Boolean($("dialog[open]", part)) || (typing(document.activeElement) && part.contains(document.activeElement))
    || all("input,textarea,select", part).some((el) => changed(el) && !el.closest("dialog"));
  TT.$ = $; TT.all = all; TT.typing = typing;

  /* ---- time of the office: the server's clock, not the PC's ---- */
  const drift = Date.parse(document.body.dataset.now) - Date.now();
  TT.now = () => new Date(Date.now() + drift);
  const zone = "Asia/Ho_Chi_Minh";
  const clockText = new Intl.DateTimeFormat("vi-VN", {hour: "2-digit", minute: "2-digit", hour12: false, timeZone: zone});
  TT.hourText = (date) => clockText.format(date);
  function tickClock() {
    const bold = $("#clock b");
    const text = clockText.format(TT.now());
    if (bold && bold.textContent !== text) bold.textContent = text;
    for (const el of all("[data-since]")) {
      const seconds = Math.max(0, Math.floor((TT.now() - Date.parse(el.dataset.since)) / 1000));
      const said = el.dataset.unit === "min" ? Math.floor(seconds / 60) + " ph"
        : Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
      if (el.textContent !== said) el.textContent = said;
    }
  }
  setInterval(tickClock, 1000);
  document.addEventListener("htmx:afterSettle", tickClock);

  /* ---- keys ---- */
  let letters = localStorage.getItem("thanthien.letters") !== "off";
  function nameOf(event) {
    const key = event.key === " " ? "Space" : event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const bare = event.key.length === 1 && !/[a-z0-9]/i.test(event.key);
    return (event.ctrlKey || event.metaKey ? "Ctrl+" : "") + (event.altKey ? "Alt+" : "")
      + (event.shiftKey && !bare ? "Shift+" : "") + key;
  }
  TT.keyName = nameOf;
  const isLetter = (name) => name.length === 1 || /^Shift\+.$/.test(name);
  const top = () => { const open = all("dialog[open]"); return open.length ? open[open.length - 1] : document; };
  /* Enter belongs to the button, link or field that has the focus, unless the field stands in the form whose main act it is */
  const ownEnter = (target, el) => Boolean(target.closest && target.closest("button,a,select,.find"))
    || (typing(target) && Boolean(target.form) && target.form !== el.form);
  const seen = (el) => !el.disabled && !el.closest("[inert]") && el.getClientRects().length > 0;
  /* a scanner types letters too: a single letter waits until it is clear that no burst follows */
  const later = (el) => setTimeout(() => { if (!(TT.burst > 2) && el.isConnected && seen(el)) el.click(); }, 45);
  function press(event) {
    if (event.defaultPrevented || event.isComposing) return;
    const name = nameOf(event);
    const free = (name === "/" || name === "?") && event.target.value === ""; /* an empty field gives these two away */
    if (isLetter(name) && ((typing(event.target) && !free) || !letters)) return;
    if (name === "Ctrl+z" && typing(event.target) && event.target.dataset.dirty) return; /* undo of typing stays the browser's */
    for (const el of all("[data-key],[data-focus-key]", top())) {
      if ((el.dataset.key || el.dataset.focusKey) !== name || !seen(el)) continue;
      if (name === "Enter" && ownEnter(event.target, el)) return;
      if (isLetter(name) && !el.dataset.focusKey && name !== "?") { event.preventDefault(); later(el); return; }
      event.preventDefault();
      if (el.dataset.focusKey) { el.focus(); if (el.select) el.select(); } else el.click();
      return;
    }
  }
  document.addEventListener("keydown", press);
  document.addEventListener("input", (event) => { if (event.target.dataset) event.target.dataset.dirty = "1"; });

  /* ---- a form that leads to another page: until that page is here nothing else of this one can be sent. The next page has its
     buttons where this one had them, and a second press would replace the first before it was answered ---- */
  const SLOW = 5000; /* a server that takes longer may be asked again */
  const main = $("main");
  addEventListener("submit", (event) => { /* of the window: after those who send a form themselves */
    const form = event.target, button = event.submitter;
    if (event.defaultPrevented || form.getAttribute("method") !== "post" || !main) return;
    if (form.target || (button && button.formTarget)) return; /* another window answers: this page stays */
    if (main.inert) { event.preventDefault(); return; }
    main.inert = true;
    setTimeout(() => { main.inert = false; }, SLOW);
  });
  addEventListener("pageshow", () => { if (main) main.inert = false; });

  /* ---- dialogs ---- */
  TT.open = (id) => {
    const dialog = document.getElementById(id);
    if (!dialog || dialog.open) return;
    dialog.showModal();
    const first = $("[autofocus],.picks button,button,a,input", dialog);
    if (first) first.focus();
  };
  document.addEventListener("click", (event) => {
    const more = event.target.closest("[data-more]");
    if (more) more.parentElement.classList.add("all");
    const opener = event.target.closest("[data-open]");
    if (opener) TT.open(opener.dataset.open);
    if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
    if (event.target.tagName === "DIALOG") event.target.close();
  });
  const letterBox = $("#letters");
  if (letterBox) {
    letterBox.checked = letters;
    letterBox.addEventListener("change", () => { letters = letterBox.checked; localStorage.setItem("thanthien.letters", letters ? "on" : "off"); });
  }

  /* a choice that may stay open: pressing the chosen one again takes it back */
  document.addEventListener("click", (event) => {
    const radio = event.target;
    if (radio.type !== "radio" || !radio.closest("[data-free]")) return;
    if (radio.dataset.on === "1") { radio.checked = false; radio.dataset.on = ""; radio.dispatchEvent(new Event("change", {bubbles: true})); return; }
    all("input[type=radio]", radio.closest("[data-free]")).forEach((one) => { one.dataset.on = one === radio ? "1" : ""; });
  });

  /* ---- toasts; the words stand on the body, in the language of the page ---- */
  const TEXT = document.body.dataset;
  document.addEventListener("animationend", (event) => { if (event.animationName === "left") event.target.remove(); });
  TT.say = (text, tone) => {
    const toast = document.createElement("p");
    toast.className = "toast" + (tone ? " " + tone : "");
    toast.dataset.test = "toast";
    const span = document.createElement("span");
    span.textContent = text;
    toast.append(span);
    $("#say").replaceChildren(toast);
  };
  document.addEventListener("htmx:sendError", (event) => { if (!TT.unsent || !TT.unsent(event.detail)) TT.say(TEXT.textUnsent, "err"); });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!/\/dang-nhap(\?|$)/.test(event.detail.xhr.responseURL || "")) return;
    event.detail.shouldSwap = false;
    TT.say(TEXT.textExpired, "err");
  });
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    if (status > 501 && status < 505 && TT.unsent && TT.unsent(event.detail)) return; /* a proxy answers for a server that is not there */
    if (status === 403 || status === 401) TT.say(TEXT.textExpired, "err");
    else if (status === 404) TT.say(TEXT.textGone, "err");
    else TT.say(TEXT.textBroken, "err");
  });

  document.addEventListener("click", (event) => { if (event.target.closest('[data-print=""]')) window.print(); });

  /* ---- printing: the sheet is loaded into a frame of ours and printed from there; a refusal comes as one sentence ---- */
  TT.print = (address) => {
    const frame = $("#paper"), here = document.activeElement;
    frame.onload = () => {
      frame.onload = null;
      let inside = null;
      try { inside = frame.contentDocument; } catch (error) { inside = null; }
      if (inside && inside.contentType === "text/plain") { TT.say(inside.body.textContent, "err"); return; }
      frame.dataset.printed = address;
      if (navigator.webdriver) return; /* a driven browser has no printer, and Chromium's viewer dies of it */
      try { frame.contentWindow.focus(); frame.contentWindow.print(); } catch (error) { window.open(address, "_blank", "noopener"); }
      if (here && here.isConnected) here.focus({preventScroll: true});
    };
    frame.src = address;
  };

  /* ---- find ---- */
  const find = $("#find"), found = $("#found");
  if (find) {
    const links = () => all("a", found);
    const mark = (to) => {
      const items = links();
      items.forEach((a, i) => a.parentElement.setAttribute("aria-selected", String(i === to)));
      if (items[to]) items[to].scrollIntoView({block: "nearest"});
    };
    const at = () => links().findIndex((a) => a.parentElement.getAttribute("aria-selected") === "true");
    let waits = false;
    const typed = () => find.value.trim().split(/\s+/).join(" ");
    let shown = ""; /* what the list answers */
    const go = () => { if (links()[at()]) links()[at()].click(); };
    const close = () => { found.replaceChildren(); shown = ""; find.setAttribute("aria-expanded", "false"); };
    find.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { event.preventDefault(); find.value = ""; close(); find.blur(); }
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const n = links().length;
        if (n) mark((at() + (event.key === "ArrowDown" ? 1 : n - 1) + n) % n);
      }
      if (event.key === "Enter" && typed()) {
        event.preventDefault();
        if (shown === typed()) { go(); return; }
        waits = true; /* the list belongs to fewer letters: Enter means the answer to these */
        htmx.trigger(find.form, "submit");
      }
    });
    find.addEventListener("input", () => { waits = false; });
    found.addEventListener("htmx:afterSwap", (event) => {
      shown = (event.detail.requestConfig.formData.get("q") || "").trim().split(/\s+/).join(" ");
      find.setAttribute("aria-expanded", "true");
      mark(0);
      if (waits && shown === typed()) { waits = false; go(); }
    });
    document.addEventListener("click", (event) => { if (!event.target.closest(".find")) close(); });
  }

  /* ---- lists: J K or arrows, one row in focus, Space ticks, Shift J extends ---- */
  TT.rows = function (root, rowCss, hooks) {
    const list = () => all(rowCss, $(root) || document);
    const current = () => list().findIndex((row) => row.classList.contains("is-focus"));
    function to(index, quiet) {
      const rows = list();
      if (!rows.length) return null;
      const next = Math.max(0, Math.min(rows.length - 1, index));
      rows.forEach((row, i) => { row.classList.toggle("is-focus", i === next); row.tabIndex = i === next ? 0 : -1; });
      if (!quiet) { rows[next].focus({preventScroll: true}); rows[next].scrollIntoView({block: "nearest"}); }
      if (hooks.onMove) hooks.onMove(rows[next]);
      return rows[next];
    }
    function tick(row, on) {
      if (!row || !row.hasAttribute("aria-selected")) return;
      row.setAttribute("aria-selected", String(on === undefined ? row.getAttribute("aria-selected") !== "true" : on));
      if (hooks.onTick) hooks.onTick();
    }
    document.addEventListener("keydown", (event) => {
      if (event.defaultPrevented || typing(event.target) || $("dialog[open]") || event.ctrlKey || event.altKey) return;
      if (event.target.closest("#found")) return;
      const name = nameOf(event), i = current();
      if ((name === "j" || name === "k") && !letters) return;
      const button = event.target.closest("button,a,label");
      if (name === "j" || name === "ArrowDown") { event.preventDefault(); to(i + 1); }
      else if (name === "k" || name === "ArrowUp") { event.preventDefault(); to(i - 1); }
      else if (name === "Shift+j") { event.preventDefault(); tick(list()[i], true); tick(to(i + 1), true); }
      else if (name === "Space" && !button) { event.preventDefault(); tick(list()[i]); to(i + 1); }
      else if (name === "Enter" && !button && hooks.onEnter && list()[i]) { event.preventDefault(); hooks.onEnter(list()[i]); }
    });
    document.addEventListener("click", (event) => {
      const row = event.target.closest(rowCss);
      if (!row || event.target.closest("a,button")) return;
      to(list().indexOf(row));
      if (event.target.closest(".chk,.tick")) tick(row);
    });
    return {to, tick, list, current: () => list()[current()] || null};
  };

  /* ---- live: an event wakes the fragments that listen for its topic ---- */
  const TOPICS = [[/^(ticket|counter|day)\./, "queue-moved"], [/^(dossier|step)\./, "dossiers-moved"], [/^(folders|cash)\./, "day-moved"], [/^rating\./, "ratings-moved"]];
  const waiting = new Set();
  let timer = 0;
  function wake(topic) {
    waiting.add(topic);
    clearTimeout(timer);
    timer = setTimeout(() => { for (const one of waiting) document.body.dispatchEvent(new CustomEvent(one)); waiting.clear(); }, 120);
  }
  TT.wakeAll = () => TOPICS.forEach((pair) => wake(pair[1]));
  const offline = $("#offline"), link = $("#link");
  function state(next, since) {
    if (offline) { offline.hidden = next !== "off"; $(".since", offline).textContent = TT.hourText(new Date(since.getTime() + drift)); }
    if (link) link.textContent = next === "on" ? TEXT.textOnline : TEXT.textAgain;
    if (next === "on") TT.wakeAll();
  }
  if (link && !document.body.dataset.audience) link.textContent = "";
  if (TT.live && document.body.dataset.unit && document.body.dataset.audience) {
    TT.live({
      audience: document.body.dataset.audience, unit: document.body.dataset.unit, onState: state,
      onEvent(kind, data) {
        document.body.dispatchEvent(new CustomEvent("office-event", {detail: {kind, data}}));
        for (const [pattern, topic] of TOPICS) if (pattern.test(kind)) wake(topic);
      },
    });
  }
  tickClock();
})();
