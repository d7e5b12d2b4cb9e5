/* Papers of a dossier: Esc goes back, and what a telephone sends appears by itself. */
(function () {
  "use strict";
  const TT = window.ThanThien, main = document.querySelector("main[data-back]");
  if (!main) return;
  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || document.querySelector("dialog[open]") || TT.typing(event.target)) return;
    if (event.key === "Escape") location.assign(main.dataset.back);
  });
  let timer = 0;
  document.body.addEventListener("office-event", function (event) {
    if (!main.dataset.code || event.detail.data.code !== main.dataset.code || !event.detail.kind.startsWith("scan.")) return;
    clearTimeout(timer);
    timer = setTimeout(function () {
      const busy = document.querySelector("form.sending, details[open]") || TT.typing(document.activeElement);
      if (!busy) location.reload();
    }, 600);
  });
})();
