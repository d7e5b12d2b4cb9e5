// A declaration is kept a moment after each change; the answer says which places are asked now. Without this file the button keeps it.
const form = document.querySelector("form[data-save]");
if (form) {
  const saved = document.getElementById("saved");
  let waiting = 0;
  const show = (hidden) => {
    for (const place of form.querySelectorAll("[data-field]")) place.hidden = hidden.includes(place.dataset.field);
    for (const part of form.querySelectorAll("fieldset")) part.hidden = !part.querySelector("[data-field]:not([hidden])");
  };
  const keep = async () => {
    try {
      const answer = await fetch(form.dataset.save, { method: "POST", body: new FormData(form), redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
      const told = await answer.json();
      show(told.hidden);
      saved.textContent = told.said;
    } catch {
      saved.textContent = form.dataset.textLost;
    }
  };
  form.addEventListener("input", (event) => {
    if (event.target.id === "card" || event.target.id === "block") return;
    clearTimeout(waiting);
    waiting = setTimeout(keep, 700);
  });
  // The scanner ends with Enter: that fills from the card, it does not end the declaration.
  document.getElementById("card").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    form.querySelector("button[value=card]").click();
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
}
