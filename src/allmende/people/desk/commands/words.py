"""The words of people as they are kept, and what every activity of the desk says."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation.text.cleaning import clean_line, clean_text
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor


def in_words(text: str, most: int, field: str = "text") -> str:
    """Return a sentence or two on one line. Raises Refused (422) for none, or for more than `most` characters."""
    text = clean_line(text)
    if not 3 <= len(text) <= most:
        raise Refused(
            _("Say it in a sentence or two, up to %(n)d characters.") % {"n": most}, 422,
            errors={field: _("A sentence, please.")},
        )  # fmt: skip
    return text


def an_answer(text: str, field: str = "answer") -> str:
    """Return an answer in paragraphs. Raises Refused (422) for none, or for more than 2,000 characters."""
    text = clean_text(text).strip()
    if not 2 <= len(text) <= 2000:
        raise Refused(_("Write an answer, up to 2,000 characters."), 422, errors={field: _("An answer, please.")})
    return text


def here(actor: Actor, root: Space) -> dict[str, Any]:
    """Who did it, and where."""
    return {"actor": actor.id, "thing": root.id, "space": root.id, "audience": root.audience_id}
