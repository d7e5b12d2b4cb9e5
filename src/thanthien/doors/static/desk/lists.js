/* My work and results: rows by J K, ticks by Space, one bar for many, the row in focus shown at the right. */
(function () {
  "use strict";
  const TT = window.ThanThien, $ = TT.$, all = TT.all;
  const page = $("#work");
  let shown = "", timer = 0;
  const ticked = () => all("#list tr[aria-selected=true]");
  const focused = () => $("#list tr.is-focus");
  function bar() {
    const bulk = $("#bulk");
    if (!bulk) return;
    const n = ticked().length;
    bulk.hidden = n === 0;
    $("b", bulk).textContent = "Đã chọn " + n;
  }
  function show(row) {
    if (!row || !page.dataset.side || row.dataset.id === shown) return;
    shown = row.dataset.id;
    clearTimeout(timer);
    timer = setTimeout(() => htmx.ajax("GET", page.dataset.side + row.dataset.id, {target: "#side", swap: "innerHTML"}), 90);
  }
  const rows = TT.rows("#list", "#list tr[data-id]", {
    onMove: show,
    onTick: bar,
    onEnter(row) { if (page.dataset.open) location.assign(page.dataset.open + row.dataset.id + "/"); else act(row); },
  });
  function act(row) { if (row && page.dataset.act) htmx.ajax("POST", page.dataset.act + row.dataset.id, {target: "#side", swap: "innerHTML"}); }
  document.addEventListener("click", function (event) { if (!event.target.closest("a,button")) act(event.target.closest("#list tr[data-id]")); });
  document.addEventListener("dblclick", function (event) { const row = event.target.closest("#list tr[data-id]"); if (row && page.dataset.open) location.assign(page.dataset.open + row.dataset.id + "/"); });

  /* acts on what is ticked, or on the row in focus */
  document.addEventListener("htmx:configRequest", function (event) {
    if (!event.target.closest || !event.target.closest("[data-many]")) return;
    const chosen = ticked().length ? ticked() : [focused()].filter(Boolean);
    event.detail.parameters.delete ? event.detail.parameters.delete("item") : delete event.detail.parameters.item;
    for (const row of chosen) event.detail.formData.append("item", row.dataset.id + ":" + row.dataset.step);
  });
  document.addEventListener("click", function (event) { if (event.target.closest("[data-untick]")) { ticked().forEach((row) => row.setAttribute("aria-selected", "false")); bar(); } });

  /* a refreshed list keeps the focus and the ticks */
  let kept = {focus: "", ticks: []};
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.target.id !== "list") return;
    kept = {focus: focused() ? focused().dataset.id : "", at: rows.list().indexOf(focused()), ticks: ticked().map((row) => row.dataset.id)};
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.target.id !== "list") return;
    for (const id of kept.ticks) { const row = $('#list tr[data-id="' + id + '"]'); if (row) row.setAttribute("aria-selected", "true"); }
    const again = rows.list().findIndex((row) => row.dataset.id === kept.focus);
    shown = "";
    if (kept.focus) rows.to(again >= 0 ? again : Math.max(0, kept.at || 0), TT.typing(document.activeElement));
    bar();
  });
  if (!page.dataset.scan) rows.to(0, TT.typing(document.activeElement));
  bar();

  /* results: the scanner and the typed tail open a dossier at the right */
  if (page.dataset.scan) {
    TT.scanner({onScan(text) { htmx.ajax("POST", page.dataset.scan, {target: "#side", swap: "innerHTML", values: {text}}); }});
    const land = () => { const to = $("[data-land]", $("#side")); if (to) to.focus(); };
    document.addEventListener("htmx:afterSettle", function (event) { if (event.target.id === "side") land(); });
    const grab = $("#grab");
    if (grab) {
      grab.focus();
      grab.addEventListener("keydown", function (event) { if (event.key === "ArrowDown") { event.preventDefault(); rows.to(0); } });
    }
  }
})();
