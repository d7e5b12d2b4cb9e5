/* The picture follows what is typed; Monday's hours may be copied to the whole week. The page works without this. */
(function () {
  "use strict";
  const form = document.querySelector("[data-week]");
  if (!form) return;
  const FIRST = 360, LAST = 1140, NS = "http://www.w3.org/2000/svg";
  const minute = function (text) {
    const found = /^(\d{1,2})(?:\s*[:hg.]\s*(\d{2})?|(\d{2}))?$/.exec(text.trim().toLowerCase());
    if (!found) return null;
    const value = Number(found[1]) * 60 + Number(found[2] || found[3] || 0);
    return value < 1440 ? value : null;
  };
  function draw(row) {
    const place = row.querySelector("[data-bars]"), cells = Array.from(row.querySelectorAll("input"), function (cell) { return minute(cell.value); });
    place.replaceChildren();
    for (let at = 0; at < cells.length; at += 2) {
      const opens = cells[at], closes = cells[at + 1];
      if (opens === null || closes === null || closes <= opens) continue;
      const bar = document.createElementNS(NS, "rect"), x = Math.max(opens, FIRST);
      for (const [name, value] of [["x", x - FIRST], ["y", 3], ["width", Math.max(0, Math.min(closes, LAST) - x)], ["height", 18], ["rx", 3]]) bar.setAttribute(name, value);
      place.append(bar);
    }
  }
  const rows = Array.from(form.querySelectorAll("[data-day]"));
  form.addEventListener("input", function (event) { const row = event.target.closest("[data-day]"); if (row) draw(row); });
  const copy = form.querySelector("[data-copy]");
  copy.hidden = false;
  copy.addEventListener("click", function () {
    const monday = Array.from(rows[0].querySelectorAll("input"), function (cell) { return cell.value; });
    for (const row of rows.slice(1, 5)) { Array.from(row.querySelectorAll("input")).forEach(function (cell, at) { cell.value = monday[at]; }); draw(row); }
  });
  rows.forEach(draw);
})();
