/* Reads a part of the page aloud with a Vietnamese voice of this device; without one the button stays away. */
(function () {
  "use strict";
  const voice = () => window.speechSynthesis ? speechSynthesis.getVoices().find((one) => one.lang.toLowerCase().startsWith("vi")) : undefined;
  const offer = () => { for (const button of document.querySelectorAll("[data-aloud]")) button.hidden = !voice(); };
  if (!window.speechSynthesis) return;
  speechSynthesis.addEventListener("voiceschanged", offer);
  offer();
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-aloud]");
    if (!button) return;
    const words = new SpeechSynthesisUtterance(document.getElementById(button.dataset.aloud).innerText);
    words.voice = voice(); words.lang = "vi-VN"; words.rate = 0.9;
    speechSynthesis.cancel(); speechSynthesis.speak(words);
  });
  document.addEventListener("close", () => speechSynthesis.cancel(), true);
})();
