// A portrait is cut to a square before it is sent: the picture lies on a canvas; it is moved by pointer or arrow keys and
// enlarged by a slider or + and -. What is sent is the file as it is and where to cut it; the server does the cutting.
import { each } from "./dom.js";

const SIDE = 576;

function start(form) {
  const input = form.querySelector('input[type="file"]');
  const stage = form.querySelector(".cutting");
  const canvas = stage?.querySelector("canvas");
  const zoom = stage?.querySelector('input[type="range"]');
  if (!input || !canvas || !zoom) return;
  const draw = canvas.getContext("2d");
  let image = null, x = 0.5, y = 0.5;

  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

  function show() {
    if (!image) return;
    const side = Math.min(image.width, image.height) / (Number(zoom.value) / 100);
    const half = [side / image.width / 2, side / image.height / 2];
    x = clamp(x, half[0], 1 - half[0]);
    y = clamp(y, half[1], 1 - half[1]);
    const left = x * image.width - side / 2, top = y * image.height - side / 2;
    draw.clearRect(0, 0, SIDE, SIDE);
    draw.drawImage(image, left, top, side, side, 0, 0, SIDE, SIDE);
    const parts = { left: left / image.width, top: top / image.height, width: side / image.width, height: side / image.height };
    for (const [name, part] of Object.entries(parts)) form.elements[name].value = Math.round(part * 1000);
  }

  function move(dx, dy) {
    const side = Math.min(image.width, image.height) / (Number(zoom.value) / 100);
    x += dx * side / image.width;
    y += dy * side / image.height;
    show();
  }

  input.addEventListener("change", () => {
    const [file] = input.files;
    stage.hidden = true;
    image = null;
    for (const name of ["left", "top", "width", "height"]) form.elements[name].value = "";
    if (!file?.type.startsWith("image/") || file.type === "image/svg+xml") return;
    const reader = new FileReader(); // the policy allows data: pictures, not blob:
    const loaded = new Image();
    loaded.addEventListener("load", () => { image = loaded; x = y = 0.5; zoom.value = 100; canvas.width = canvas.height = SIDE; stage.hidden = false; show(); });
    reader.addEventListener("load", () => { loaded.src = reader.result; });
    reader.readAsDataURL(file);
  });
  zoom.addEventListener("input", show);
  canvas.addEventListener("pointerdown", (event) => canvas.setPointerCapture(event.pointerId));
  canvas.addEventListener("pointermove", (event) => {
    if (image && canvas.hasPointerCapture(event.pointerId)) move(-event.movementX / canvas.clientWidth, -event.movementY / canvas.clientHeight);
  });
  canvas.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [-0.04, 0], ArrowRight: [0.04, 0], ArrowUp: [0, -0.04], ArrowDown: [0, 0.04] };
    const larger = { "+": 10, "-": -10 }[event.key];
    if (!image || !(steps[event.key] || larger)) return;
    event.preventDefault();
    if (larger) { zoom.value = Number(zoom.value) + larger; show(); } else move(...steps[event.key]);
  });
}

export function cutting() {
  each("form[data-cut]", start);
}
