/* Recording the words of a call: microphone → 16-bit WAV made here → the office's own server, which cuts silence and levels it.
   A chosen file is decoded here too, whatever its format, so that the server needs no decoder. Texts are in the template. */
(function () {
  "use strict";
  const page = document.querySelector("[data-voice-page]");
  if (!page) return;
  const say = page.dataset, one = function (css) { return page.querySelector(css); };
  const clips = Array.from(document.querySelectorAll("[data-clip]")), stage = one(".vrec");
  const caller = window.ThanThien.caller({base: new URL(".", new URL(say.trial, location.href)).pathname, onStart() {}, onEnd() {}});
  const LONGEST = 15, FLOOR = 0.02;
  let now = clips.find(function (clip) { return clip.dataset.clip === say.first; }) || clips[0];
  let context = null, stream = null, node = null, blocks = [], recording = false, last = null, waiting = null, timer = 0;

  /* ── which sentence ── */
  function show(clip) {
    if (recording) stop(false);
    now = clip;
    for (const other of clips) other.classList.toggle("now", other === clip);
    const text = one("[data-text]");
    text.textContent = clip.dataset.text;
    text.classList.toggle("long", clip.dataset.text.length > 30);
    one("[data-listen]").disabled = !clip.dataset.url;
    wrong("");
    state(say.sayReady);
  }
  function step(by) { show(clips[(clips.indexOf(now) + by + clips.length) % clips.length]); }
  function state(text) { one("[data-state]").textContent = text; }
  function wrong(text) { const place = one("[data-wrong]"); place.textContent = text; place.hidden = !text; }

  /* ── the microphone ── */
  async function open() {
    if (!navigator.mediaDevices || !window.AudioWorkletNode) throw new Error("none");
    if (!stream) stream = await navigator.mediaDevices.getUserMedia({audio: {echoCancellation: false, noiseSuppression: true, autoGainControl: false, channelCount: 1}});
    if (!context) {
      context = new AudioContext();
      await context.audioWorklet.addModule(say.worklet);
    }
    await context.resume();
  }
  async function start() {
    wrong("");
    try { await open(); } catch (error) {
      wrong(error.message === "none" ? say.sayNone : error.name === "NotFoundError" ? say.sayNothing : say.sayRefused);
      return;
    }
    blocks = [];
    const source = context.createMediaStreamSource(stream);
    node = new AudioWorkletNode(context, "recorder", {numberOfOutputs: 0});
    node.source = source;
    node.port.onmessage = function (event) { blocks.push(event.data); level(event.data); };
    source.connect(node);
    recording = true;
    stage.classList.add("is-recording");
    one("[data-word]").textContent = one("[data-record]").dataset.stop;
    state(say.sayRecording);
    timer = setTimeout(function () { stop(true); }, LONGEST * 1000 - 200);
  }
  function stop(keep) {
    clearTimeout(timer);
    recording = false;
    stage.classList.remove("is-recording");
    one("[data-word]").textContent = one("[data-record]").dataset.start;
    if (node) { node.source.disconnect(); node.port.onmessage = null; node = null; }
    level(new Float32Array(1));
    if (stream) { for (const track of stream.getTracks()) track.stop(); stream = null; } /* the red light goes out */
    if (keep && blocks.length) send(now, wav(joined(blocks), context.sampleRate));
  }
  let shown = 0;
  function level(block) {
    let sum = 0;
    for (const value of block) sum += value * value;
    const loud = Math.sqrt(sum / block.length);
    shown = Math.max(loud, shown * 0.9);
    const share = Math.min(100, Math.max(0, 100 + 20 * Math.log10(Math.max(shown, 1e-5)) * 2)), bar = one("[data-level]");
    bar.setAttribute("width", share.toFixed(1));
    bar.setAttribute("class", shown < FLOOR ? "low" : share > 92 ? "high" : "ok");
  }

  /* ── sound to bytes ── */
  function joined(parts) {
    const all = new Float32Array(parts.reduce(function (sum, part) { return sum + part.length; }, 0));
    let at = 0;
    for (const part of parts) { all.set(part, at); at += part.length; }
    return all;
  }
  function wav(samples, rate) {
    const view = new DataView(new ArrayBuffer(44 + samples.length * 2));
    const text = function (at, word) { for (let n = 0; n < word.length; n += 1) view.setUint8(at + n, word.charCodeAt(n)); };
    text(0, "RIFF"); view.setUint32(4, 36 + samples.length * 2, true); text(8, "WAVEfmt "); view.setUint32(16, 16, true);
    view.setUint16(20, 1, true); view.setUint16(22, 1, true); view.setUint32(24, rate, true); view.setUint32(28, rate * 2, true);
    view.setUint16(32, 2, true); view.setUint16(34, 16, true); text(36, "data"); view.setUint32(40, samples.length * 2, true);
    for (let n = 0; n < samples.length; n += 1) view.setInt16(44 + n * 2, Math.max(-1, Math.min(1, samples[n])) * 32767, true);
    return new Blob([view], {type: "audio/wav"});
  }
  async function decoded(file) {
    const own = context || new AudioContext(), sound = await own.decodeAudioData(await file.arrayBuffer());
    if (sound.duration > LONGEST) throw new Error("long");
    const mono = new Float32Array(sound.length);
    for (let channel = 0; channel < sound.numberOfChannels; channel += 1) sound.getChannelData(channel).forEach(function (value, at) { mono[at] += value / sound.numberOfChannels; });
    return wav(mono, sound.sampleRate);
  }

  /* ── to the office ── */
  async function send(clip, sound) {
    const body = new FormData();
    body.append("clip", sound, clip.dataset.clip + ".wav");
    body.append("csrfmiddlewaretoken", one("[name=csrfmiddlewaretoken]").value);
    one("[data-resend]").hidden = true;
    state(say.saySending);
    let answer = null, told = null;
    try {
      answer = await fetch(clip.dataset.send, {method: "POST", body, credentials: "same-origin", headers: {Accept: "application/json"}});
      told = await answer.json();
    } catch (error) {
      waiting = [clip, sound];
      one("[data-resend]").hidden = false;
      wrong(say.sayLost);
      return;
    }
    if (!answer.ok) { wrong(told.error); state(say.sayReady); return; }
    waiting = null;
    kept(clip, told);
  }
  function kept(clip, told) {
    clip.dataset.url = told.url;
    clip.classList.add("have");
    const mark = clip.querySelector(".st");
    mark.classList.remove("open"); mark.classList.add("ok");
    clip.querySelector("[data-seconds]").textContent = (told.ms / 1000).toFixed(1).replace(".", ",");
    const progress = one("[data-progress]");
    progress.textContent = progress.textContent.replace(/\d+/, told.have);
    one("[data-bar]").setAttribute("width", (100 * told.have / told.need).toFixed(0));
    const change = one("[data-switch]");
    if (change.value === "own") change.disabled = !told.complete;
    if (one("[data-short]")) one("[data-short]").hidden = told.complete;
    caller.refresh();
    last = clip;
    const next = clips.slice(clips.indexOf(clip) + 1).find(function (other) { return !other.dataset.url; });
    if (now === clip && next) show(next); else show(now);
    one("[data-listen]").disabled = false;
    state(say.sayKept);
  }

  /* ── hearing it again, hearing a whole call ── */
  async function listen() {
    const clip = now.dataset.url ? now : last;
    if (!clip) return;
    await caller.unlock();
    await caller.refresh();
    caller.read([clip.dataset.clip]);
  }
  one("[data-try]").addEventListener("click", async function () {
    await caller.unlock();
    await caller.refresh();
    const label = one("[data-label]").value.trim().toUpperCase(), counter = one("[data-counter]").value.trim();
    const words = caller.words(label, counter);
    one("[data-tried]").textContent = words.filter(caller.has).map(function (name) {
      const clip = clips.find(function (other) { return other.dataset.clip === name; });
      return clip ? clip.dataset.text : name;
    }).join(" ");
    await caller.read(words);
  });

  one("[data-record]").addEventListener("click", function () { if (recording) stop(true); else start(); });
  one("[data-listen]").addEventListener("click", listen);
  one("[data-next]").addEventListener("click", function () { step(1); });
  one("[data-back]").addEventListener("click", function () { step(-1); });
  one("[data-resend]").addEventListener("click", function () { if (waiting) send(...waiting); });
  for (const clip of clips) {
    clip.querySelector("[data-pick]").addEventListener("click", function () { show(clip); stage.scrollIntoView({block: "nearest"}); });
    const form = clip.querySelector("[data-upload]"), file = form.querySelector("[type=file]");
    form.querySelector("button").hidden = true;
    file.addEventListener("change", async function () {
      if (!file.files.length) return;
      show(clip);
      try { await send(clip, await decoded(file.files[0])); clip.querySelector("details").open = false; }
      catch (error) { wrong(error.message === "long" ? say.sayLong : say.sayUnread); }
      file.value = "";
    });
  }
  show(now);
  if (!navigator.mediaDevices) wrong(say.sayNone);
})();
