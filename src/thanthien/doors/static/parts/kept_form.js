/* What is typed in a declaration is kept a moment after each change; without this file the buttons keep it.
   form[data-save, data-text-lost] and #saved; fires "kept" on the form with the server's answer. Places marked data-not-kept are not its own. */
(function () {
  "use strict";
  const form = document.querySelector("form[data-save]"), saved = document.getElementById("saved");
  if (!form) return;
  let waiting = 0;
  async function keep() {
    try {
      const answer = await fetch(form.dataset.save, {method: "POST", body: new FormData(form), redirect: "error"});
      if (!answer.ok) throw new Error(answer.status);
      const told = await answer.json();
      saved.textContent = told.said;
      form.dispatchEvent(new CustomEvent("kept", {detail: told}));
    } catch (error) { saved.textContent = form.dataset.textLost; }
  }
  function soon() { clearTimeout(waiting); waiting = setTimeout(keep, 800); }
  form.addEventListener("input", function (event) { if (!("notKept" in event.target.dataset)) soon(); });
  form.addEventListener("submit", function () { clearTimeout(waiting); });
  /* On a bad line the page is written in before this file has come. */
  function written(el) {
    if (!el.name || "notKept" in el.dataset) return false;
    if (el.type === "radio" || el.type === "checkbox") return el.checked !== el.defaultChecked;
    if (el.tagName === "SELECT") return el.value !== (el.querySelector("option[selected]") || el.options[0] || el).value;
    return "defaultValue" in el && el.type !== "hidden" && el.value !== el.defaultValue;
  }
  if (Array.from(form.elements).some(written)) soon();
})();
