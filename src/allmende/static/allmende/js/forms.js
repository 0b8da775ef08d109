// Small help for forms: the error summary takes the focus, nothing is sent twice, Ctrl+Enter sends, lengths are counted.
import { each, language, on } from "./dom.js";

export function forms() {
  each("[data-focus]", (summary) => summary.focus());
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method === "dialog") return;
    const button = event.submitter;
    if (!button?.matches(".btn")) return;
    if (button.getAttribute("aria-busy")) { event.preventDefault(); return; }
    setTimeout(() => button.setAttribute("aria-busy", "true"));
  });
  // a page that comes back from the history is as it was
  addEventListener("pageshow", () => { for (const button of document.querySelectorAll('button[aria-busy="true"]')) button.removeAttribute("aria-busy"); });
  document.addEventListener("htmx:after:request", () => { for (const button of document.querySelectorAll('button[aria-busy="true"]')) button.removeAttribute("aria-busy"); });
  on("keydown", "textarea", (area, event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) area.form?.requestSubmit();
  });
  each(".field textarea[maxlength], .field input[maxlength]:not([type=hidden], [type=password], [type=email])", (control) => {
    const limit = control.maxLength;
    if (limit < 20 || limit > 5000) return;
    const count = document.createElement("span");
    count.className = "count";
    const show = () => {
      const near = control.value.length > limit * 0.7;
      count.textContent = near ? `${control.value.length.toLocaleString(language)} / ${limit.toLocaleString(language)}` : "";
    };
    control.addEventListener("input", show);
    control.closest(".richtext, .field").append(count);
    show();
  });
  // a button that is refused says why and does nothing
  on("click", '[aria-disabled="true"]', (_button, event) => event.preventDefault(), true);
}
