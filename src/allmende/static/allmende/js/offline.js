// Without a connection: a kept page says so, and what is written (forms with data-queue) waits on this device and is sent once.
// An item carries the form's own key (`once`), so that a second sending of the same has no second effect; and whose it is, so
// that it is only ever sent as that person.
import { csrfToken, on, say } from "./dom.js";

const me = document.body.dataset.me ?? "";
const keptAt = document.querySelector("meta[name=kept]")?.content;
let again, delay = 1000;
const box = document.getElementById("outbox");

const store = (mode) => new Promise((resolve, reject) => {
  const opening = indexedDB.open("allmende", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("outbox", { keyPath: "key" });
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => resolve(opening.result.transaction("outbox", mode).objectStore("outbox"));
});
const done = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
const items = async () => (await done((await store("readonly")).getAll())).sort((a, b) => a.at - b.at);
const put = async (item) => done((await store("readwrite")).put(item));
const drop = async (key) => done((await store("readwrite")).delete(key));

function element(name, text, act) {
  const made = document.createElement(name);
  made.textContent = text;
  if (name === "button") { made.type = "button"; made.className = "btn"; made.dataset.size = "small"; made.dataset.tone = "quiet"; made.addEventListener("click", act); }
  return made;
}

async function show() {
  if (!box) return;
  const mine = (await items()).filter((item) => item.me === me);
  box.hidden = mine.length === 0;
  box.querySelector("summary").textContent = box.dataset.waiting.replace("%(n)s", mine.length);
  box.querySelector("ul").replaceChildren(...mine.map((item) => {
    const line = document.createElement("li"), link = element("a", item.title);
    link.href = item.page;
    line.append(link, element("small", `${item.what}: ${box.dataset[item.state] ?? item.state}`), element("p", item.words));
    if (item.words) line.append(element("button", box.dataset.copy, () => navigator.clipboard.writeText(item.words)));
    line.append(element("button", box.dataset.drop, async () => { await drop(item.key); show(); }));
    return line;
  }));
  if (mine.some((item) => item.state !== "waits")) box.open = true;
}

async function queue(form) {
  const data = new FormData(form);
  data.delete("csrfmiddlewaretoken");
  const key = data.get("once") || crypto.randomUUID();
  data.set("once", key);
  await put({
    key, me, at: Date.now(), url: form.action, fields: [...data].filter(([, value]) => typeof value === "string"), page: location.pathname + location.search,
    title: document.title, what: form.dataset.queue, words: data.get("text") ?? "", state: "waits",
  });
  const area = form.querySelector("textarea");
  if (area) area.value = "";
  if (form.elements.once) form.elements.once.value = crypto.randomUUID();
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  await show();
  say(box.dataset.said);
}

/** Send one item; what becomes of it: sent, waits (no connection), other (nobody or another is signed in), or why not. */
async function send(item) {
  try {
    const { token, me: who } = await (await fetch("/token/", { cache: "no-store" })).json();
    if (who !== item.me) return "other";
    const body = new URLSearchParams(item.fields);
    const answer = await fetch(item.url, { method: "POST", body, redirect: "manual", headers: { "X-CSRFToken": token } });
    if (answer.type === "opaqueredirect" || answer.ok) return "sent";
    return { 409: "changed", 422: "wrong" }[answer.status] ?? (answer.status >= 500 || answer.status === 429 ? "waits" : "refused");
  } catch {
    return "waits";
  }
}

function sendAll() {
  if (!me || !navigator.onLine) return;
  // One window at a time; the server's keys would see to it as well.
  navigator.locks.request("outbox", async () => {
    for (const item of await items()) {
      if (item.me !== me || !["waits", "other"].includes(item.state)) continue;
      const state = await send(item);
      if (state === "sent") {
        await drop(item.key);
        say(box.dataset.sent.replace("%(what)s", item.what));
        if (item.page.split("?")[0] === location.pathname) document.dispatchEvent(new CustomEvent("allmende:sent"));
      } else {
        await put({ ...item, state });
        if (state === "waits") { clearTimeout(again); again = setTimeout(sendAll, delay); delay = Math.min(60_000, delay * 2); break; }
      }
    }
    await show();
  });
}

async function freshen() {
  const { token, me: who } = await fetch("/token/", { cache: "no-store" }).then((answer) => answer.json()).catch(() => ({}));
  if (!token || who !== me) return;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRFToken": token }));
}

function forgetOthersDrafts() {
  try {
    const before = localStorage.getItem("me");
    if (me && before && before !== me) for (const key of Object.keys(localStorage)) if (key.startsWith("draft:")) localStorage.removeItem(key);
    if (me) localStorage.setItem("me", me);
  } catch { /* storage is off: nothing was kept */ }
}

async function listKept() {
  const section = document.getElementById("kept-pages");
  if (!section || !("caches" in window)) return;
  const cache = await caches.open("pages");
  const own = ` – ${document.querySelector(".brand span")?.textContent.trim()}`; // every title ends with the community's name
  for (const request of (await cache.keys()).reverse()) {
    const path = new URL(request.url).pathname;
    if (path === "/me") continue;
    const text = await (await cache.match(request)).text();
    const link = element("a", new DOMParser().parseFromString(text, "text/html").title.replace(own, ""));
    link.href = request.url;
    link.className = "rowlink";
    section.querySelector(".rows").append(link);
    section.hidden = false;
  }
}

export function offline() {
  if ("serviceWorker" in navigator) {
    const register = () => navigator.serviceWorker.register("/service-worker.js").catch(() => {});
    if (document.readyState === "complete") register(); else addEventListener("load", register);
  }
  forgetOthersDrafts();
  listKept();
  const kept = document.getElementById("kept");
  if (keptAt && kept) {
    kept.hidden = false;
    kept.textContent = kept.dataset.text.replace("%(time)s", new Date(keptAt).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }));
  }
  if (!box || !me || !("indexedDB" in window)) return;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.queue || event.defaultPrevented || (navigator.onLine && !keptAt)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    queue(form);
  }, true);
  // The connection was lost while it was sent: the key is the same, so it may have arrived or not.
  on("htmx:error", "form[data-queue]", (form, event) => { if (!event.detail?.ctx?.response) queue(form); });
  addEventListener("online", () => { delay = 1000; if (keptAt) freshen(); sendAll(); });
  document.addEventListener("allmende:sent", () => { if (!document.querySelector("textarea:focus")?.value) location.reload(); });
  if (keptAt && !csrfToken()) freshen();
  show().then(sendAll);
}
