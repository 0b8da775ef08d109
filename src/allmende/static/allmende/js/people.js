// Choosing people: letters bring faces (an ARIA combobox with a list), whom one chooses becomes a chip, and the form sends their handles.
import { each, icon, say } from "./dom.js";

let fields = 0;

export function people() { each("[data-people]", start); }

const made = (tag, attributes, ...inside) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
};

function start(field) {
  const sent = field.querySelector("input"), said = field.dataset, ident = `people-${++fields}`;
  const list = made("ul", { role: "listbox", id: ident, class: "peoplelist", "aria-label": said.list, hidden: "" });
  const input = made("input", { type: "text", role: "combobox", "aria-expanded": "false", "aria-controls": ident, "aria-autocomplete": "list",
    autocomplete: "off", autocapitalize: "none", spellcheck: "false", enterkeyhint: "done" });
  for (const name of ["id", "aria-describedby", "aria-invalid", "required", "autofocus"]) {
    if (sent.hasAttribute(name)) input.setAttribute(name, sent.getAttribute(name));
    if (name !== "required") sent.removeAttribute(name);
  }
  const required = sent.required, chips = made("div", { class: "peoplechips" }), chosen = new Map();
  const box = made("div", { class: "peoplebox" }, chips, input);
  const known = [...field.querySelector("template").content.children];
  const had = document.activeElement === sent;
  sent.type = "hidden";
  sent.required = false;
  sent.after(box, list);

  // What is sent: those who are chosen, and letters that nobody was chosen for, so that the server can ask back.
  function keep() {
    const letters = input.value.trim(), all = [...chosen.keys(), letters].filter(Boolean);
    sent.value = "many" in said ? all.join(", ") : all.at(-1) ?? "";
    input.required = required && !chosen.size;
    box.toggleAttribute("data-full", chosen.size > 0 && !("many" in said));
    sent.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function choose(option, { quietly = false } = {}) {
    const { handle, name } = option.dataset;
    if (!("many" in said)) { chosen.clear(); chips.replaceChildren(); }
    const away = made("button", { type: "button", "aria-label": said.remove.replace("%(name)s", name) }, icon("x"));
    const chip = made("span", { class: "peoplechip" }, option.querySelector(".av").cloneNode(true), made("bdi", {}, name), away);
    away.addEventListener("click", () => { chosen.delete(handle); chip.remove(); keep(); input.focus(); });
    chosen.set(handle, chip);
    chips.append(chip);
    input.value = "";
    close();
    keep();
    if (!quietly) { say(said.chosen.replace("%(name)s", name)); input.focus(); }
  }

  const options = () => [...list.children];
  const active = () => list.querySelector("[aria-selected=true]");
  function mark(option) {
    for (const each of options()) each.setAttribute("aria-selected", String(each === option));
    if (option) { input.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); }
    else input.removeAttribute("aria-activedescendant");
  }
  function close() { list.hidden = true; input.setAttribute("aria-expanded", "false"); mark(null); }

  let asked;
  async function ask() {
    if (!document.querySelector("[data-me]")) return;  // guests are shown nobody
    asked?.abort();
    asked = new AbortController();
    const letters = input.value.trim(), { signal } = asked;
    await new Promise((done) => setTimeout(done, letters ? 120 : 0));
    if (signal.aborted) return;
    const answer = await fetch(`${said.people}?${new URLSearchParams({ q: letters })}`, { signal, headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || signal.aborted) return;
    list.innerHTML = await answer.text();
    for (const option of options()) if (chosen.has(option.dataset.handle)) option.remove();
    options().forEach((option, n) => { option.id = `${ident}-${n}`; });
    const found = options().length;
    list.hidden = !found || document.activeElement !== input;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(letters && found ? options()[0] : null);
    if (letters.length > 1) say(found ? said.found.replace("%(n)d", found) : said.none);
  }

  input.addEventListener("input", () => { keep(); ask(); });
  input.addEventListener("focus", ask);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const all = options(), at = all.indexOf(active());
    if (event.key === "Backspace" && !input.value && chosen.size) [...chosen.values()].at(-1).querySelector("button").click();
    if (list.hidden && event.key === "ArrowDown") { event.preventDefault(); ask(); }
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark(all.at((at < 0 && step < 0 ? -1 : at + step) % all.length));
    else if (event.key === "Enter" && active()) choose(active());
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();  // Escape closes the list, not the dialog around it
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());  // the focus stays where one writes
  list.addEventListener("click", (event) => { const option = event.target.closest("[role=option]"); if (option) choose(option); });
  box.addEventListener("click", (event) => { if (event.target === box || event.target === chips) input.focus(); });

  // Those who are chosen already come with their faces; what is left of the line are letters that nobody was chosen for.
  const typed = sent.value.split(",").map((part) => part.trim().replace(/^@/, "")).filter(Boolean);
  for (const option of known) choose(option, { quietly: true });
  input.value = typed.filter((part) => !chosen.has(part.toLowerCase())).join(", ");
  keep();
  if (had || input.autofocus) input.focus();
}
