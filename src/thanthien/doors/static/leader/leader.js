/* J K through the lines of a page, Space ticks the one in focus; a refreshed list keeps its place. */
(function () {
  "use strict";
  const TT = window.ThanThien, all = TT.all;
  const links = () => all("[data-row]").filter((a) => a.getClientRects().length);
  let kept = "";
  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || TT.typing(event.target) || TT.$("dialog[open]") || event.ctrlKey || event.altKey) return;
    const name = TT.keyName(event), list = links();
    if (!list.length) return;
    const at = list.indexOf(document.activeElement);
    if (name === "j" || name === "ArrowDown") { event.preventDefault(); list[Math.min(list.length - 1, at + 1)].focus(); }
    else if (name === "k" || name === "ArrowUp") { event.preventDefault(); list[Math.max(0, at - 1)].focus(); }
    else if (name === "Space" && at >= 0) { const box = list[at].closest("tr") && list[at].closest("tr").querySelector("input[type=checkbox]"); if (box) { event.preventDefault(); box.click(); list[Math.min(list.length - 1, at + 1)].focus(); } }
    else if (name === "Enter" && at < 0 && event.target === document.body) { event.preventDefault(); list[0].click(); }
  });
  const count = TT.$("#count"), words = count && count.textContent;
  function tell() { const n = all("#giving input[name=item]:checked").length; count.textContent = n ? count.dataset.text.replace("{n}", n) : words; }
  if (count) { document.addEventListener("change", tell); tell(); }
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.target.id === "lead") kept = document.activeElement && document.activeElement.href || "";
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.target.id !== "lead" || !kept) return;
    const again = links().find((a) => a.href === kept);
    if (again) again.focus({preventScroll: true});
  });
})();
