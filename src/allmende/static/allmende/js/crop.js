// What stays of a picture: a frame that is moved and sized by pointer, finger or keys, free or in a fixed shape. The four
// numbers beside it (left, top, width, height in hundredths) are what is sent; they can be typed as well.
import { each } from "./dom.js";

const SMALLEST = 5;
const clamp = (value, low, high) => Math.min(Math.max(value, low), Math.max(low, high));

function start(panel) {
  const image = panel.querySelector("img"), frame = panel.querySelector(".crop-box"), stage = panel.querySelector(".crop-stage");
  const numbers = [...panel.querySelectorAll('input[type="number"]')];
  let shape = 0; // width to height in pixels; 0: free
  const parts = () => numbers.map((input) => Number(input.value));
  /** Width to height in hundredths, of which the picture's own shape is part. */
  const shapeHere = () => shape && shape * image.naturalHeight / image.naturalWidth;

  function place(left, top, width, height) {
    const fixed = shapeHere();
    width = clamp(width, SMALLEST, 100);
    height = clamp(height, SMALLEST, 100);
    if (fixed) {
      width = Math.min(width, 100, 100 * fixed);
      height = width / fixed;
    }
    const kept = [clamp(left, 0, 100 - width), clamp(top, 0, 100 - height), width, height];
    kept.forEach((value, k) => { numbers[k].value = Math.round(value * 10) / 10; });
    draw();
  }

  function draw() {
    parts().forEach((value, k) => frame.style.setProperty(["left", "top", "width", "height"][k], `${value}%`));
  }

  function choose(button) {
    for (const other of panel.querySelectorAll("[data-ratio]")) other.setAttribute("aria-pressed", String(other === button));
    shape = Number(button.dataset.ratio) || 0;
    const [left, top, width, height] = parts(), fixed = shapeHere();
    if (!fixed) return;
    const wide = Math.min(width, height * fixed);
    place(left + (width - wide) / 2, top + (height - wide / fixed) / 2, wide, wide / fixed);
  }

  function pull(grip, dx, dy, [left, top, width, height]) {
    if (!grip) { place(left + dx, top + dy, width, height); return; }
    const right = left + width, bottom = top + height, fixed = shapeHere();
    let wide = clamp(grip.includes("w") ? width - dx : width + dx, SMALLEST, grip.includes("w") ? right : 100 - left);
    let high = clamp(grip.includes("n") ? height - dy : height + dy, SMALLEST, grip.includes("n") ? bottom : 100 - top);
    if (fixed) {
      wide = Math.min(wide, (grip.includes("n") ? bottom : 100 - top) * fixed);
      high = wide / fixed;
    }
    place(grip.includes("w") ? right - wide : left, grip.includes("n") ? bottom - high : top, wide, high);
  }

  let held = null;
  frame.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    frame.focus();
    frame.setPointerCapture(event.pointerId);
    held = { grip: event.target.dataset.grip ?? "", x: event.clientX, y: event.clientY, from: parts() };
  });
  frame.addEventListener("pointermove", (event) => {
    if (!held) return;
    pull(held.grip, 100 * (event.clientX - held.x) / stage.clientWidth, 100 * (event.clientY - held.y) / stage.clientHeight, held.from);
  });
  for (const type of ["pointerup", "pointercancel"]) frame.addEventListener(type, () => { held = null; });
  frame.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    const [dx, dy] = step.map((one) => one * (event.altKey ? 0.1 : 2));
    if (event.shiftKey) {
      const [left, top, width, height] = parts();
      place(left, top, width + dx + (shape ? dy : 0), height + dy);
    } else pull("", dx, dy, parts());
  });
  for (const input of numbers) input.addEventListener("change", () => place(...parts()));
  for (const button of panel.querySelectorAll("[data-ratio]")) button.addEventListener("click", () => choose(button));
  image.addEventListener("load", draw);
  if (panel.dataset.src) image.src = panel.dataset.src;
  draw();
}

export function crop() {
  each("[data-crop]", start);
}
