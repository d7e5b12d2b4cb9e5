/* Administration: small helps only; every page works without it. */
(function () {
  "use strict";
  const all = (css, from) => Array.from((from || document).querySelectorAll(css));
  /* on a phone the sections are a strip: bring the current one into view */
  const here = document.querySelector(".anav [aria-current]");
  if (here && matchMedia("(max-width: 700px)").matches) here.scrollIntoView({block: "nearest", inline: "center"});
  void all;
})();
