// Dialogs, menus, questions before an act, and the small actions of buttons.
import { on, say } from "./dom.js";

const hasCommands = "commandForElement" in HTMLButtonElement.prototype;

function ask(question, label) {
  const dialog = document.getElementById("confirm");
  dialog.querySelector("h2").textContent = question;
  const yes = dialog.querySelector('[data-answer="yes"]');
  if (label) yes.textContent = label;
  return new Promise((resolve) => {
    const answer = (event) => {
      const button = event.target.closest("[data-answer]");
      if (button) dialog.close(button.dataset.answer);
    };
    dialog.addEventListener("click", answer);
    dialog.addEventListener("close", () => {
      dialog.removeEventListener("click", answer);
      resolve(dialog.returnValue === "yes");
    }, { once: true });
    dialog.returnValue = "";
    dialog.showModal();
  });
}

async function share(button) {
  const link = { title: document.title, url: document.querySelector("link[rel=canonical]")?.href ?? location.href };
  if (navigator.share) { try { await navigator.share(link); return; } catch { /* dismissed: fall back to copying */ } }
  await copy(button, link.url);
}

async function copy(button, text) {
  await navigator.clipboard.writeText(text);
  const word = button.querySelector("span") ?? button;
  const before = word.textContent;
  word.textContent = button.dataset.done ?? "✓";
  say(word.textContent);
  setTimeout(() => { word.textContent = before; }, 2500);
}

export function overlays() {
  if (!hasCommands) {
    on("click", "button[commandfor]", (button) => {
      const dialog = document.getElementById(button.getAttribute("commandfor"));
      if (button.getAttribute("command") === "close") dialog?.close(); else dialog?.showModal();
    });
  }
  on("click", "dialog", (dialog, event) => { if (event.target === dialog && !dialog.querySelector("form:not([method=dialog])")) dialog.close(); });
  on("click", ".menu a, .menu button", (item) => item.closest("[popover]")?.hidePopover());
  on("keydown", ".menu", (menu, event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const items = [...menu.querySelectorAll("a, button")];
    items.at((items.indexOf(document.activeElement) + step) % items.length)?.focus();
  });
  // Before it shows, so that the first arrow key finds the first line focused, however fast it follows.
  document.addEventListener("beforetoggle", (event) => {
    if (event.newState === "open" && event.target.matches?.(".menu")) event.target.querySelector("a, button")?.toggleAttribute("autofocus", true);
  }, true);
  // help comes into its dialog by htmx and shows; closed, it goes, so that the next page's help is its own
  document.addEventListener("htmx:after:swap", () => {
    const help = document.getElementById("here");
    if (help?.firstElementChild && !help.open) help.showModal();
  });
  document.getElementById("here")?.addEventListener("close", (event) => event.target.replaceChildren());
  // ask first: a form's own button says the act, so the answer carries the same words
  document.addEventListener("submit", async (event) => {
    const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
    if (!question || event.target.dataset.confirmed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event.submitter;
    if (!(await ask(question, submitter?.textContent.trim()))) return;
    event.target.dataset.confirmed = "yes";
    event.target.requestSubmit(submitter);
    delete event.target.dataset.confirmed;
  }, true);
  on("click", '[data-action="share"]', (button) => share(button));
  on("click", '[data-action="copy"]', (button) => copy(button, button.dataset.copy ?? location.href));
  on("click", '[data-action="print"]', () => print());
}
