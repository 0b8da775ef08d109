// Chosen pictures are shown at once, each with a line for its alternative text; files can be dropped, and pasted into the text beside.
import { appeared, each } from "./dom.js";

function start(zone) {
  const input = zone.querySelector('input[type="file"]');
  const previews = zone.querySelector(".previews");
  if (!input || !previews) return;

  function show() {
    previews.replaceChildren();
    [...input.files].forEach((file, k) => {
      const figure = document.createElement("figure");
      if (file.type.startsWith("image/") && file.type !== "image/svg+xml") {
        const reader = new FileReader(); // the policy allows data: pictures, not blob:
        const image = document.createElement("img");
        image.alt = "";
        reader.addEventListener("load", () => { image.src = reader.result; });
        reader.readAsDataURL(file);
        figure.append(image);
      }
      const caption = document.createElement("figcaption");
      caption.textContent = file.name;
      figure.append(caption);
      if (figure.firstElementChild.matches("img")) offerCutting(figure, k);
      if (input.dataset.alt) {
        const alt = document.createElement("input");
        alt.name = input.multiple ? `${input.dataset.alt}-${k}` : input.dataset.alt;
        alt.maxLength = 300;
        alt.placeholder = zone.dataset.altLabel;
        alt.setAttribute("aria-label", `${zone.dataset.altLabel}: ${file.name}`);
        figure.append(alt);
      }
      previews.append(figure);
      appeared(figure);
    });
  }

  /** The fields for what stays of the picture, where the page has them. */
  function offerCutting(figure, k) {
    const fields = document.querySelector("#crop-fields")?.content.cloneNode(true).firstElementChild;
    if (!fields) return;
    for (const number of fields.querySelectorAll('input[type="number"]')) number.name = `cut-${k}`;
    const image = figure.querySelector("img");
    image.addEventListener("load", () => { fields.querySelector("[data-crop] img").src = image.src; });
    figure.append(fields);
  }

  input.addEventListener("change", show);
  for (const type of ["dragenter", "dragover"]) zone.addEventListener(type, (event) => { event.preventDefault(); zone.dataset.over = ""; });
  for (const type of ["dragleave", "drop"]) zone.addEventListener(type, (event) => { event.preventDefault(); delete zone.dataset.over; });
  function take(files) {
    const chosen = new DataTransfer();
    for (const file of [...(input.multiple ? input.files : []), ...files].slice(0, input.multiple ? 20 : 1)) chosen.items.add(file);
    input.files = chosen.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  zone.addEventListener("drop", (event) => { if (event.dataTransfer.files.length) take(event.dataTransfer.files); });
  // a picture that is pasted into the text, or dropped on it, comes along as well
  const area = input.form?.querySelector("[data-richtext] textarea");
  area?.addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length || event.clipboardData.types.includes("text/html")) return;
    event.preventDefault();
    take(event.clipboardData.files);
  });
  area?.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) event.preventDefault(); });
  area?.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  });
}

export function pictures() {
  each("[data-drop]", start);
}
