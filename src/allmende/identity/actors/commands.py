"""Making, changing and finding actors."""

import re
import unicodedata
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from allmende.foundation.text import clean_line
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import HANDLE, Actor, Kind

SYSTEM_ID = UUID("00000000-0000-7000-8000-000000000001")

ELSEWHERE_ID = UUID("00000000-0000-7000-8000-000000000002")

SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "ł": "l", "æ": "ae"})


def system() -> Actor:
    """Return the actor as whom the house itself acts, so that the journal always knows who."""
    actor, _created = Actor.objects.get_or_create(
        id=SYSTEM_ID, defaults={"kind": Kind.SYSTEM, "handle": "allmende", "name": "Allmende"}
    )
    return actor


def elsewhere() -> Actor:
    """Return the one actor who stands for all whose words come back from other networks: nobody there has a row or an account here."""
    actor, _created = Actor.objects.get_or_create(
        id=ELSEWHERE_ID, defaults={"kind": Kind.REMOTE, "handle": "elsewhere-000000000002", "name": "Elsewhere"}
    )
    return actor


def take_turns(*people: UUID) -> None:
    """Hold people until the transaction ends: what is done in the name of one of them at once is done one after the other."""
    list(Actor.objects.select_for_update(no_key=True).filter(id__in=people).order_by("id").values_list("id"))


def handle_from(name: str) -> str:
    """Return a handle made of a name: ASCII, lower case, hyphens; `person` when nothing is left."""
    folded = unicodedata.normalize("NFKD", name.lower().translate(SPELLED)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:34].strip("-") or "person"


def make_actor(name: str, *, kind: Kind = Kind.PERSON, handle: str = "", **details: str) -> Actor:
    """Make an actor with a handle of its own (the one wished for, or the name's with a number behind it).

    Raises Refused (422) for a name without a letter or digit, or a handle that can't be one.
    """
    name = clean_line(name)[:120]
    if not any(letter.isalnum() for letter in name):
        raise Refused(_("Tell us the name to show, with at least one letter."), 422)
    if handle and not HANDLE.fullmatch(handle):
        raise Refused(_("A handle has 1 to 40 small letters, digits and hyphens."), 422)
    wished = handle or handle_from(name)
    for number in range(1, 10_000):
        candidate = wished if number == 1 else f"{wished}-{number}"
        if Actor.objects.filter(handle=candidate).exists():
            continue
        try:
            with transaction.atomic():
                return Actor.objects.create(name=name, kind=kind, handle=candidate, **details)
        except IntegrityError:  # someone took it in the meantime
            continue
    raise Refused(_("This name is taken too often. Choose another handle."), 409)


def show_portrait(actor: Actor, file: UUID | None) -> Actor:
    """Show a picture that is open to all as one's portrait, or none."""
    actor.portrait = file
    actor.save(update_fields=["portrait"])
    return actor


def change_profile(actor: Actor, **changes: Any) -> None:
    """Change one's own name, about, language, zone or portrait (a file's id). Raises Refused (422) for a name that can't be."""
    if unknown := changes.keys() - {"name", "about", "language", "zone", "portrait"}:
        raise TypeError(f"A profile has no {', '.join(sorted(unknown))} to change.")
    if "name" in changes and not any(letter.isalnum() for letter in changes["name"]):
        raise Refused(
            _("Tell us the name to show, with at least one letter."), 422, errors={"name": _("With a letter.")}
        )
    Actor.objects.filter(id=actor.id).update(**changes)
