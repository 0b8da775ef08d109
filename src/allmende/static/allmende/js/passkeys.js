// Passkeys: a form with data-passkey="create" or "get" asks the device before it is sent. What to ask stands in a block of
// data on the page (data-with, its id) or comes from an address (data-from).
import { each } from "./dom.js";

async function asked(form) {
  if (form.dataset.with) return JSON.parse(document.getElementById(form.dataset.with).textContent);
  const answer = await fetch(form.dataset.from, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The server answers ${answer.status}.`);
  return answer.json();
}

async function credential(form) {
  const { creation_options: made, request_options: shown } = await asked(form);
  if (form.dataset.passkey === "get") {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(shown.publicKey);
    return navigator.credentials.get({ publicKey });
  }
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(made.publicKey);
  // So that it opens the account alone: kept on the device, and by its owner only.
  Object.assign(publicKey.authenticatorSelection ??= {}, { residentKey: "required", requireResidentKey: true, userVerification: "required" });
  return navigator.credentials.create({ publicKey });
}

function start(form) {
  const button = form.querySelector("button:not([type=button])");
  const failure = form.querySelector("[data-passkey-failure]");
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
    button.disabled = true;
    return;
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.setAttribute("aria-busy", "true");
    failure.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify((await credential(form)).toJSON());
      form.submit();
    } catch {
      failure.hidden = false;
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}

export function passkeys() {
  each("form[data-passkey]", start);
}
