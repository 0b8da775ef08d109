// A session's clock, the same for all: the page says how many seconds are left, by the server's clock. When a step begins, what
// one is writing comes along into its form.
let began = performance.now();

function tick() {
  for (const clock of document.querySelectorAll("[data-clock]")) {
    clock.began ??= began;
    const passed = "runs" in clock.dataset ? (performance.now() - clock.began) / 1000 : 0;
    const left = Math.round(Number(clock.dataset.clock) - passed);
    clock.toggleAttribute("data-late", left <= 0);
    const face = left <= 0 ? clock.dataset.over : `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    const shown = clock.querySelector("[data-clock-face]");
    if (shown.textContent !== face) shown.textContent = face;
  }
}

async function carry() {
  const step = document.getElementById("step"), write = document.getElementById("write");
  if (!step || !write || step.dataset.step === write.dataset.step) return;
  write.dataset.step = step.dataset.step;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  const fresh = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("write");
  if (!fresh) return;
  const before = write.querySelector("textarea"), after = fresh.querySelector("textarea");
  if (before?.value && !after) return; // nothing is lost: what was written is shown until it is sent, and the answer says why not
  if (before && after) after.value = before.value;
  const hadFocus = before === document.activeElement;
  write.replaceWith(document.adoptNode(fresh));
  window.htmx?.process(fresh);
  if (hadFocus) after?.focus();
}

export function session() {
  tick();
  setInterval(tick, 500);
  new MutationObserver((changes) => {
    if (!changes.some((change) => [...change.addedNodes].some((node) => node.id === "step" || node.querySelector?.("#step")))) return;
    began = performance.now();
    tick();
    carry();
  }).observe(document.body, { childList: true, subtree: true });
}
