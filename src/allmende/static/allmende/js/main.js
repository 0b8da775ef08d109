// What pages may use. Each part finds its own elements by attribute, also in what htmx brings later, and every page works
// without any of them. What most pages have comes at once; the rest comes when a page first holds something for it.
import { theme } from "./theme.js";
import { overlays } from "./overlays.js";
import { forms } from "./forms.js";
import { jump } from "./jump.js";
import { swaps } from "./swaps.js";

const rest = new Map([
  [".toast", () => import("./toasts.js").then(({ toasts }) => toasts())],
  ["form[data-autosave]", () => import("./autosave.js").then(({ autosave }) => autosave())],
  ["[data-richtext]", () => import("./markdown.js").then(({ markdown }) => markdown())],
  ["[data-ballot], [data-stepper]", () => import("./ballots.js").then(({ ballots }) => ballots())],
  ["form[data-rating]", () => import("./rating.js").then(({ rating }) => rating())],
  ["[data-people]", () => import("./people.js").then(({ people }) => people())],
  ["[data-messages]", () => import("./messages.js").then(({ messages }) => messages())],
  ["[data-uploads]", () => import("./uploads.js").then(({ uploads }) => uploads())],
  ["[data-drop]", () => import("./pictures.js").then(({ pictures }) => pictures())],
  ["[data-crop], #crop-fields", () => import("./crop.js").then(({ crop }) => crop())],
  ["form[data-cut]", () => import("./cutting.js").then(({ cutting }) => cutting())],
  ["form[data-passkey]", () => import("./passkeys.js").then(({ passkeys }) => passkeys())],
  ["[data-session]", () => import("./session.js").then(({ session }) => session())],
  ["[data-notice]", () => import("./reading.js").then(({ reading }) => reading())],
  ["form[data-push]", () => import("./push.js").then(({ push }) => push())],
  ["body[data-stream]", () => import("./live.js").then(({ live }) => live())],
]);
const offline = () => import("./offline.js").then(({ offline }) => offline());

// While something is on its way the page does not say data-ready: tests act and read only when it does.
let coming = new Promise((done) => addEventListener("DOMContentLoaded", done));
async function follow(...parts) {
  delete document.documentElement.dataset.ready;
  const all = coming = Promise.all([coming, ...parts]);
  await all;
  if (all === coming) document.documentElement.dataset.ready = "";
}

function bring() {
  const found = [...rest].filter(([selector]) => document.querySelector(selector));
  for (const [selector] of found) rest.delete(selector);
  follow(...found.map(([, part]) => part()));
}

for (const part of [theme, overlays, forms, jump, swaps]) part();
bring();
document.addEventListener("htmx:after:swap", bring);
// A guest's first visit is drawn before anything is kept on the device; what is kept, or waits to be sent, is there at once.
if (document.querySelector("[data-me], meta[name=kept], #kept-pages") || document.readyState === "complete") follow(offline());
else addEventListener("load", offline);
