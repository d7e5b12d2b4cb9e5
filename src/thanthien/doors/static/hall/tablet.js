/* The rating tablet of one counter: who sits there; after a number is done, two questions and a reason; then thanks. */
(function () {
  "use strict";
  const T = window.ThanThien, data = document.body.dataset, stage = document.querySelector("[data-stage]");
  const IDLE = 45, THANKS = 8000, READ = 400; /* the second question has its faces where the first had them: a double tap answers one */
  let shownAt = 0, idle = null, busy = false, later = 0;

  function form() { return stage.querySelector("[data-ask]"); }
  function put(html) { stage.innerHTML = html; prepare(); }

  /* What this counter shows now; a person who is answering is not disturbed. */
  async function look() {
    if (busy || touched()) return;
    try {
      const answer = await fetch(here(), {cache: "no-store", credentials: "same-origin"});
      const html = await answer.text();
      if (answer.ok && !busy && !touched()) put(html);
    } catch (error) { /* the stream asks again */ }
  }
  function touched() { const open = form(); return Boolean(open && (open.attitude.value || open.work.value || open.querySelector(":checked"))); }
  function here() { return data.here + "?bo=" + encodeURIComponent(sessionStorage.getItem("bo-qua") || ""); }
  function soon() { clearTimeout(later); later = setTimeout(look, 400); }

  function prepare() {
    if (idle) idle.stop();
    const open = form();
    if (!open) { idle = null; return; }
    shownAt = performance.now();
    idle = T.idle({after: IDLE, warn: 0, onWarn() {}, onBack() {}, onEnd() { if (touched()) send(); else skip(); }});
    open.addEventListener("submit", function (event) { event.preventDefault(); send(); });
  }
  function step(name) {
    for (const section of form().querySelectorAll("[data-step]")) {
      section.hidden = section.dataset.step !== name;
      section.inert = true;
      setTimeout(() => { section.inert = false; }, READ);
    }
  }
  /* Good reasons when every answer is good, else what went wrong. */
  function reasons() {
    const levels = [form().attitude.value, form().work.value].filter(Boolean).map(Number);
    if (!levels.length) { skip(); return; }
    const worst = Math.min(...levels), name = worst >= 4 ? "good" : "bad";
    for (const box of form().querySelectorAll("[name=reasons]")) box.checked = false;
    step(name);
    for (const drawn of form().querySelectorAll("[data-step='" + name + "'] [data-level]")) drawn.hidden = drawn.dataset.level !== String(worst);
  }
  stage.addEventListener("click", function (event) {
    const button = event.target.closest("button");
    if (!button || !form()) return;
    const open = form();
    if (button.dataset.attitude) { open.attitude.value = button.dataset.attitude; step("work"); }
    else if (button.dataset.work) { open.work.value = button.dataset.work; reasons(); }
    else if ("again" in button.dataset) { open.attitude.value = ""; open.work.value = ""; step("attitude"); }
    else if ("skip" in button.dataset) { if (open.attitude.value || button.closest("[data-step=attitude]") === null) reasons(); else step("work"); }
  });
  /* An office that is starting, or whose disk is full, has not heard it: the same as no network. */
  async function told(to, body) {
    const answer = await fetch(to, {method: "POST", body, credentials: "same-origin"});
    if (answer.status >= 500) throw new Error(String(answer.status));
    return answer;
  }
  async function send() {
    if (busy) return;
    busy = true;
    const open = form();
    open.seconds.value = Math.round((performance.now() - shownAt) / 1000);
    try {
      const answer = await told(open.action, new FormData(open));
      put(await answer.text());
    } catch (error) {
      keep(open);
      stage.replaceChildren(document.querySelector("[data-kept]").content.cloneNode(true));
      prepare();
    }
    busy = false;
    setTimeout(again, THANKS);
  }
  async function skip() {
    const open = form();
    if (idle) idle.stop();
    if (!open) return;
    sessionStorage.setItem("bo-qua", open.token.value);
    busy = true;
    try {
      const answer = await fetch(here(), {cache: "no-store", credentials: "same-origin"});
      if (answer.ok) put(await answer.text());
    } catch (error) { stage.replaceChildren(); }
    busy = false;
  }
  async function again() { await sendKept(); await look(); }
  /* No office: the answer waits on this tablet until the office hears it, and its person is not asked once more. */
  function keep(open) {
    sessionStorage.setItem("bo-qua", open.token.value);
    const kept = JSON.parse(localStorage.getItem("phieu-cho-gui") || "[]");
    kept.push({to: open.action, body: new URLSearchParams(new FormData(open)).toString()});
    localStorage.setItem("phieu-cho-gui", JSON.stringify(kept.slice(-50)));
  }
  async function sendKept() {
    const kept = JSON.parse(localStorage.getItem("phieu-cho-gui") || "[]");
    while (kept.length) {
      try {
        await told(kept[0].to, new URLSearchParams(kept[0].body));
      } catch (error) { return; }
      kept.shift();
      localStorage.setItem("phieu-cho-gui", JSON.stringify(kept));
    }
  }

  stage.inert = false; /* the page comes with its faces out of reach: a touch before this line would have been lost */
  prepare();
  T.live({
    audience: "hall", unit: data.unit, after: data.after,
    onEvent(kind, event) { if (String(event.counter || "") === data.counter) soon(); },
    onState(state) { if (state === "on") { sendKept(); soon(); } },
  });
  setInterval(again, 30000);
})();
