/* A form whose server vanished: what was typed stays on the screen, a band says so, and "gửi lại" sends the very same once more, under
   the same key, so it is written once however often it is sent. Kept in the page alone: nothing of a person goes to this PC's disk.
   ThanThien.unsent(detail of an htmx request) → true when it was kept. Forms without htmx that carry a key go the same way. */
(function () {
  "use strict";
  const TT = window.ThanThien = window.ThanThien || {};
  const band = document.getElementById("unsent"), press = document.getElementById("send-again");
  if (!band) return;
  const PATIENCE = 30000;
  let again = null;

  function keep(send) { again = send; band.hidden = false; }
  function sent() { again = null; band.hidden = true; }
  press.addEventListener("click", function () {
    const send = again;
    if (!send) return;
    sent();
    send();
  });
  addEventListener("beforeunload", function (event) { if (again) event.preventDefault(); });

  /* ── htmx: the same fields again, as they were when they were sent ── */
  const quiet = (el) => Boolean(el.closest && el.closest(".find, #saved"));
  TT.unsent = function (detail) {
    const asked = detail.requestConfig;
    if (!asked || asked.verb !== "post" || quiet(detail.elt)) return false;
    const values = {};
    for (const [name, value] of asked.formData.entries()) values[name] = name in values ? [].concat(values[name], value) : value;
    keep(function () {
      const source = detail.elt.isConnected ? detail.elt : document.body;
      htmx.ajax("POST", asked.path, {source, target: detail.target, values}).catch(function () { /* the band says it again */ });
    });
    return true;
  };
  document.addEventListener("htmx:timeout", function (event) { TT.unsent(event.detail); });
  document.addEventListener("htmx:afterRequest", function (event) {
    const asked = event.detail.requestConfig;
    if (event.detail.successful && asked && asked.verb === "post" && !quiet(event.detail.elt)) sent();
  });

  /* ── forms that lead to another page: while the office is away they are sent from here, so that the page stays as it is ── */
  const away = () => document.documentElement.dataset.live === "off" || !navigator.onLine;
  /* A page without the live stream looks by itself whether the office is there, from the first letter typed. */
  const LOOK = 4000;
  let looking = false;
  async function look() {
    const stop = new AbortController(), timer = setTimeout(function () { stop.abort(); }, LOOK);
    let there = false;
    try { there = (await fetch("/health", {cache: "no-store", signal: stop.signal})).status < 502; } catch (error) { there = false; }
    clearTimeout(timer);
    const offline = document.getElementById("offline");
    if (offline.hidden !== there) { offline.hidden = there; offline.querySelector(".since").textContent = TT.hourText(TT.now()); }
    document.documentElement.dataset.live = there ? "on" : "off";
    setTimeout(look, LOOK);
  }
  if (!document.body.dataset.audience) document.addEventListener("input", function () { if (!looking) { looking = true; look(); } });
  document.addEventListener("submit", function (event) {
    const form = event.target, button = event.submitter;
    const plain = form.method === "post" && form.elements.once && !form.target && !form.closest("[hx-post], [hx-boost=true]");
    if (event.defaultPrevented || !plain || !away() || (button && (button.hasAttribute("hx-post") || button.formTarget))) return;
    event.preventDefault();
    if (!form.dataset.sending) send(form, button);
  });
  async function send(form, button) {
    const stop = new AbortController(), timer = setTimeout(function () { stop.abort(); }, PATIENCE);
    const address = button && button.hasAttribute("formaction") ? button.formAction : new URL(form.getAttribute("action") || location.href, location).href;
    form.dataset.sending = "1";
    let answer = null;
    try {
      answer = await fetch(address, {method: "POST", body: new FormData(form, button), credentials: "same-origin", headers: {"X-Kept-Form": "1"}, signal: stop.signal});
      if (answer.status > 501 && answer.status < 505) answer = null;
    } catch (error) { answer = null; }
    clearTimeout(timer);
    delete form.dataset.sending;
    if (!answer) { keep(function () { send(form, button); }); return; }
    sent();
    const to = answer.headers.get("X-Go-To");
    if (to) location.assign(to); else whole(form, button, address);
  }
  /* The answer is a page (something must be mended, a file): the same key brings it again, as a page of its own. */
  function whole(form, button, address) {
    if (button && button.name) {
      const pressed = document.createElement("input");
      Object.assign(pressed, {type: "hidden", name: button.name, value: button.value});
      form.append(pressed);
    }
    form.setAttribute("action", address);
    HTMLFormElement.prototype.submit.call(form);
  }
})();
