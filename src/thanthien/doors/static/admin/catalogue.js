/* Long work says that it is under way. Without this file the forms work the same. */
(function () {
  "use strict";
  for (const form of document.querySelectorAll("form[data-busy]")) {
    form.addEventListener("submit", () => {
      const button = form.querySelector("button");
      if (!button || form.querySelector(".busy")) return;
      const busy = document.createElement("span"), bar = document.createElement("progress");
      busy.className = "busy";
      busy.setAttribute("role", "status");
      busy.append(bar, form.dataset.busy);
      button.after(busy);
      /* a sheet opens in another window: this page stays and can be used again */
      if (form.target === "_blank") setTimeout(() => busy.remove(), 12000);
      else setTimeout(() => { button.disabled = true; }, 0);
    });
  }
})();
