/* The live stream of a page. ThanThien.live({audience, unit, after, onEvent, onState}) keeps one EventSource open, asks for a new
   one-minute key before each connection, replays from the last position after a lost network, and hands over each event once, in order.
   onEvent(kind, data, seq) · onState("on" | "off", since: Date). Returns {close(), position()}. */
(function () {
  "use strict";
  const KINDS = ["hello", "ticket.taken", "ticket.called", "ticket.recalled", "ticket.serving", "ticket.absent", "ticket.returned",
    "ticket.transferred", "ticket.done", "ticket.uncalled", "ticket.left", "ticket.reopened", "ticket.restored", "ticket.annulled", "ticket.no_show", "counter.opened",
    "counter.closed", "counter.paused", "counter.resumed", "day.closed", "dossier.received", "dossier.finished", "dossier.returned",
    "dossier.due_soon", "dossier.became_late", "dossier.will_be_late", "dossier.supplement_asked", "dossier.supplemented", "dossier.supplement_dropped",
    "dossier.duty_asked", "dossier.duty_settled", "dossier.withdrawn", "dossier.stopped", "dossier.redated", "apology.drafted", "mistake.reported", "mistake.mended",
    "originals.returned", "dossier.appraised", "dossier.appraisal_dropped", "step.done", "step.taken", "step.sent_back", "stage.passed", "stage.taken", "stage.sent_back", "rating.given", "scan.added",
    "scan.replaced", "scan.withdrawn", "scan.restored", "scan.placed", "scan.reused"];
  const WAITS = [500, 1000, 2000, 3000, 5000];
  const SILENCE = 9000; /* the server says something every 4 s; a screen says within ten that nobody does */

  function live(ask) {
    let position = Number(ask.after || 0), source = null, tries = 0, state = "", since = new Date(), closed = false, timer = 0, heard = 0;

    function tell(next) {
      if (next === state) return;
      state = next; since = new Date();
      document.documentElement.dataset.live = next;
      if (ask.onState) ask.onState(next, since);
    }
    function alive() {
      clearTimeout(heard);
      heard = setTimeout(lost, SILENCE);
    }
    function lost() {
      if (source) source.close();
      source = null;
      clearTimeout(heard); clearTimeout(timer);
      if (closed) return;
      tell("off");
      timer = setTimeout(open, WAITS[Math.min(tries, WAITS.length - 1)]);
      tries += 1;
    }
    async function open() {
      let token;
      try {
        const stop = new AbortController();
        clearTimeout(heard);
        heard = setTimeout(function () { stop.abort(); }, SILENCE);
        const answer = await fetch("/su-kien/khoa/" + ask.audience + "/" + ask.unit, {cache: "no-store", credentials: "same-origin", signal: stop.signal});
        if (!answer.ok) throw new Error(String(answer.status));
        token = (await answer.json()).token;
      } catch (error) { lost(); return; }
      if (closed) return;
      source = new EventSource("/su-kien?token=" + encodeURIComponent(token) + "&after=" + position);
      alive();
      source.onerror = lost;
      source.onopen = function () { tries = 0; alive(); };
      for (const kind of KINDS) source.addEventListener(kind, take);
      source.addEventListener("beat", alive);
    }
    function take(event) {
      alive();
      const seq = Number(event.lastEventId);
      tell("on");
      if (event.type === "hello") { if (position === 0) position = seq; return; }
      if (seq <= position) return;
      position = seq;
      ask.onEvent(event.type, JSON.parse(event.data), seq);
    }
    addEventListener("online", function () { if (state === "off") { clearTimeout(timer); tries = 0; open(); } });
    addEventListener("offline", lost);
    open();
    return {close() { closed = true; if (source) source.close(); clearTimeout(timer); clearTimeout(heard); }, position() { return position; }};
  }
  window.ThanThien = Object.assign(window.ThanThien || {}, {live});
})();
