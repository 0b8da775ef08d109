// Videos and sound go up in parts (tus 1.0.0): paused, gone on with, and after a broken line or a reload taken up where they
// stopped. The picture before a video plays is taken from it here. When all is there the form carries the new file's id.
import { csrfToken, each, say } from "./dom.js";

const PIECE = 4_000_000;
const SLOWEST = 30_000; // milliseconds between two tries
const NAMES = /\.(mp4|m4v|mov|webm|mkv|avi|mp3|m4a|wav)$/i;
const isRecording = (file) => /^(video|audio)\//.test(file.type) || NAMES.test(file.name);
const keyOf = (file) => `upload:${file.name}:${file.size}:${file.lastModified}`;
const keep = (key, value) => { try { value ? localStorage.setItem(key, JSON.stringify(value)) : localStorage.removeItem(key); } catch { /* storage is full or off */ } };
const kept = (key) => { try { return JSON.parse(localStorage.getItem(key) ?? "null"); } catch { return null; } };
const fill = (words, values) => words.replace(/%\((\w+)\)s/g, (_all, name) => values[name]);
const inWords = (bytes) => bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;

class Refused extends Error {}

/** One request with its progress; the answer's headers and body. Throws Refused for what trying again does not mend. */
function ask(method, url, headers, body, onProgress) {
  const request = new XMLHttpRequest();
  const answer = new Promise((resolve, reject) => {
    request.open(method, url);
    for (const [name, value] of Object.entries({ "Tus-Resumable": "1.0.0", "X-CSRFToken": csrfToken(), Accept: "application/json", ...headers })) request.setRequestHeader(name, value);
    if (onProgress) request.upload.addEventListener("progress", (event) => onProgress(event.loaded));
    request.addEventListener("load", () => {
      if (request.status < 400) { resolve(request); return; }
      if (request.status >= 500 && request.status !== 507) { reject(new Error(String(request.status))); return; }
      let words = "";
      try { words = JSON.parse(request.responseText).detail ?? ""; } catch { /* no words */ }
      reject(Object.assign(new Refused(words), { status: request.status }));
    });
    for (const type of ["error", "abort", "timeout"]) request.addEventListener(type, () => reject(new Error(type)));
    request.send(body);
  });
  return { request, answer };
}

class Sending {
  constructor(box, file) {
    this.box = box;
    this.file = file;
    this.key = keyOf(file);
    this.there = 0;
    this.paused = this.dropped = false;
    this.row = box.querySelector('template[data-part="row"]').content.cloneNode(true).firstElementChild;
    this.row.querySelector(".upload-name").textContent = file.name;
    this.bar = this.row.querySelector("progress");
    this.bar.setAttribute("aria-label", file.name);
    this.state = this.row.querySelector(".upload-state");
    for (const button of this.row.querySelectorAll("[data-act]")) button.addEventListener("click", () => this[button.dataset.act]());
    box.querySelector(".uploads-list").append(this.row);
    if (file.type.startsWith("video/")) this.poster = poster(this.row.querySelector(".upload-poster"), file);
  }

  tell(name) {
    this.row.dataset.state = name;
    this.state.textContent = fill(this.box.dataset[name], { done: inWords(this.there), all: inWords(this.file.size) });
  }

  show(there) {
    this.there = there;
    this.bar.value = 100 * there / this.file.size;
    if (!this.paused) this.tell("going");
  }

  pause() {
    this.paused = true;
    this.running?.abort();
    this.toggle();
    this.tell("paused");
  }

  resume() {
    this.paused = false;
    this.toggle();
    this.begin();
  }

  toggle() {
    const [pause, resume] = ["pause", "resume"].map((act) => this.row.querySelector(`[data-act="${act}"]`));
    pause.hidden = this.paused;
    resume.hidden = !this.paused;
    (this.paused ? resume : pause).focus();
  }

  drop() {
    this.dropped = true;
    this.running?.abort();
    const url = kept(this.key)?.url;
    keep(this.key);
    if (url) ask("DELETE", url).answer.catch(() => { /* it goes by itself after a day */ });
    this.end();
    this.row.remove();
  }

  end() {
    this.box.sendings.delete(this);
    this.poster?.close();
    if (!this.box.sendings.size) this.box.ready?.();
  }

  async begin() {
    for (let wait = 1000; !this.paused && !this.dropped; wait = Math.min(2 * wait, SLOWEST)) {
      try {
        await this.send();
        return;
      } catch (problem) {
        if (this.paused || this.dropped) return;
        if (problem instanceof Refused && ![404, 409, 410].includes(problem.status)) { this.refuse(problem); return; }
        if (problem instanceof Refused && problem.status !== 409) keep(this.key); // it is not there any more: from the beginning
        this.tell("broken");
        const before = this.there;
        await new Promise((done) => { setTimeout(done, wait); addEventListener("online", done, { once: true }); });
        if (this.there > before) wait = 500;
      }
    }
  }

  async send() {
    const { file } = this;
    let url = kept(this.key)?.url;
    if (!url) {
      const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name)));
      const begun = await ask("POST", this.box.dataset.url, { "Upload-Length": file.size, "Upload-Metadata": `filename ${name}` }).answer;
      url = new URL(begun.getResponseHeader("Location"), location.href).pathname;
      keep(this.key, { url, name: file.name, size: file.size, there: 0 });
    }
    let there = Number((await ask("HEAD", url).answer).getResponseHeader("Upload-Offset"));
    while (there < file.size) {
      this.show(there);
      const from = there;
      const { request, answer } = ask("PATCH", url, { "Upload-Offset": from, "Content-Type": "application/offset+octet-stream" }, file.slice(from, from + PIECE), (sent) => this.show(from + sent));
      this.running = request;
      there = Number((await answer).getResponseHeader("Upload-Offset"));
      keep(this.key, { url, name: file.name, size: file.size, there });
    }
    this.show(file.size);
    await this.finish(url);
  }

  async finish(url) {
    this.tell("checking");
    this.row.querySelectorAll('[data-act="pause"], [data-act="resume"]').forEach((button) => { button.hidden = true; });
    const data = new FormData();
    const picture = await this.poster?.picture();
    if (picture) data.append("poster", picture, "poster.jpg");
    const made = JSON.parse((await ask("POST", `${url}/file`, {}, data).answer).responseText);
    keep(this.key);
    this.tell("done");
    this.bar.hidden = true;
    this.row.querySelector(".upload-poster").hidden = true;
    this.row.append(fields(this.box, made));
    this.end();
    say(this.state.textContent);
  }

  refuse(problem) {
    this.row.dataset.state = "refused";
    this.state.textContent = problem.message || String(problem.status);
    this.bar.hidden = true;
    this.row.querySelectorAll('[data-act="pause"], [data-act="resume"], .upload-poster').forEach((part) => { part.hidden = true; });
    keep(this.key);
    this.end();
    say(this.state.textContent);
  }
}

/** What one says of a new recording, with the form's fields for it. */
function fields(box, made) {
  const part = made.media_type.startsWith("video/") ? "video" : "sound";
  const set = box.querySelector(`template[data-part="${part}"]`).content.cloneNode(true).firstElementChild;
  for (const element of set.querySelectorAll("[id], [name], [for], [aria-describedby]")) {
    for (const name of ["id", "name", "for", "aria-describedby"]) {
      if (element.hasAttribute(name)) element.setAttribute(name, element.getAttribute(name).replace("new-file", made.id));
    }
  }
  set.querySelector("[data-name]").textContent = made.name;
  const named = Object.assign(document.createElement("input"), { type: "hidden", name: "recording", value: made.id });
  set.append(named);
  return set;
}

/** The picture before a video plays: a moment of it, or one's own. Nothing where the browser can't play it. */
function poster(part, file) {
  const video = document.createElement("video"), canvas = part.querySelector("canvas");
  const [moment, own] = part.querySelectorAll("input");
  const url = URL.createObjectURL(file);
  let there = false;
  Object.assign(video, { muted: true, playsInline: true, preload: "auto", src: url });
  video.addEventListener("loadeddata", () => { seek(); });
  video.addEventListener("seeked", () => {
    if (!video.videoWidth) return;
    const scale = Math.min(1, 1280 / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
    there = true;
    part.hidden = false;
  });
  const seek = () => { video.currentTime = (Number.isFinite(video.duration) ? video.duration : 10) * moment.value / 1000; };
  moment.addEventListener("input", seek);
  return {
    picture: async () => own.files[0] ?? (there ? new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.85); }) : null),
    close: () => URL.revokeObjectURL(url),
  };
}

function start(box) {
  const form = box.closest("form");
  const input = form?.querySelector('input[type="file"][data-recordings]');
  if (!input) return;
  box.sendings = new Set();
  input.addEventListener("change", () => {
    const files = [...input.files], recordings = files.filter(isRecording);
    if (!recordings.length) return;
    const rest = new DataTransfer();
    for (const file of files) if (!isRecording(file)) rest.items.add(file);
    input.files = rest.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    for (const file of recordings) {
      if ([...box.sendings].some((one) => one.key === keyOf(file))) continue;
      const sending = new Sending(box, file);
      box.sendings.add(sending);
      if (file.size > Number(box.dataset.limit)) sending.refuse(new Refused(box.dataset.tooLarge));
      else sending.begin();
    }
    left.hidden = true;
  });
  form.addEventListener("submit", (event) => {
    if (!box.sendings.size) return;
    event.preventDefault();
    const { submitter } = event;
    for (const one of box.sendings) if (one.paused) one.resume();
    say(box.dataset.waiting);
    box.querySelector(".uploads-left").hidden = false;
    box.querySelector(".uploads-left").replaceChildren(item(box.dataset.waiting));
    box.ready = () => { box.ready = null; form.requestSubmit(submitter); };
  });
  addEventListener("beforeunload", (event) => { if (box.sendings.size) event.preventDefault(); });
  const left = box.querySelector(".uploads-left");
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith("upload:"))) {
    const stopped = kept(key);
    if (stopped) left.append(item(fill(box.dataset.unfinished, { name: stopped.name, percent: Math.floor(100 * stopped.there / stopped.size) })));
  }
  left.hidden = !left.children.length;
}

function item(words) {
  return Object.assign(document.createElement("li"), { textContent: words });
}

export function uploads() {
  each("[data-uploads]", start);
}
