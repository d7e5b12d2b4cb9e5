// A declaration at the counter: the answer to what was kept says which places are asked now.
const form = document.querySelector("form[data-save]");
if (form) {
  form.addEventListener("kept", (event) => {
    const { hidden } = event.detail;
    for (const place of form.querySelectorAll("[data-field]")) place.hidden = hidden.includes(place.dataset.field);
    for (const part of form.querySelectorAll("fieldset")) part.hidden = !part.querySelector("[data-field]:not([hidden])");
  });
  // The scanner ends with Enter: that fills from the card, it does not end the declaration.
  document.getElementById("card").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    form.querySelector("button[value=card]").click();
  });
}
