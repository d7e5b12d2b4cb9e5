/* A form with files that is told data-pieces sends them in pieces of half a megabyte, each with its own SHA-256. A cut of the net
   costs one piece: the form asks what is there and goes on. Without this script the form sends everything at once, as forms do. */
(function () {
  "use strict";
  const MOST = 20 * 1024 * 1024, WAITS = [1000, 2000, 4000, 8000, 15000], TRIES = 40;

  /* SHA-256 where the browser gives none: pages of the house come without https, and there crypto.subtle is missing. */
  function roots(n, power) {
    const found = [];
    for (let p = 2; found.length < n; p++) {
      let prime = true;
      for (let d = 2; d * d <= p; d++) if (p % d === 0) { prime = false; break; }
      if (prime) { const root = Math.pow(p, power); found.push(((root - Math.floor(root)) * 4294967296) | 0); }
    }
    return found;
  }
  const K = roots(64, 1 / 3), H = roots(8, 1 / 2);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  function sha256(bytes) {
    const length = bytes.length, padded = new Uint8Array(((length + 72) >> 6) << 6), view = new DataView(padded.buffer);
    padded.set(bytes); padded[length] = 128;
    view.setUint32(padded.length - 8, Math.floor(length / 536870912)); view.setUint32(padded.length - 4, (length << 3) >>> 0);
    const h = H.slice(), w = new Int32Array(64);
    for (let at = 0; at < padded.length; at += 64) {
      for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + 4 * i);
      for (let i = 16; i < 64; i++) {
        const a = w[i - 15], b = w[i - 2];
        w[i] = (w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))) | 0;
      }
      let [a, b, c, d, e, f, g, z] = h;
      for (let i = 0; i < 64; i++) {
        const one = (z + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        z = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
      }
      [a, b, c, d, e, f, g, z].forEach(function (value, i) { h[i] = (h[i] + value) | 0; });
    }
    return h.map(function (value) { return (value >>> 0).toString(16).padStart(8, "0"); }).join("");
  }
  async function digest(bytes) {
    if (!window.crypto || !crypto.subtle) return sha256(bytes);
    const made = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(made, function (value) { return value.toString(16).padStart(2, "0"); }).join("");
  }

  class Refused extends Error {}
  const wait = (ms) => new Promise(function (done) { setTimeout(done, ms); });
  async function ask(form, method, address, body, more) {
    const token = form.elements.csrfmiddlewaretoken.value;
    const answer = await fetch(address, {method, body, credentials: "same-origin", cache: "no-store", headers: Object.assign({"X-CSRFToken": token, Accept: "application/json"}, more)});
    if (answer.status === 422) throw new Refused((await answer.json()).error);
    if (answer.status >= 400 && answer.status < 500) { location.reload(); throw new Refused(""); }
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.status === 204 ? null : answer.json();
  }

  async function send(form, file, show) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const told = {name: file.name, size: file.size, sha256: await digest(bytes)};
    for (const name of ["dossier", "order", "kind", "title", "replaces"]) if (form.elements[name]) told[name] = form.elements[name].value;
    const base = form.dataset.pieces;
    let now = null, tries = 0;
    for (;;) {
      try {
        if (!now) now = await ask(form, "POST", base, JSON.stringify(told), {"Content-Type": "application/json"});
        else now = await ask(form, "GET", base + now.id);
        const have = new Set(now.have), all = Math.ceil(now.size / now.piece);
        for (let n = 0; n < all; n++) {
          if (!have.has(n)) {
            const part = bytes.subarray(n * now.piece, Math.min((n + 1) * now.piece, now.size));
            await ask(form, "PUT", base + now.id + "/" + n, part, {"X-Piece-SHA256": await digest(part), "Content-Type": "application/octet-stream"});
            tries = 0;
          }
          show((n + 1) / all);
        }
        return await ask(form, "POST", base + now.id + "/xong", "");
      } catch (error) {
        if (error instanceof Refused || tries >= TRIES) throw error;
        show(null);
        await wait(WAITS[Math.min(tries++, WAITS.length - 1)]);
      }
    }
  }

  async function all(form, files) {
    const bar = form.querySelector("progress"), said = form.querySelector("output");
    form.classList.add("sending"); bar.hidden = false; bar.value = 0; said.className = "cap hint"; said.textContent = "";
    let done = 0, go = form.dataset.go;
    try {
      for (const file of files) {
        if (file.size > MOST) throw new Refused(form.dataset.textHeavy);
        await send(form, file, function (share) {
          if (share === null) { said.textContent = form.dataset.textCut; return; }
          bar.value = Math.round(100 * (done + share) / files.length);
          said.textContent = share < 1 ? file.name : form.dataset.textCheck;
        });
        done += 1;
      }
      said.textContent = form.dataset.textDone;
      if (form.dataset.count) go += "?" + form.dataset.count + "=" + (Number(form.dataset.sent || 0) + done);
      form.classList.remove("sending");
      if (location.pathname + location.search === go) location.reload(); else location.assign(go);
    } catch (error) {
      said.className = "msg"; said.textContent = error.message || form.dataset.textCut; bar.hidden = true;
      form.classList.remove("sending");
      for (const input of form.querySelectorAll("[type=file]")) input.value = "";
    }
  }

  for (const form of document.querySelectorAll("form[data-pieces]")) {
    form.classList.add("on");
    const chosen = function (input) { if (input.files.length && !form.classList.contains("sending")) all(form, Array.from(input.files)); };
    form.addEventListener("change", function (event) { if (event.target.type === "file") chosen(event.target); });
    for (const input of form.querySelectorAll("[type=file]")) chosen(input); /* taken before this script had come */
    form.addEventListener("dragover", function (event) { event.preventDefault(); form.classList.add("over"); });
    form.addEventListener("dragleave", function () { form.classList.remove("over"); });
    form.addEventListener("drop", function (event) {
      event.preventDefault(); form.classList.remove("over");
      const files = Array.from(event.dataTransfer.files);
      if (files.length && !form.classList.contains("sending")) all(form, files);
    });
  }
})();
