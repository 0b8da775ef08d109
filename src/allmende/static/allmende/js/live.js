// Live pages. The server only says that something has changed (data-live="talk:…", "said:…", "state:…", "job:…", "notices"); what it is, the page
// asks for itself, so it gets what its reader may see. While nobody looks at the page it asks nothing. How far a job is moves with
// the hints too; without a stream the page looks every other second.
//   hx-trigger="live"   the element fetches its fragment by htmx
//   data-live-fresh     the element, by its id, is taken anew from the page itself; data-live-says is spoken
import { say } from "./dom.js";

const FIRST = 15_000, LONGEST = 120_000, GIVE_UP = 3, SOON = 2_000;
const streams = document.body.dataset.stream;
let source, timer, pulse, wait = FIRST, last = "", watched = "", failures = 0, over = false;

const keys = () => [...new Set([...document.querySelectorAll("[data-live]")].map((part) => part.dataset.live))].sort().slice(0, 20).join(",");
const address = (base) => `${base}?on=${encodeURIComponent(watched)}&${last ? `last=${last}` : `age=${Math.round(performance.now())}`}`;
const isBusy = (part) => part.contains(document.activeElement) && part.dataset.live !== "notices";

function changed(key) {
  const parts = [...document.querySelectorAll(`[data-live="${CSS.escape(key)}"]`)].filter((part) => part.checkVisibility());
  // Not all readers of a page at once.
  setTimeout(() => {
    for (const part of parts) if (part.hasAttribute("hx-trigger")) part.dispatchEvent(new CustomEvent("live"));
    const stale = parts.filter((part) => "liveFresh" in part.dataset);
    if (stale.length) refresh(stale);
  }, Math.random() * (key.startsWith("state") ? 5000 : 600));
}

async function refresh(parts) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const { id } of parts) {
    const part = document.getElementById(id), fresh = page.getElementById(id); // asked again: an answer may have replaced it meanwhile
    if (!part || !fresh || fresh.innerHTML === part.innerHTML) continue;
    if (isBusy(part)) { part.addEventListener("focusout", () => setTimeout(() => refresh([part])), { once: true }); continue; }
    part.replaceWith(document.adoptNode(fresh));
    window.htmx?.process(fresh);
    if (fresh.dataset.liveSays) say(fresh.dataset.liveSays);
  }
}

function open() {
  close();
  watched = keys();
  if (!watched || document.hidden || !navigator.onLine) return;
  if (!over && streams && failures < GIVE_UP) listen(); else if (!over) timer = setTimeout(ask, wait);
  beat();
}

function beat() {
  clearTimeout(pulse);
  const jobs = watched.split(",").filter((key) => key.startsWith("job:"));
  if (jobs.length) pulse = setTimeout(() => { jobs.forEach(changed); beat(); }, source ? FIRST : SOON);
}

function close() {
  clearTimeout(timer);
  clearTimeout(pulse);
  source?.close();
  source = undefined;
}

function listen() {
  const mine = source = new EventSource(address(streams), { withCredentials: true });
  const note = (event) => { last = event.lastEventId || last; failures = 0; };
  mine.addEventListener("open", () => { failures = 0; });
  mine.addEventListener("ready", note);
  mine.addEventListener("changed", (event) => { note(event); changed(event.data); });
  mine.addEventListener("error", () => {
    if (mine !== source) return;
    failures += mine.readyState === EventSource.CLOSED ? GIVE_UP : 1;
    if (failures >= GIVE_UP) open(); // refused or not there: ask now and then; the next page tries again
  });
}

async function ask() {
  const answer = await fetch(address("/stream/"), { headers: { Accept: "application/json" } }).catch(() => null);
  if (answer && answer.status !== 200 && answer.status < 500 && answer.status !== 429) { over = true; open(); return; }
  const told = answer?.ok ? await answer.json() : { changed: [] };
  last = String(told.last ?? last);
  wait = told.changed.length ? FIRST : Math.min(LONGEST, wait * 1.5);
  told.changed.forEach(changed);
  open();
}

export function live() {
  if (streams === undefined) return; // guests: their pages are kept, and are the same for all
  document.addEventListener("visibilitychange", () => { if (document.hidden) close(); else { wait = FIRST; open(); } });
  document.addEventListener("htmx:after:swap", () => { if (keys() !== watched) open(); });
  addEventListener("online", open);
  addEventListener("offline", close);
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => { if (event.persisted) open(); });
  if (document.readyState === "complete") open(); else addEventListener("load", open);
}
