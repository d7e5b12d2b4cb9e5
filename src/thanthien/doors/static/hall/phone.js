/* The ticket on the phone: it looks again every fifteen seconds, and at once when its own number is meant. */
(function () {
  "use strict";
  const data = document.body.dataset, stage = document.querySelector("[data-stage]");
  const EVERY = 15000;
  let timer = 0, state = stage.firstElementChild.dataset.state;

  async function look() {
    clearTimeout(timer);
    try {
      const answer = await fetch(location.pathname + "?phan=1" + (data.lang ? "&lang=" + data.lang : ""), {cache: "no-store"});
      if (answer.ok) put(new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild);
    } catch (error) { /* no network: the page keeps the hour of what it shows */ }
    timer = setTimeout(look, EVERY + Math.random() * 3000);
  }
  function put(fresh) {
    const ticked = Array.from(stage.querySelectorAll("input[type=checkbox]"), function (box) { return box.checked; });
    stage.replaceChildren(fresh);
    Array.from(stage.querySelectorAll("input[type=checkbox]")).forEach(function (box, at) { box.checked = Boolean(ticked[at]); });
    if (fresh.dataset.state === "called" && state !== "called") {
      scrollTo(0, 0);
      if (navigator.vibrate) navigator.vibrate([300, 150, 300, 150, 600]);
    }
    state = fresh.dataset.state;
  }
  document.addEventListener("visibilitychange", function () { if (!document.hidden) look(); });
  window.ThanThien.live({
    audience: "hall", unit: data.unit, after: data.after, onState() {},
    onEvent(kind, event) { if (event.label === data.label) look(); },
  });
  timer = setTimeout(look, EVERY);
})();
