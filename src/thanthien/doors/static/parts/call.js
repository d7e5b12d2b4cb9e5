/* Calls of the hall: a chime, then "mời số A không hai bốn đến quầy ba" put together from short clips. Twice each, never two at once.
   const caller = ThanThien.caller({base, onStart, onEnd, onSound}) reads base + "manifest.json"; its files are beside it, or under the
   "base" that it names. caller.refresh() reads it again and loads what changed: another voice needs no reload.
   caller.say({label, counter}) waits its turn · caller.drop(label) takes back what was not said yet, and the second time of what is
   being said · ask.stale(call), when given, says that a call has waited too long to be said · caller.read(keys) plays clips now ·
   caller.unlock() after a first tap · caller.history = [{label, counter, from, to, times}] in milliseconds of the page.
   onSound({on, voice}): whether sound comes out, and whose voice it is (null = chime only). */
(function () {
  "use strict";
  const GAP = 1200, TIMES = 2, CROWD = 3, SILENT = 5000, BETWEEN = 400, LOADING = 4000, SETTLE = 250, JOINT = 0.06;
  const wait = function (ms) { return new Promise(function (go) { setTimeout(go, ms); }); };

  function words(label, counter, clips) {
    const number = clips[String(counter)] ? [String(counter)] : String(counter).split("");
    return ["moi-so"].concat(label.split(""), ["den", "quay"], number);
  }

  function caller(ask) {
    const queue = [], history = [], clips = {};
    const files = {};
    let context = null, voice = null, busy = false, loaded = false, ready = null, current = null;

    async function load() {
      try {
        const answer = await fetch(ask.base + "manifest.json", {credentials: "same-origin"});
        if (!answer.ok) throw new Error(String(answer.status));
        const manifest = await answer.json();
        const base = manifest.base || ask.base, names = Object.keys(manifest.clips);
        const changed = names.filter(function (name) { return files[name] !== manifest.clips[name].file; });
        const fresh = await Promise.all(changed.map(async function (name) {
          const sound = await (await fetch(base + manifest.clips[name].file)).arrayBuffer();
          return context.decodeAudioData(sound);
        }));
        changed.forEach(function (name, at) { clips[name] = fresh[at]; files[name] = manifest.clips[name].file; });
        for (const name of Object.keys(clips)) if (!manifest.clips[name]) { delete clips[name]; delete files[name]; }
        voice = manifest.voice;
      } catch (error) {
        if (!loaded) voice = null; /* the numbers on the screen do not depend on sound; a voice that is there stays */
      }
      loaded = true;
      tell();
    }
    function tell() { if (loaded && ask.onSound) ask.onSound({on: audible(), voice}); }
    function audible() { return Boolean(context) && context.state === "running"; }

    async function play(names) {
      const known = names.filter(function (name) { return clips[name]; });
      if (!audible() || !known.length) return false;
      let at = context.currentTime + 0.03, last = null;
      for (const name of known) {
        const source = context.createBufferSource();
        source.buffer = clips[name];
        source.connect(context.destination);
        source.start(at);
        at += clips[name].duration + JOINT;
        last = source;
      }
      const length = (at - context.currentTime) * 1000;
      await Promise.race([new Promise(function (go) { last.onended = go; }), wait(length + 1000)]);
      return true;
    }

    async function announce(call) {
      const times = queue.length >= CROWD ? 1 : TIMES;
      await wait(SETTLE); /* after a lost network calls come in a burst, and most are taken back by what comes behind them */
      if (call.gone) return 0;
      const heard = await play(["chime"]);
      if (!heard) { await wait(SILENT); return 0; }
      if (!voice) { await wait(SILENT / 2); return 0; }
      for (let time = 0; time < times; time += 1) {
        if (time) await wait(GAP);
        if (call.gone) return time;
        await play(words(call.label, call.counter, clips));
      }
      return times;
    }

    async function run() {
      if (busy) return;
      busy = true;
      await Promise.race([ready, wait(LOADING)]);
      while (queue.length) {
        const call = current = queue.shift(), from = performance.now();
        if (ask.stale && ask.stale(call)) { current = null; continue; }
        ask.onStart(call);
        const times = await announce(call);
        history.push({label: call.label, counter: call.counter, from, to: performance.now(), times});
        if (history.length > 200) history.shift();
        current = null;
        ask.onEnd(call);
        if (queue.length && !call.gone) await wait(BETWEEN);
      }
      busy = false;
    }

    const Context = window.AudioContext || window.webkitAudioContext;
    if (Context) {
      context = new Context();
      context.onstatechange = tell;
      ready = load();
    }
    return {
      history,
      say(call) {
        const waits = queue.some(function (other) { return other.label === call.label && other.counter === call.counter; });
        if (!waits) queue.push({label: call.label, counter: call.counter, at: call.at, gone: false});
        run();
      },
      drop(label) {
        if (current && current.label === label) current.gone = true;
        for (let at = queue.length - 1; at >= 0; at -= 1) if (queue[at].label === label) queue.splice(at, 1);
      },
      read: play,
      has(name) { return Boolean(clips[name]); },
      waiting() { return queue.length; },
      busy() { return busy; },
      words(label, counter) { return words(label, counter, clips); },
      refresh() { return context ? load() : Promise.resolve(); },
      async unlock() { if (context && context.state !== "running") await context.resume(); tell(); },
    };
  }
  window.ThanThien = Object.assign(window.ThanThien || {}, {caller});
})();
