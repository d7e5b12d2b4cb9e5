/* Shared by all glass of the hall: the clock by the server's time, and going home when nobody is there.
   const clock = ThanThien.clock(element, serverTime, onDay); clock.now(), clock.hour(moment), clock.sync(serverTime) ·
   ThanThien.idle({after, warn, onWarn, onBack, onEnd}) */
(function () {
  "use strict";
  function two(number) { return String(number).padStart(2, "0"); }

  /* serverTime: ISO text. The device's own clock may be wrong by hours and may jump; only the pace of the machine is used. A machine that
     slept has stood still: sync() sets it right with each answer of the office. */
  function clock(element, serverTime, onDay) {
    let base = 0, day = "";
    function sync(iso) { base = new Date(iso).getTime() - performance.now(); }
    function now() { return new Date(base + performance.now()); }
    sync(serverTime);
    function show() {
      const moment = now(), vietnam = new Date(moment.getTime() + 7 * 3600000);
      const text = two(vietnam.getUTCHours()) + ":" + two(vietnam.getUTCMinutes());
      if (element && element.textContent !== text) { element.textContent = text; element.dateTime = moment.toISOString(); }
      const today = vietnam.toISOString().slice(0, 10);
      if (day && today !== day && onDay) onDay();
      day = today;
    }
    show();
    setInterval(show, 1000);
    return {now, sync, hour(moment) { const v = new Date(moment.getTime() + 7 * 3600000); return two(v.getUTCHours()) + ":" + two(v.getUTCMinutes()); }};
  }

  /* after: seconds without a touch until onEnd; the last `warn` of them are counted down by onWarn(left). onBack: somebody is there. */
  function idle(ask) {
    let left = ask.after, warned = false;
    function touched() {
      left = ask.after;
      if (warned) { warned = false; ask.onBack(); }
    }
    for (const kind of ["pointerdown", "keydown", "input"]) addEventListener(kind, touched, {passive: true});
    const timer = setInterval(function () {
      left -= 1;
      if (left <= 0) { clearInterval(timer); ask.onEnd(); return; }
      if (left <= ask.warn) { warned = true; ask.onWarn(left); }
    }, 1000);
    return {touched, stop() { clearInterval(timer); }};
  }
  window.ThanThien = Object.assign(window.ThanThien || {}, {clock, idle});
})();
