/* The queue page follows the hall by itself; without script people press "Xem lại ngay". */
(function () {
  "use strict";
  const main = document.getElementById("chinh"), unit = document.body.dataset.unit;
  let waiting = 0;
  async function refresh() {
    waiting = 0;
    try {
      const answer = await fetch(location.href, {cache: "no-store"});
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("chinh");
      if (fresh) main.replaceChildren(...fresh.childNodes);
    } catch (error) { /* the next event tries again */ }
  }
  window.ThanThien.live({audience: "hall", unit: unit, after: 0, onEvent: function () { if (!waiting) waiting = setTimeout(refresh, 1500); }});
})();
