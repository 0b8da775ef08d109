"""What trust offers the house: a section on people's pages, what waits for those on duty, and what it keeps of people."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import has_duty, is_curator
from allmende.foundation.doors import Room, Section, Tally, Waiting
from allmende.foundation.personal import Holding
from allmende.identity.actors.models import Actor, Reader
from allmende.people.trust.commands.personal import forget
from allmende.people.trust.queries.measures import thanks_to, waiting_measures
from allmende.people.trust.queries.personal import export
from allmende.people.trust.rules import belongs, is_on_duty, may_see_standing


def _could_be_on_duty(reader: Reader, root: Space) -> bool:
    """Say what costs no statement: whoever has no duty and doesn't curate is not on duty."""
    return has_duty(reader) or bool(is_curator(reader, root))


def _profile(reader: Reader, root: Space, actor: Actor) -> dict[str, Any]:
    """Thanks, for members; with what those on duty can do."""
    if not may_see_standing(reader, root) or not belongs(actor, root):
        return {}
    is_other = reader.id != actor.id
    return {
        "person": actor, "thanks": thanks_to(actor, root, 3), "is_other": is_other,
        "on_duty": is_other and _could_be_on_duty(reader, root) and bool(is_on_duty(reader, root)),
    }  # fmt: skip


def _waiting(reader: Reader, root: Space) -> list[Tally]:
    """Measures that wait for a second person or an answer."""
    return (
        [Tally(waiting_measures(reader, root).values_list("id"), _decisions)] if _could_be_on_duty(reader, root) else []
    )


def _decisions(count: int) -> Waiting:
    title = ngettext("%(n)d decision waits for a second person", "%(n)d decisions wait for a second person", count)
    return Waiting(title % {"n": count}, reverse("trust:measures"), "gavel", _("Nobody decides alone about people."))


DOOR = Room(
    key="trust",
    api=("allmende.people.trust.api.me", "allmende.people.trust.api.people"), name=_("Trust"), icon="heart-handshake",
    profile=(Section("thanks", _("Thanks"), "trust/profile_section.html", _profile),), waiting=_waiting,
)  # fmt: skip


HELD = Holding(
    "trust", ("trust.Tie", "trust.Thanks", "trust.Merit", "trust.Standing", "trust.Measure", "trust.Appeal"), export, forget,
    title=_("Trust: who stands for whom, thanks, levels, and what was decided about you"),
    why=_("So that rights grow with what you do for others, and nobody is decided about alone."),
    until=_("What counts is kept for 180 days; the rest as long as you have an account."),
)  # fmt: skip
