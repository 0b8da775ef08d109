// Between the pages and the network: what pages are drawn with, and the pages one has read last, without a connection.
// Pages always come from the network when there is one. What is kept belongs to one person: it goes when they sign out or
// another one signs in. Tokens are never kept: a form that was kept gets a fresh one before it is sent.
const SHELL = `shell-${given.version}`, PAGES = "pages", MOST = 40;
const NEVER = /^\/(accounts|backoffice|oauth|demo|founding|settings|token|stream|api|offline)(\/|$)/;
const LASTING = /\.[0-9a-f]{12}\./;
const TOKEN = /(name="csrfmiddlewaretoken" value="|"X-CSRFToken": "|&quot;X-CSRFToken&quot;: &quot;)[A-Za-z0-9]+/g;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(SHELL);
    await cache.addAll(given.shell);
    for (const address of Object.values(given.offline)) {
      await cache.put(address, await fetch(address, { credentials: "omit", cache: "reload" }));
    }
    await self.skipWaiting(); // pages stay as they are: the new worker only serves what they ask for from now on
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("shell-") && name !== SHELL) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method !== "GET") {
    if (url.pathname.startsWith("/accounts/logout")) event.waitUntil(Promise.all([caches.delete(PAGES), silence()]));
    if (request.mode === "navigate") event.respondWith(fetch(request).catch(offline));
    return;
  }
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (url.pathname.startsWith("/static/")) event.respondWith(drawnWith(request, url));
});

// What concerns the owner of this device, while no page is open. Whoever signs out here is told nothing more here.
self.addEventListener("push", (event) => {
  const { title, body, tag, url, lang } = event.data?.json() ?? {};
  if (title) event.waitUntil(self.registration.showNotification(title, { body, tag, lang, data: url, icon: given.icon, badge: given.icon }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil((async () => {
    const address = event.notification.data, pages = await clients.matchAll({ type: "window" });
    const there = pages.find((page) => page.url === address);
    return there ? there.focus() : clients.openWindow(address);
  })());
});

async function silence() {
  const told = await self.registration.pushManager?.getSubscription();
  return told?.unsubscribe();
}

async function page(event, url) {
  try {
    const answer = await fetch(event.request);
    if (isKept(answer, url)) event.waitUntil(keep(answer.clone(), url));
    return answer;
  } catch {
    const kept = await (await caches.open(PAGES)).match(url.pathname + url.search);
    return kept ?? offline();
  }
}

function isKept(answer, url) {
  return answer.status === 200 && answer.type === "basic" && !NEVER.test(url.pathname)
    && (answer.headers.get("Content-Type") ?? "").startsWith("text/html")
    && !/no-store/.test(answer.headers.get("Cache-Control") ?? "");
}

async function keep(answer, url) {
  const text = await answer.text();
  const me = /<body[^>]* data-me="(\w*)"/.exec(text)?.[1] ?? "";
  let cache = await caches.open(PAGES);
  const owner = await (await cache.match("/me"))?.text();
  if (owner !== undefined && owner !== me) {
    await caches.delete(PAGES);
    cache = await caches.open(PAGES);
  }
  await cache.put("/me", new Response(me));
  const blank = text.replace(TOKEN, "$1").replace("<head>", `<head>\n<meta name="kept" content="${new Date().toISOString()}">`);
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": answer.headers.get("Content-Security-Policy") ?? "default-src 'self'" };
  await cache.delete(url.pathname + url.search);
  await cache.put(url.pathname + url.search, new Response(blank, { headers }));
  const kept = (await cache.keys()).filter((request) => new URL(request.url).pathname !== "/me");
  for (const old of kept.slice(0, Math.max(0, kept.length - MOST))) await cache.delete(old);
}

async function drawnWith(request, url) {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(request);
  if (kept && LASTING.test(url.pathname)) return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

async function offline() {
  const language = navigator.language.slice(0, 2);
  const cache = await caches.open(SHELL);
  return (await cache.match(given.offline[language] ?? given.offline.en)) ?? Response.error();
}
