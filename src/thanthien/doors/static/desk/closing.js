/* The end of the day: lists go to the printer; what is being typed is not swept away by somebody else's act. */
(function () {
  "use strict";
  const TT = window.ThanThien, $ = TT.$;
  document.addEventListener("click", function (event) {
    const button = event.target.closest('[data-print]:not([data-print=""])');
    if (button) TT.print(button.dataset.print);
  });
  const part = $("#closing"), WAIT = 1000;
  let timer = 0;
  const busy = () => TT.inUse(part) || TT.typing(document.activeElement) || Boolean($("details[open]", part));
  function renew() {
    clearTimeout(timer);
    timer = setTimeout(function () { if (busy()) renew(); else htmx.trigger(document.body, "day-moved"); }, WAIT);
  }
  document.addEventListener("htmx:beforeRequest", function (event) {
    if (event.target !== part || !busy()) return;
    event.preventDefault();
    renew();
  });
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.requestConfig.elt !== part || !busy()) return;
    event.detail.shouldSwap = false;
    renew();
  });
})();
