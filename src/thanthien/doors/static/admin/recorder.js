/* What the microphone gives, block by block, to the page (an AudioWorklet: it runs beside the page, so nothing is lost while it draws). */
registerProcessor("recorder", class extends AudioWorkletProcessor {
  process(inputs) {
    if (inputs[0] && inputs[0][0]) this.port.postMessage(inputs[0][0].slice());
    return true;
  }
});
