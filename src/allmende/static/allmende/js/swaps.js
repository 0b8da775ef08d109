// What htmx leaves to us: focus after a swap, a note when a request could not be made, forms below comments, and reactions.
import { language, on, say } from "./dom.js";

// The form for a reply stands below the whole comment, the one for a change (data-below="own") below its own words. A link names only
// its address: there may be many comments.
function below(event) {
  const link = event.target.closest("a[data-below]");
  if (!link || !window.htmx || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const comment = (link.dataset.below ? null : link.closest(".thread > .comment")) ?? link.closest(".comment");
  const body = comment.querySelector(":scope > .body");
  const place = body.querySelector(":scope > .below") ?? body.appendChild(Object.assign(document.createElement("div"), { className: "below" }));
  window.htmx.ajax("GET", link.getAttribute("href"), { source: link, target: place, swap: "innerHTML" });
}

// The kinds of reaction to choose from stand where the reactions are, or in place of the link that asks for them.
function kinds(event) {
  const link = event.target.closest("a[data-react]");
  if (!link || !window.htmx || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  window.htmx.ajax("GET", link.getAttribute("href"), { source: link, target: link.closest(".reactions") ?? link, swap: "outerHTML" });
}

export function swaps() {
  document.addEventListener("click", below);
  document.addEventListener("click", kinds);
  on("pointerover", "time:not([title])", (time) => { time.title = new Date(time.dateTime).toLocaleString(language, { dateStyle: "long", timeStyle: "short" }); });
  document.addEventListener("htmx:after:swap", () => {
    document.querySelector("[data-focus]:not([data-focused])")?.focus();
    for (const element of document.querySelectorAll("[data-focus]")) element.dataset.focused = "";
    const said = document.querySelector("[data-say]");
    if (said) { say(said.dataset.say || said.textContent.trim()); said.removeAttribute("data-say"); }
  });
  // Without an answer whoever pressed something is told; what asks by itself stays silent, and what is kept to be sent has its own word.
  document.addEventListener("htmx:error", (event) => {
    if (event.detail?.ctx?.response || event.target.closest?.("[data-live], [data-queue]")) return;
    const toasts = document.getElementById("toasts");
    toasts?.replaceChildren(document.getElementById("unanswered").content.cloneNode(true));
  });
}
