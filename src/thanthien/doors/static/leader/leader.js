/* J K through the lines of a page, Space ticks the one in focus; a refreshed list keeps its place. */
(function () {
  "use strict";
  const TT = window.ThanThien, all = TT.all;
  const links = () => all("[data-row]").filter((a) => a.getClientRects().length);
  let kept = "", ticked = [], chosen = "";
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
  const ticks = () => all("#giving input[name=item]:checked"), taker = TT.$("#nguoi-nhan");
  /* only those stay to be chosen who may do everything that is ticked */
  function tell() {
    const works = ticks().map((box) => box.dataset.work);
    let able = 0;
    for (const one of all("option[data-works]")) {
      const may = one.dataset.works.split(" ");
      one.hidden = one.disabled = !works.every((work) => may.includes(work));
      able += !one.disabled;
    }
    if (taker.selectedOptions[0] && taker.selectedOptions[0].disabled) taker.value = "";
    count.textContent = !works.length ? words : able ? count.dataset.text.replace("{n}", works.length) : count.dataset.none;
  }
  if (count) { document.addEventListener("change", tell); tell(); }
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.target.id === "lead" || event.target.id === "list") kept = document.activeElement && document.activeElement.href || "";
    if (count && event.target.id === "list") { ticked = ticks().map((box) => box.value); chosen = taker.value; }
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    if (count && event.target.id === "list") {
      for (const box of all("#giving input[name=item]")) box.checked = ticked.includes(box.value);
      taker.value = chosen;
      tell();
    }
    if ((event.target.id !== "lead" && event.target.id !== "list") || !kept) return;
    const again = links().find((a) => a.href === kept);
    if (again) again.focus({preventScroll: true});
  });
})();
