/* The counter: combobox of procedures, checklist by keys, scanner, draft, printing. What is said comes from the server. */
(function () {
  "use strict";
  const TT = window.ThanThien, $ = TT.$, all = TT.all;
  const form = () => $("#case"), papers = () => all("#papers > li[data-mandatory]");

  /* ---- papers: only the row in focus is open ---- */
  const stateOf = (li) => { const on = $("input[type=radio]:checked", li); return on ? on.value : ""; };
  function setState(li, value) {
    const radio = $("input[value=" + value + "]", li);
    radio.checked = true;
    radio.dispatchEvent(new Event("change", {bubbles: true}));
  }
  function count() {
    const box = $("#paper-counts");
    if (!box) return;
    const n = {ok: 0, missing: 0, look: 0, na: 0, "": 0};
    for (const li of papers()) n[stateOf(li)] += 1;
    const parts = [[n.ok + " đủ"], [n.look + " cần xem", n.look], [n.na + " không áp dụng"], [n.missing + " thiếu", n.missing], [n[""] + " chưa xem", n[""]]];
    box.replaceChildren();
    parts.forEach((part, i) => {
      if (i > 2 && !part[1]) return;
      if (box.childNodes.length) box.append(" · ");
      const el = document.createElement(part[1] ? "b" : "span");
      el.textContent = part[0];
      if (part[1] && i === 1) el.className = "am";
      box.append(el);
    });
  }
  function step(li, by) {
    const list = papers(), to = list[list.indexOf(li) + by];
    if (to) { to.focus(); to.scrollIntoView({block: "nearest"}); }
  }
  document.addEventListener("keydown", function (event) {
    const li = event.target.closest ? event.target.closest("#papers > li[data-mandatory]") : null;
    if (!li || TT.typing(event.target) || event.ctrlKey || event.altKey) return;
    const chosen = {"1": "ok", "2": "missing", "3": "look", "4": "na"}[event.key];
    if (chosen) setState(li, chosen);
    else if (event.key === " ") { setState(li, "ok"); step(li, 1); }
    else if (event.key === "ArrowDown") step(li, 1);
    else if (event.key === "ArrowUp") step(li, -1);
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", function (event) {
    const li = event.target.closest("#papers > li[data-mandatory]");
    if (li && !event.target.closest("label")) li.focus();
  });

  /* ---- procedure: type, arrows, Enter; an Enter that is faster than the answer waits for it ---- */
  let pending = false, searched = "";
  const list = () => $("#proc-list"), options = () => all("#proc-list [role=option]");
  const marked = () => options().findIndex((li) => li.getAttribute("aria-selected") === "true");
  function mark(to) {
    options().forEach((li, i) => li.setAttribute("aria-selected", String(i === to)));
    const on = options()[to];
    if (on) { on.scrollIntoView({block: "nearest"}); $("#proc").setAttribute("aria-activedescendant", on.id); }
  }
  function closeList() {
    if (!$("#proc")) return;
    list().replaceChildren();
    $("#proc").setAttribute("aria-expanded", "false");
  }
  function choose(li) {
    pending = false;
    if (!li) return;
    const hidden = $("[name=procedure]", form());
    hidden.value = li.dataset.code;
    closeList();
    htmx.ajax("POST", "/quay/viec", {source: form(), target: "#desk", swap: "innerHTML"});
  }
  document.addEventListener("keydown", function (event) {
    if (event.target.id !== "proc") return;
    const n = options().length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!n) { htmx.trigger("#proc", "open"); return; }
      mark((marked() + (event.key === "ArrowDown" ? 1 : n - 1)) % n);
    } else if (event.key === "Escape") { event.preventDefault(); closeList(); }
    else if (event.key === "Enter") {
      const typed = event.target.value.trim(), chosen = $("[name=procedure]", form()).value;
      if (!typed || (chosen && !n && searched !== "dirty")) return; /* nothing to choose: Enter is the main act */
      event.preventDefault();
      if (n && searched === typed) choose(options()[marked()]); else pending = true;
    }
  });
  document.addEventListener("input", function (event) { if (event.target.id === "proc") searched = "dirty"; });
  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.target.id !== "proc-list") return;
    searched = event.target.firstElementChild ? event.target.firstElementChild.dataset.asked || "" : "";
    $("#proc").setAttribute("aria-expanded", String(options().length > 0));
    mark(0);
    if (pending && searched === $("#proc").value.trim()) { if (options().length) choose(options()[0]); pending = false; }
  });
  document.addEventListener("click", function (event) {
    const li = event.target.closest("#proc-list [role=option]");
    if (li) choose(li); else if (!event.target.closest(".proc")) closeList();
  });

  /* ---- draft: what was typed goes to the server every few seconds ---- */
  let dirty = false, begun = false; /* begun: something was typed into what is on the screen */
  const touched = (event) => { if (event.target.form === form() && event.target.id !== "scan") { dirty = begun = true; count(); } };
  document.addEventListener("input", touched);
  document.addEventListener("change", touched);
  setInterval(function () {
    if (!dirty || !form() || document.documentElement.dataset.live === "off") return;
    dirty = false;
    htmx.trigger("#saved", "save-draft");
  }, 3000);

  /* ---- scanner ---- */
  TT.scanner({
    snapshot: () => papers().map(stateOf),
    restore(states) {
      papers().forEach((li, i) => { for (const radio of all("input[type=radio]", li)) radio.checked = radio.value === (states || [])[i]; });
      count();
    },
    onScan(text) {
      if (!form()) return;
      if (moving) held = text; else read(text);
    },
  });
  /* a card that is read while the next person is being called belongs to that person: it waits for their screen */
  let moving = 0, held = "";
  const moves = (event) => event.detail.target && event.detail.target.id === "desk";
  function read(text) { htmx.ajax("POST", "/quay/quet", {source: form(), target: "#desk", swap: "innerHTML", values: {text}}); }
  document.addEventListener("htmx:beforeSend", function (event) {
    if (!moves(event)) return;
    moving += 1;
    /* of the request itself: the button that sent it may be gone by then, with the part of the page that the hall's news renewed */
    event.detail.xhr.addEventListener("loadend", function () {
      moving -= 1;
      if (moving || !held || !form()) return;
      const text = held;
      held = "";
      read(text);
    });
  });

  /* ---- after each answer: focus where work goes on, print what was received ---- */
  function land() {
    count();
    pending = false; searched = "";
    const to = $("[data-land]", $("#desk"));
    if (to) { to.focus({preventScroll: true}); if (to.select) to.select(); to.scrollIntoView({block: "nearest"}); }
    const fresh = $("[data-print-now]");
    if (fresh) { fresh.removeAttribute("data-print-now"); TT.print(fresh.dataset.print); }
  }
  document.addEventListener("htmx:afterSettle", function (event) {
    if (event.target.id === "desk") { dirty = begun = false; land(); }
    if (event.target.id === "queue" || event.target.closest && event.target.closest("#queue")) follow();
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-reprint]")) TT.print($("[data-print]").dataset.print);
  });
  /* a colleague moved the ticket: what is shown must be what the counter serves */
  const apart = () => { const shown = $("#case [name=ticket]"), queue = $("#queue"); return shown && queue && shown.value !== queue.dataset.ticket; };
  let following = 0;
  function follow() {
    clearTimeout(following);
    /* one's own F2 brings its screen a moment after its event; only what stays apart is a colleague's doing */
    following = setTimeout(function () { if (apart() && !begun && !$("dialog[open]")) htmx.ajax("GET", "/quay/ban", {target: "#desk", swap: "innerHTML"}); }, 1200);
  }
  document.addEventListener("htmx:beforeSwap", function (event) {
    const path = event.detail.pathInfo ? event.detail.pathInfo.requestPath : "";
    if (path === "/quay/ban" && (begun || !apart())) event.detail.shouldSwap = false;
  });
  land();
})();
