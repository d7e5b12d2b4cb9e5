/* Papers of a dossier: Esc goes back, and what a telephone sends appears by itself. */
(function () {
  "use strict";
  const TT = window.ThanThien, main = document.querySelector("main[data-back]");
  if (!main) return;
  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || document.querySelector("dialog[open]") || TT.typing(event.target)) return;
    if (event.key === "Escape") location.assign(main.dataset.back);
  });
  const WAIT = 600;
  let timer = 0;
  document.body.addEventListener("office-event", function (event) {
    if (!main.dataset.code || event.detail.data.code !== main.dataset.code || !event.detail.kind.startsWith("scan.")) return;
    clearTimeout(timer);
    timer = setTimeout(renew, WAIT);
  });
  /* Not while somebody works here, nor while a form of this page is on its way: its answer is the newer page. */
  function renew() {
    const busy = main.inert || document.querySelector("form.sending, details[open]") || TT.typing(document.activeElement);
    if (busy) timer = setTimeout(renew, WAIT); else location.reload();
  }
})();
