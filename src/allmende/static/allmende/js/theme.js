// Light, dark, or as the device says; kept in a cookie, so that the server writes it into the next page and nothing flashes.
import { on } from "./dom.js";

const root = document.documentElement;

function choose(value) {
  if (value) root.dataset.theme = value; else delete root.dataset.theme;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${value}; Path=/; SameSite=Lax; Max-Age=${value ? 31536000 : 0}${secure}`;
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === value));
  }
}

export function theme() {
  on("click", '[data-action="theme"]', (button) => {
    if ("themeChoice" in button.dataset) { choose(button.dataset.themeChoice); return; }
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    choose(isDark ? "light" : "dark");
  });
}
