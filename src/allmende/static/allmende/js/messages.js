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
  unfold();
  follow(document.querySelector(".talk-log"));
}

// A message that was asked for, or the first new one, is in sight at once; else the end is, and stays so while others write, unless
// one has gone up to read. Side by side with the list the log scrolls by itself and does so already (messages.css).
function follow(log) {
  const wanted = document.querySelector("[data-asked-for]") ?? document.getElementById("new");
  wanted?.scrollIntoView({ block: "center" });
  if (!log || matchMedia("(width >= 64rem)").matches) return;
  const end = document.getElementById("talk-end"), toEnd = () => end.scrollIntoView({ block: "end" });
  let isAtEnd = !wanted;
  if (isAtEnd) toEnd();
  document.addEventListener("scroll", () => { isAtEnd = end.getBoundingClientRect().top < innerHeight; }, { passive: true });
  new MutationObserver(() => { if (isAtEnd) toEnd(); }).observe(log, { childList: true, subtree: true });
}

// By touch the acts of a message unfold below it: by its button, or by pressing it long.
function unfold() {
  const toggle = (said, opens = !said.hasAttribute("data-open")) => {
    for (const other of document.querySelectorAll(".said[data-open]")) if (other !== said || !opens) other.removeAttribute("data-open");
    said.toggleAttribute("data-open", opens);
    said.querySelector(".said-more")?.setAttribute("aria-expanded", String(opens));
  };
  on("click", ".said-more", (button) => toggle(button.closest(".said")));
  let pressed;
  on("pointerdown", ".said-body", (body, event) => {
    if (event.pointerType !== "touch" || event.target.closest("a, button, input, textarea")) return;
    pressed = setTimeout(() => { toggle(body.closest(".said"), true); navigator.vibrate?.(10); }, 450);
  });
  for (const type of ["pointerup", "pointermove", "pointercancel"]) document.addEventListener(type, () => clearTimeout(pressed), { passive: true });
}
