/* Administration: small helps only; every page works without it. */
(function () {
  "use strict";
  const all = (css, from) => Array.from((from || document).querySelectorAll(css));
  /* on a phone the sections are a strip: bring the current one into view */
  const here = document.querySelector(".anav [aria-current]");
  if (here && matchMedia("(max-width: 700px)").matches) here.scrollIntoView({block: "nearest", inline: "center"});

  /* how long six digits are still good */
  for (const el of all("[data-until]")) {
    const drift = Date.parse(document.body.dataset.now) - Date.now();
    const show = () => {
      const left = Math.floor((Date.parse(el.dataset.until) - Date.now() - drift) / 1000);
      const words = Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0");
      el.textContent = left > 0 ? el.dataset.text.replace("{left}", words) : el.dataset.over;
    };
    show();
    setInterval(show, 1000);
  }

  /* lists that narrow while one types: the form's own address, the answer goes where data-live says */
  for (const form of all("form[data-live]")) {
    const target = document.getElementById(form.dataset.live);
    let timer = 0, asked = 0;
    const ask = async () => {
      const mine = ++asked, query = new URLSearchParams(new FormData(form)).toString();
      try {
        const answer = await fetch(location.pathname + "?" + query, {headers: {"HX-Request": "true"}});
        const text = await answer.text();
        if (answer.ok && mine === asked) { target.innerHTML = text; history.replaceState(null, "", location.pathname + "?" + query); }
      } catch (error) { /* without network the button still works later */ }
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 150); });
  }
})();
