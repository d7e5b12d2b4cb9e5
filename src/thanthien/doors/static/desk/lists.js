/* My work and results: rows by J K, ticks by Space, one bar for many, the row in focus shown at the right. */
(function () {
  "use strict";
  const TT = window.ThanThien, $ = TT.$, all = TT.all;
  const page = $("#work");
  let shown = "", timer = 0;
  const ticked = () => all("#list tr[aria-selected=true]");
  const focused = () => $("#list tr.is-focus");
  function count() {
    const bulk = $("#bulk");
    if (!bulk) return;
    const n = ticked().length;
    bulk.hidden = n === 0;
    $("b", bulk).textContent = bulk.dataset.textChosen.replace("{n}", n);
  }
  function show(row) {
    if (!row || !page.dataset.side || row.dataset.id === shown) return;
    shown = row.dataset.id;
    clearTimeout(timer);
    timer = setTimeout(() => htmx.ajax("GET", page.dataset.side + row.dataset.id, {target: "#side", swap: "innerHTML"}), 90);
  }
  const rows = TT.rows("#list", "#list tr[data-id]", {
    onMove: show,
    onTick: count,
    onEnter(row) { if (page.dataset.open) location.assign(address(row)); else act(row); },
  });
  function act(row) { if (row && page.dataset.act) htmx.ajax("POST", page.dataset.act + row.dataset.id, {target: "#side", swap: "innerHTML"}); }
  document.addEventListener("click", function (event) { if (!event.target.closest("a,button")) act(event.target.closest("#list tr[data-id]")); });
  document.addEventListener("dblclick", function (event) { const row = event.target.closest("#list tr[data-id]"); if (row && page.dataset.open) location.assign(address(row)); });
  function address(row) { return page.dataset.open + row.dataset.id + (page.dataset.open.endsWith("/") ? "/" : ""); }

  /* acts on what is ticked, or on the row in focus: in parts of ten, with a bar that shows how far it is; one undo for all */
  const PART = 10;
  const chosen = () => ticked().length ? ticked() : [focused()].filter(Boolean);
  let busy = false;
  async function many(button) {
    const bulk = $("#bulk"), items = chosen().map((row) => row.dataset.id + ":" + (row.dataset.step || "0"));
    if (!bulk || busy) return;
    if (!items.length) { TT.say(bulk.dataset.textNone, "err"); return; }
    const form = button.closest("[data-many-form]"), dialog = button.closest("dialog");
    const more = form ? Object.fromEntries(new FormData(form)) : button.dataset.name ? {[button.dataset.name]: button.dataset.value} : {};
    if (dialog) dialog.close();
    const batch = Date.now().toString(36) + Math.random().toString(36).slice(2, 10), once = bulk.dataset.once + batch, bar = $("progress", bulk);
    busy = true;
    try {
      for (let at = 0; at < items.length; at += PART) {
        const last = at + PART >= items.length;
        if (items.length > PART) {
          bulk.hidden = false;
          bar.hidden = false; bar.max = items.length; bar.value = at;
          $("b", bulk).textContent = bulk.dataset.textDoing.replace("{n}", at).replace("{all}", items.length);
        }
        await htmx.ajax("POST", button.dataset.many, {
          source: bulk, target: "#say", swap: "none", values: Object.assign({item: items.slice(at, at + PART), batch, once}, more, last ? {} : {more: "1"}),
        });
      }
    } finally {
      busy = false;
      bar.hidden = true;
    }
  }

  /* forms of what is ticked: gathered in parts with a bar, set together, then printed as one file; "Thôi in" stops at any part */
  const SHEETS = 25;
  let printing = null;
  async function print(button) {
    const bulk = $("#bulk"), keys = button.dataset.ticked ? all(button.dataset.ticked + ":checked").map((box) => box.value) : chosen().map((row) => row.dataset.id), dialog = button.closest("dialog");
    if (!bulk || busy || printing) return;
    if (dialog) dialog.close();
    if (!keys.length) { TT.say(bulk.dataset.textNone, "err"); return; }
    const batch = Date.now().toString(36) + Math.random().toString(36).slice(2, 10), total = keys.length;
    const bar = $("progress", bulk), halt = $("[data-print-stop]", bulk), words = $("b", bulk);
    const now = (text, n) => { words.textContent = text.replace("{n}", n).replace("{all}", total); };
    const send = async (path, values) => {
      const answer = await fetch((bulk.dataset.print || "/nhieu/in/") + path, {method: "POST", signal: printing && printing.signal, headers: JSON.parse(document.body.getAttribute("hx-headers")), body: new URLSearchParams(Object.assign({batch}, values))});
      if (answer.ok) return answer.status === 204 ? {} : answer.json();
      const refused = new Error(answer.headers.get("Content-Type").startsWith("text/plain") ? await answer.text() : document.body.dataset.textUnsent);
      refused.said = true;
      throw refused;
    };
    printing = new AbortController();
    bulk.hidden = halt.hidden = bar.hidden = false;
    try {
      bar.max = total;
      for (let at = 0; at < total; at += SHEETS) {
        bar.value = at;
        now(bulk.dataset.textGathering, at);
        await send("gom", {mau: button.dataset.printMany, hs: keys.slice(at, at + SHEETS).join(",")});
      }
      bar.removeAttribute("value");
      now(bulk.dataset.textSetting, total);
      const made = await send("dan", {});
      TT.print(made.file);
      TT.say(bulk.dataset.textPrinted.replace("{n}", made.n) + (made.told ? " " + made.told : ""), made.told ? "err" : "");
    } catch (error) {
      const stopped = printing.signal.aborted;
      printing = null;
      TT.say(stopped ? bulk.dataset.textStopped : error.said ? error.message : document.body.dataset.textUnsent, stopped ? "" : "err");
      if (stopped) send("thoi", {}).catch(() => {});
    } finally {
      printing = null;
      halt.hidden = bar.hidden = true;
      count();
    }
  }
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-many]"), paper = event.target.closest("[data-print-many]");
    if (button) many(button);
    if (paper) print(paper);
    if (event.target.closest("[data-print-stop]") && printing) printing.abort();
    if (event.target.closest("[data-all]")) { all("#list tr[data-id][aria-selected]").forEach((row) => row.setAttribute("aria-selected", "true")); count(); }
    if (event.target.closest("[data-untick]")) untick();
  });
  function untick() { ticked().forEach((row) => row.setAttribute("aria-selected", "false")); count(); }
  document.body.addEventListener("batch-done", untick);

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
    count();
  });
  if (!page.dataset.scan) rows.to(0, TT.typing(document.activeElement));
  count();

  /* results: the scanner and the typed tail open a dossier at the right */
  if (page.dataset.scan) {
    TT.scanner({onScan(text) { htmx.ajax("POST", page.dataset.scan, {target: "#side", swap: "innerHTML", values: {text, opened: opened()}}); }});
    const opened = () => { const form = $("[data-opened]", $("#side")); return form ? form.dataset.opened : ""; };
    const land = () => { const to = $("[data-land]", $("#side")); if (to) to.focus(); };
    document.addEventListener("htmx:afterSettle", function (event) { if (event.target.id === "side") land(); });
    const grab = $("#grab");
    if (grab) {
      grab.focus();
      grab.addEventListener("keydown", function (event) { if (event.key === "ArrowDown") { event.preventDefault(); rows.to(0); } });
    }
  }
})();
