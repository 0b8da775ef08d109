// This device hears of what concerns its owner: the browser is asked when someone presses the button, and the form carries its answer.
import { each } from "./dom.js";

async function subscription(form) {
  if (await Notification.requestPermission() !== "granted") throw new Error("Not allowed.");
  const { pushManager } = await navigator.serviceWorker.ready;
  const before = await pushManager.getSubscription();
  const told = { userVisibleOnly: true, applicationServerKey: form.dataset.push };
  return (before ?? await pushManager.subscribe(told)).toJSON();
}

function start(form) {
  if (!("PushManager" in window && "Notification" in window && navigator.serviceWorker)) return;
  const [can, cannot, failure] = ["can", "cannot", "failure"].map((part) => form.querySelector(`[data-push-${part}]`));
  can.hidden = false;
  cannot.hidden = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failure.hidden = true;
    try {
      const { endpoint, keys } = await subscription(form);
      form.elements.endpoint.value = endpoint;
      form.elements.public.value = keys.p256dh;
      form.elements.secret.value = keys.auth;
      form.submit();
    } catch {
      failure.hidden = false;
    }
  });
}

export function push() {
  each("form[data-push]", start);
}
