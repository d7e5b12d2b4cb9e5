/* What is typed is kept a moment after each change. Without this file the buttons keep it. */
(function () {
  "use strict";
  const form = document.querySelector("form[data-save]"), saved = document.getElementById("saved");
  let waiting = 0;
  async function keep() {
    try {
      const answer = await fetch(form.dataset.save, {method: "POST", body: new FormData(form), redirect: "error"});
      saved.textContent = (await answer.json()).said;
    } catch (error) { saved.textContent = form.dataset.textLost; }
  }
  form.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(keep, 1000); });
  form.addEventListener("submit", function () { clearTimeout(waiting); });
})();
