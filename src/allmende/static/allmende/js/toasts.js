// Toasts stay ten seconds, longer while someone reads them, and can be sent away.
import { each, on, say } from "./dom.js";

const SECONDS = 10;

function leave(toast) {
  toast.remove();
}

export function toasts() {
  // What stands there when a page opens is no change to those who listen: say it once they are there.
  const said = [...document.querySelectorAll("#toasts .toast > span")].map((words) => words.textContent).join(" ");
  if (said) setTimeout(() => say(said), 600);
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
