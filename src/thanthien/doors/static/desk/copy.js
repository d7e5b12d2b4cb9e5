// A button that copies what a box holds: data-copy="id", data-done="what it says afterwards".
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const box = document.getElementById(button.dataset.copy);
  box.select();
  try { await navigator.clipboard.writeText(box.value); } catch { document.execCommand("copy"); }
  button.textContent = button.dataset.done;
});
