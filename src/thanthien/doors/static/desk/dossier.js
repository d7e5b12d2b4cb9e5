/* One dossier: print the slip, go back to the list. */
(function () {
  "use strict";
  const TT = window.ThanThien, $ = TT.$;
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-print]");
    if (button) TT.print(button.dataset.print);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || event.defaultPrevented || $("dialog[open]") || TT.typing(event.target)) return;
    location.assign($("main").dataset.back);
  });
})();
