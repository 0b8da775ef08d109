// What every page may use. Each part finds its own elements by attribute, also in what htmx brings later,
// and every page works without any of them.
import { theme } from "./theme.js";
import { overlays } from "./overlays.js";
import { toasts } from "./toasts.js";
import { forms } from "./forms.js";
import { autosave } from "./autosave.js";
import { markdown } from "./markdown.js";
import { ballots } from "./ballots.js";
import { pictures } from "./pictures.js";
import { cutting } from "./cutting.js";
import { jump } from "./jump.js";
import { swaps } from "./swaps.js";
import { passkeys } from "./passkeys.js";
import { live } from "./live.js";
import { offline } from "./offline.js";

for (const part of [theme, offline, overlays, toasts, forms, autosave, markdown, ballots, pictures, cutting, jump, swaps, passkeys, live]) part();
