// Messages by keyboard: j and k go through the list of conversations, r begins to write, Ctrl/Cmd+Enter sends. While one writes, keys are letters.
import { on } from "./dom.js";

const writes = (element) => element.closest("input, textarea, select, [contenteditable]");

function go(step) {
  const links = [...document.querySelectorAll(".inbox-row > a")].filter((link) => link.checkVisibility());
  const at = links.findIndex((link) => link === document.activeElement);
  const from = at < 0 ? links.findIndex((link) => link.ariaCurrent) : at;
  links[Math.min(Math.max(from + step, 0), links.length - 1)]?.focus();
}

export function messages() {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || writes(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "j" || event.key === "k") go(event.key === "j" ? 1 : -1);
    else if (event.key === "r") document.getElementById("composer-text")?.focus();
    else return;
    event.preventDefault();
  });
  on("keydown", "textarea[data-sends]", (field, event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); field.form.requestSubmit(); }
  });
  // A message that was asked for, or the first new one, is in sight at once; else the end is.
  const wanted = document.querySelector("[data-asked-for]") ?? document.getElementById("new");
  (wanted ?? document.getElementById("composer"))?.scrollIntoView({ block: wanted ? "center" : "end" });
}
