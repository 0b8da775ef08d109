// What htmx leaves to us: focus after a swap, and a word when a request could not be made.
import { say } from "./dom.js";

export function swaps() {
  document.addEventListener("htmx:after:swap", () => {
    document.querySelector("[data-focus]:not([data-focused])")?.focus();
    for (const element of document.querySelectorAll("[data-focus]")) element.dataset.focused = "";
    const said = document.querySelector("[data-say]");
    if (said) { say(said.dataset.say); said.removeAttribute("data-say"); }
  });
  document.addEventListener("htmx:error", () => {
    const region = document.getElementById("live");
    if (region) say(navigator.onLine ? "…" : "");
  });
}
