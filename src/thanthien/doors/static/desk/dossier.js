/* One dossier: print the slip, go back to the list. */
(function () {
  "use strict";
  const TT = window.ThanThien, $ = TT.$;
  document.addEventListener("click", function (event) {
    const button = event.target.closest('[data-print]:not([data-print=""])');
    if (button) TT.print(button.dataset.print);
  });
  /* a colleague did something to this dossier: the page shows it, unless a sentence is being typed */
  let timer = 0;
  document.body.addEventListener("office-event", function (event) {
    if (event.detail.data.code !== $("main").dataset.code) return;
    clearTimeout(timer);
    timer = setTimeout(function () { if (!$("dialog[open]")) htmx.ajax("GET", $("main").dataset.part, {target: "main", swap: "innerHTML"}); }, 300);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || event.defaultPrevented || $("dialog[open]") || TT.typing(event.target)) return;
    location.assign($("main").dataset.back);
  });
})();
