/* A keypad (a booking, a dossier) and its answer: keys write into the field, a scanner writes into it too and ends with Enter; home again when nobody is there. */
(function () {
  "use strict";
  const form = document.querySelector("[data-pad]"), field = document.querySelector("[data-typed]");
  if (form) pad(Number(form.dataset.most));
  const asked = document.querySelector("[data-idle]");
  window.ThanThien.idle({
    after: 60, warn: 15, onEnd() { location.replace(document.body.dataset.home); },
    onWarn(left) { asked.hidden = false; document.querySelector("[data-left]").textContent = left; document.querySelector("[data-stay]").focus(); },
    onBack() { asked.hidden = true; if (field) field.focus(); },
  });
  function pad(most) {
    for (const key of form.querySelectorAll("[data-digit]")) key.addEventListener("click", function () {
      const kept = most === 4 ? field.value.replace(/\D/g, "") : field.value.trim();
      field.value = (kept.length < most ? kept : "") + key.dataset.digit;
      field.focus();
    });
    form.querySelector("[data-back]").addEventListener("click", function () { field.value = field.value.slice(0, -1); field.focus(); });
    /* Whatever was touched, the scanner's letters go into the field. */
    addEventListener("keydown", function (event) {
      if (document.activeElement !== field && event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey) field.focus();
    });
    let sent = false;
    form.addEventListener("submit", function (event) {
      if (sent || !field.value.trim()) { event.preventDefault(); field.focus(); return; }
      sent = true;
    });
    addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });
  }
})();
