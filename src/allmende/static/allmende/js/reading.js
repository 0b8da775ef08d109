// Whoever opens a notice has read it: said while the page already goes on to what it is about.
import { csrfToken, on } from "./dom.js";

export function reading() {
  on("click", "[data-notice] > p:first-child a", (link) => {
    const address = link.closest("[data-notice]").dataset.notice;
    if (address) fetch(address, { method: "POST", keepalive: true, headers: { "X-CSRFToken": csrfToken(), Accept: "text/plain" } });
  });
}
