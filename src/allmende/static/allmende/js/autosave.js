// Drafts save themselves: a form with data-autosave="URL" is posted two seconds after the last key, with the version
// it was read at (input name=version). The server answers {"version": …, "saved_at": ISO} or 409 with
// {"version": …, "fields": {name: value}}: then both versions are shown and nothing is overwritten. Offline, and until
// the server has it, the text is kept on this device.
import { csrfToken, each, icon, language, say } from "./dom.js";

const WAIT = 2000;

function values(form) {
  const data = new FormData(form);
  const kept = {};
  for (const [name, value] of data) {
    if (typeof value === "string" && !["csrfmiddlewaretoken", "version"].includes(name) && !name.startsWith("was-")) kept[name] = value;
  }
  return kept;
}

function start(form) {
  const url = form.dataset.autosave;
  const key = `draft:${url}`;
  const state = document.querySelector(`#${form.dataset.saved ?? "saved"}`);
  let timer, sending = false, again = false, stopped = false;
  let last = JSON.stringify(values(form));

  const show = (kind, text) => {
    if (!state) return;
    state.dataset.state = kind;
    state.querySelector("span").textContent = text;
    state.querySelector("use")?.setAttribute("href", state.querySelector("use").getAttribute("href").replace(/#.*/, kind === "saved" ? "#check" : kind === "saving" ? "#device-floppy" : "#alert-triangle"));
  };
  const keep = () => { try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: values(form) })); } catch { /* storage is full or off: the server's copy remains */ } };
  const forget = () => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } };
  const clock = (iso) => new Date(iso).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });

  async function save() {
    const now = JSON.stringify(values(form));
    if (now === last || stopped) return;
    if (sending) { again = true; return; }
    sending = true;
    show("saving", state?.dataset.saving ?? "");
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    try {
      const answer = await fetch(url, { method: "POST", body: data, headers: { "X-CSRFToken": csrfToken(), Accept: "application/json", "X-Autosave": "1" } });
      const body = await answer.json().catch(() => ({}));
      if (answer.status === 409) { conflict(body); return; }
      if (!answer.ok) { show("offline", state?.dataset.failed ?? ""); return; }
      if (body.version !== undefined && form.elements.version) form.elements.version.value = body.version;
      remember(body, JSON.parse(now));
      last = now;
      forget();
      show("saved", (state?.dataset.saved ?? "%(time)s").replace("%(time)s", clock(body.saved_at ?? Date.now())));
    } catch {
      show("offline", state?.dataset.offline ?? "");
    } finally {
      sending = false;
      if (again) { again = false; save(); }
    }
  }

  // what others saved in fields that nobody touched here, and the marks by which the next save tells what changed
  function remember(body, sent) {
    for (const [name, mark] of Object.entries(body.was ?? {})) if (form.elements[`was-${name}`]) form.elements[`was-${name}`].value = mark;
    for (const [name, text] of Object.entries(body.fields ?? {})) if (form.elements[name]?.value === sent[name]) form.elements[name].value = text;
  }

  function conflict(theirs) {
    stopped = true;
    keep();
    show("conflict", state?.dataset.conflict ?? "");
    say(state?.dataset.conflict ?? "");
    const mine = values(form);
    const box = document.createElement("section");
    box.className = "notice conflict";
    box.dataset.tone = "warn";
    box.append(icon("git-branch"));
    const inner = document.createElement("div");
    const versions = document.createElement("div");
    versions.className = "versions";
    const differing = Object.keys(theirs.fields ?? {}).filter((name) => theirs.fields[name] !== (mine[name] ?? ""));
    for (const [title, from, label, act] of [
      [state?.dataset.mine, mine, state?.dataset.keepMine, () => resume(theirs.version, theirs.was)],
      [state?.dataset.theirs, theirs.fields ?? {}, state?.dataset.keepTheirs, () => { for (const name of differing) if (form.elements[name]) form.elements[name].value = theirs.fields[name]; resume(theirs.version, theirs.was); }],
    ]) {
      const side = document.createElement("div");
      const head = document.createElement("b");
      head.textContent = title ?? "";
      const text = document.createElement("pre");
      text.textContent = differing.map((name) => from[name] ?? "").join("\n\n");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn";
      button.dataset.size = "small";
      button.textContent = label ?? "";
      button.addEventListener("click", () => { act(); box.remove(); });
      side.append(head, text, button);
      versions.append(side);
    }
    inner.append(versions);
    box.append(inner);
    (state?.closest(".form-actions, .field") ?? form.lastElementChild).before(box);
    box.scrollIntoView({ block: "nearest" });
  }

  function resume(version, was) {
    if (version !== undefined && form.elements.version) form.elements.version.value = version;
    remember({ was }, {});
    stopped = false;
    last = "";
    save();
  }

  // what this device kept is newer than what the server sent only if it never arrived there
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null");
    if (kept && JSON.stringify(kept.values) !== last && Date.now() - kept.at < 90 * 864e5) {
      for (const [name, value] of Object.entries(kept.values)) if (form.elements[name] && "value" in form.elements[name] && !form.elements[name].value) form.elements[name].value = value;
      show("offline", state?.dataset.restored ?? "");
      timer = setTimeout(save, WAIT);
    }
  } catch { forget(); }

  form.addEventListener("input", () => { keep(); clearTimeout(timer); timer = setTimeout(save, WAIT); });
  form.addEventListener("submit", () => { clearTimeout(timer); stopped = true; forget(); });
  addEventListener("online", () => { last = ""; save(); });
  addEventListener("visibilitychange", () => { if (document.hidden) { clearTimeout(timer); save(); } });
}

export function autosave() {
  each("form[data-autosave]", start);
}
