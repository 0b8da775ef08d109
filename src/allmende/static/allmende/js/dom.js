// The few functions that all parts share.

/** Speak a sentence through the page's live region. */
export function say(text) {
  const region = document.getElementById("live");
  if (!region) return;
  region.textContent = "";
  requestAnimationFrame(() => { region.textContent = text; });
}

/** Call `handle(element, event)` for events of a type inside elements that match, now and later. */
export function on(type, selector, handle, options) {
  document.addEventListener(type, (event) => {
    const element = event.target.closest?.(selector);
    if (element) handle(element, event);
  }, options);
}

/** Call `start(element)` once for every element that matches, in the page and in what htmx swaps in. */
export function each(selector, start) {
  const known = new WeakSet();
  const run = (root) => {
    const found = root.matches?.(selector) ? [root] : [];
    for (const element of [...found, ...root.querySelectorAll(selector)]) {
      if (known.has(element)) continue;
      known.add(element);
      start(element);
    }
  };
  run(document);
  document.addEventListener("htmx:after:swap", () => run(document));
  document.addEventListener("appeared", (event) => run(event.target));
}

/** Let every part find its elements in what a script has just put into the page. */
export function appeared(element) {
  element.dispatchEvent(new CustomEvent("appeared", { bubbles: true }));
}

/** The token that a signed-in page carries for its own requests. */
export function csrfToken() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value
    ?? JSON.parse(document.body.getAttribute("hx-headers:inherited") ?? "{}")["X-CSRFToken"] ?? "";
}

/** A symbol of the page's icon sprite, taken from an icon that is already there. */
export function icon(name) {
  const known = document.querySelector('use[href*="vendor/icons"]')?.getAttribute("href").split("#")[0] ?? "";
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.classList.add("i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${known}#${name}`);
  svg.append(use);
  return svg;
}

export const language = document.documentElement.lang || "en";
