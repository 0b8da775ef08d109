// Rating by keys: a digit answers the criterion that is next (or has the focus), Enter saves and goes on.
import { on } from "./dom.js";

const isWriting = (element) => element.matches("textarea, select, input:not([type=radio], [type=checkbox])");

function answer(form, digit) {
  const scores = [...form.querySelectorAll(".score")];
  const focused = document.activeElement?.closest?.(".score");
  const open = scores.find((score) => !score.querySelector(":checked"));
  const here = scores.includes(focused) ? focused : open;
  const choice = here?.querySelector(`input[value="${digit === "0" ? 10 : digit}"]`);
  if (!choice) return false;
  choice.checked = true;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  const following = scores[scores.indexOf(here) + 1];
  (following?.querySelector("input:checked, input") ?? form.querySelector("button[name=next]"))?.focus();
  return true;
}

export function rating() {
  on("keydown", "body, body *", (element, event) => {
    const form = document.querySelector("form[data-rating]");
    if (!form || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    if (/^\d$/.test(event.key) && answer(form, event.key)) event.preventDefault();
    else if (event.key === "Enter" && !event.target.closest("a, button, summary")) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button[name=next]"));
    }
  });
}
