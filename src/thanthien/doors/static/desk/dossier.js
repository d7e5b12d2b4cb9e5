/* One dossier: print the slip, go back to the list. */
(function () {
  "use strict";
  const TT = window.ThanThien, $ = TT.$;
  document.addEventListener("click", function (event) {
    const button = event.target.closest('[data-print]:not([data-print=""])');
    if (button) TT.print(button.dataset.print);
  });
  /* a colleague did something to this dossier: the page shows it, unless a sentence is being typed: then as soon as that is over */
  const main = $("main"), WAIT = 300;
  let timer = 0;
  function renew() {
    clearTimeout(timer);
    timer = setTimeout(function () {
      if (TT.inUse(main)) renew(); else htmx.ajax("GET", main.dataset.part, {target: "main", swap: "innerHTML"});
    }, WAIT);
  }
  document.body.addEventListener("office-event", function (event) { if (event.detail.data.code === main.dataset.code) renew(); });
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (!event.detail.pathInfo || event.detail.pathInfo.requestPath !== main.dataset.part || !TT.inUse(main)) return;
    event.detail.shouldSwap = false;
    renew();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || event.defaultPrevented || $("dialog[open]") || TT.typing(event.target)) return;
    location.assign(main.dataset.back);
  });
})();
