// Toasts stay ten seconds, longer while someone reads them, and can be sent away.
import { each, on } from "./dom.js";

const SECONDS = 10;

function leave(toast) {
  toast.remove();
}

export function toasts() {
  each(".toasts .toast", (toast) => {
    if ("static" in toast.dataset) return;
    let left = SECONDS;
    const tick = setInterval(() => {
      if (toast.matches(":hover, :focus-within") || document.hidden) return;
      left -= 1;
      if (left <= 0) { clearInterval(tick); leave(toast); }
    }, 1000);
  });
  on("click", '.toast [data-action="dismiss"]', (button) => leave(button.closest(".toast")));
  on("htmx:after:request", '.toast button[hx-post]', (button) => leave(button.closest(".toast")));
}
