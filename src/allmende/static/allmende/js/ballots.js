// A budget ballot: what is left is counted while people choose, in whole minor units, and can't be overspent.
import { each, language, on, say } from "./dom.js";

function start(ballot) {
  const budget = BigInt(ballot.dataset.budget);
  const limit = Number(ballot.dataset.limit || Infinity);
  const output = ballot.querySelector(".purse output");
  const bar = ballot.querySelector(".purse progress");
  const money = ballot.dataset.ballot === "money"
    ? new Intl.NumberFormat(language, { style: "currency", currency: ballot.dataset.currency, trailingZeroDisplay: "stripIfInteger" }) : null;
  const digits = money?.resolvedOptions().maximumFractionDigits ?? 0;
  const words = (minor) => (money ? money.format(Number(minor) / 10 ** digits) : minor.toLocaleString(language));

  const controls = () => [...ballot.querySelectorAll("[data-cost]")];
  const count = (control) => (control.type === "checkbox" ? (control.checked ? 1n : 0n) : BigInt(Math.max(0, Math.trunc(Number(control.value) || 0))));
  const cost = (control) => BigInt(control.dataset.cost);

  function refresh(changed) {
    let spent = controls().reduce((sum, control) => sum + count(control) * cost(control), 0n);
    if (changed && spent > budget) {
      // take back what went too far
      if (changed.type === "checkbox") { changed.checked = false; spent -= cost(changed); }
      else {
        const others = spent - count(changed) * cost(changed);
        const fits = cost(changed) > 0n ? (budget - others) / cost(changed) : count(changed);
        changed.value = String(fits < 0n ? 0n : fits);
        spent = others + count(changed) * cost(changed);
      }
      say(ballot.dataset.overText);
    }
    const left = budget - spent;
    const chosen = controls().filter((control) => count(control) > 0n).length;
    output.textContent = words(left);
    bar.value = Number(spent);
    ballot.querySelector(".purse").toggleAttribute("data-over", left < 0n);
    for (const control of controls()) {
      const item = control.closest(".item");
      const beyond = cost(control) > left || (chosen >= limit && count(control) === 0n);
      if (control.type === "checkbox") control.disabled = beyond && !control.checked;
      const plus = control.parentElement.querySelector('[data-step="1"]');
      if (plus) plus.disabled = beyond || (control.max !== "" && Number(control.value) >= Number(control.max));
      const minus = control.parentElement.querySelector('[data-step="-1"]');
      if (minus) minus.disabled = Number(control.value) <= Number(control.min || 0);
      item?.toggleAttribute("data-chosen", count(control) > 0n);
      item?.toggleAttribute("data-beyond", beyond && count(control) === 0n);
    }
  }

  ballot.addEventListener("change", (event) => { if (event.target.matches("[data-cost]")) refresh(event.target); });
  ballot.addEventListener("input", (event) => { if (event.target.matches("input[type=number][data-cost]")) refresh(event.target); });
  refresh();
}

export function ballots() {
  each("[data-ballot]", start);
  on("click", "[data-stepper] [data-step]", (button) => {
    const input = button.parentElement.querySelector("input");
    if (button.dataset.step === "1") input.stepUp(); else input.stepDown();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
