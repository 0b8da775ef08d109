// Ctrl/Cmd+K opens the jump: type a few letters of a place, or send them to the search.
import { each, on } from "./dom.js";

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

export function jump() {
  const dialog = document.getElementById("jump");
  each("[data-jump-key]", (key) => { key.textContent = isMac ? "⌘ K" : document.documentElement.lang === "de" ? "Strg K" : "Ctrl K"; });
  if (!dialog) return;
  const input = dialog.querySelector("input");
  // The places of the navigation, which stand in the page already.
  const links = [...document.querySelectorAll(".rail .navlist a")].map((link) => link.cloneNode(true));
  dialog.querySelector("[data-jump-results]").append(...links);

  function filter() {
    const wanted = input.value.trim().toLocaleLowerCase();
    for (const link of links) link.hidden = wanted !== "" && !link.textContent.toLocaleLowerCase().includes(wanted);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    if (event.target.closest?.("[data-richtext]")) return;
    event.preventDefault();
    input.value = "";
    filter();
    if (!dialog.open) dialog.showModal();
    input.focus();
  });
  input.addEventListener("input", filter);
  on("keydown", "#jump", (_dialog, event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const stops = [input, ...links.filter((link) => !link.hidden)];
    stops.at((stops.indexOf(document.activeElement) + step) % stops.length).focus();
  });
}
