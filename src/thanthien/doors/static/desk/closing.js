/* The end of the day: lists go to the printer; what is being typed is not swept away by somebody else's act. */
(function () {
  "use strict";
  const TT = window.ThanThien, $ = TT.$, all = TT.all;
  document.addEventListener("click", function (event) {
    const button = event.target.closest('[data-print]:not([data-print=""])');
    if (button) TT.print(button.dataset.print);
  });
  document.addEventListener("htmx:beforeRequest", function (event) {
    if (event.target.id !== "closing") return;
    const typed = all("#closing input[type=text],#closing input:not([type]),#closing select").some((field) => field.dataset.dirty);
    if (typed || $("#closing details[open]") || TT.typing(document.activeElement)) event.preventDefault();
  });
})();
