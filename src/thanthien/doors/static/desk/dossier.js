/* One dossier: print, go back, and a fresh page when a colleague did something. */
(function () {
  "use strict";
  const TT = window.ThanThien, $ = TT.$;
  const printer = $("#paper");
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-print]");
    if (!button) return;
    printer.onload = function () {
      printer.onload = null;
      try { printer.contentWindow.focus(); printer.contentWindow.print(); } catch (error) { window.open(button.dataset.print, "_blank", "noopener"); }
    };
    printer.src = button.dataset.print;
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || event.defaultPrevented || $("dialog[open]") || TT.typing(event.target)) return;
    location.assign($("main").dataset.back);
  });
})();
