// The tools above a Markdown textarea: they write the marks round the selection, and Ctrl+Z takes them back; what is pasted rich stays so.
import { each, icon, on } from "./dom.js";

// A page names its tools (icon, mark and word of each): written out they would be most of what a form weighs.
function tools(bar) {
  for (const [name, mark, word] of bar.dataset.tools.split("|").map((tool) => tool.split(","))) {
    const button = Object.assign(document.createElement("button"), { className: "btn", type: "button", title: word });
    Object.assign(button.dataset, { tone: "quiet", iconOnly: "", markdown: mark });
    const said = Object.assign(document.createElement("span"), { className: "sr", textContent: word });
    button.append(icon(name), said);
    bar.append(button);
  }
  bar.append(Object.assign(document.createElement("span"), { className: "md xs muted", textContent: "Markdown" }));
}

function write(area, from, to, text) {
  area.focus();
  area.setSelectionRange(from, to);
  // execCommand is the only way that keeps the browser's own undo
  if (!document.execCommand("insertText", false, text)) area.setRangeText(text, from, to, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function apply(area, mark) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const chosen = value.slice(from, to);
  if (mark === "[]()") {
    write(area, from, to, `[${chosen}](https://)`);
    area.setSelectionRange(from + chosen.length + 3, from + chosen.length + 11);
  } else if (mark.endsWith(" ")) {
    const start = value.lastIndexOf("\n", from - 1) + 1;
    const lines = value.slice(start, to).split("\n").map((line, k) => (mark === "1. " ? `${k + 1}. ` : mark) + line);
    write(area, start, to, lines.join("\n"));
  } else {
    write(area, from, to, `${mark}${chosen}${mark}`);
    area.setSelectionRange(from + mark.length, from + mark.length + chosen.length);
  }
}

// What says more than its plain text comes in as Markdown; with the shift key it is pasted as plain text, as everywhere.
async function paste(area, event) {
  const html = event.clipboardData.getData("text/html");
  if (!html || html.length > 2e6) return;
  event.preventDefault();
  const plain = event.clipboardData.getData("text/plain");
  const { asMarkdown } = await import("./pasting.js");
  write(area, area.selectionStart, area.selectionEnd, asMarkdown(html) || plain);
}

export function markdown() {
  each("[data-tools]", tools);
  on("paste", "[data-richtext] textarea", paste);
  on("click", "[data-markdown]", (button) => apply(button.closest("[data-richtext]").querySelector("textarea"), button.dataset.markdown));
  on("keydown", "[data-richtext] textarea", (area, event) => {
    const mark = { b: "**", i: "_", k: "[]()" }[event.key];
    if (!mark || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    apply(area, mark);
  });
}
