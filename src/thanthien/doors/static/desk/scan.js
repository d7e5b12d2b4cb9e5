/* A keyboard-wedge scanner anywhere on the page: at least 6 characters less than 35 ms apart, then Enter. Typing goes on untouched;
   when the burst turns out to be a card or a code, what it left in a field is taken out again and the text is handed over once.
   Nothing is kept: not in the page, not in storage. */
(function () {
  "use strict";
  const TT = window.ThanThien, GAP = 35, SHORTEST = 6, HICCUP = 150; /* once it is clearly a scanner, a slow PC may stumble */
  const CODE = /[|~\\¦｜│]|^\d{9,}$|^https?:|^[0-9A-HJKMNP-TV-Z]{12}$/i;

  const BEGINS = /^(\d{6}|https?:|[0-9A-Z]*\d[0-9A-Z]*$)/i;

  TT.scanner = function (hooks) {
    let text = "", last = 0, field = null, before = "", kept = null, expected = null;

    const allowed = () => (text.length >= SHORTEST ? HICCUP : GAP);
    function start(event) {
      text = "";
      field = TT.typing(event.target) ? event.target : null;
      before = field ? field.value : "";
      kept = hooks.snapshot ? hooks.snapshot() : null;
    }
    function putBack() {
      if (field && field.isConnected && field.value !== before) { field.value = before; field.dispatchEvent(new Event("input", {bubbles: true})); }
      if (hooks.restore) hooks.restore(kept);
    }
    function forget() { text = ""; field = null; before = ""; kept = null; TT.burst = 0; }

    addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      const gap = event.timeStamp - last;
      if (event.key === "Enter") {
        const whole = text;
        if (whole.length >= SHORTEST && gap < HICCUP && CODE.test(whole) && !(field && field.id === "scan")) {
          event.preventDefault(); event.stopImmediatePropagation();
          putBack(); forget();
          hooks.onScan(whole);
        } else forget();
        return;
      }
      if (/^F\d/.test(event.key)) { forget(); return; } /* F2 calls the next: what follows is another burst */
      if (event.key !== "Backspace" && event.key.length !== 1) return; /* Shift and the like come with capitals */
      if (gap > allowed() || !text) start(event);
      last = event.timeStamp;
      expected = event.key.length === 1 ? event.key : null;
      text = event.key === "Backspace" ? Array.from(text).slice(0, -1).join("") : text + event.key;
      TT.burst = text.length;
      /* from here on it is no person who types: keys must not press anything */
      if (text.length > SHORTEST && !field && BEGINS.test(text)) { event.preventDefault(); event.stopImmediatePropagation(); }
    }, true);

    /* letters that reach the field without a key of their own (a code page, an input method) belong to the burst too */
    addEventListener("beforeinput", function (event) {
      if (!event.inputType.startsWith("insert") || !event.data) return;
      if (event.data === expected) { expected = null; return; }
      if (event.timeStamp - last > allowed() || !text) start(event);
      last = event.timeStamp;
      text += event.data;
      TT.burst = text.length;
    }, true);

    document.addEventListener("keydown", function (event) {
      if (event.target.id !== "scan" || event.key !== "Enter") return;
      event.preventDefault(); event.stopPropagation();
      const whole = event.target.value;
      event.target.value = "";
      forget();
      hooks.onScan(whole);
    }, true);
  };
})();
