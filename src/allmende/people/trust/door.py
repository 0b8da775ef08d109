"""What trust offers the house: a section on people's pages, what waits for those on duty, and what it keeps of people."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from allmende.commons.spaces.models import Space
from allmende.foundation.doors import Room, Section, Waiting
from allmende.foundation.personal import Holding
from allmende.identity.actors.models import Actor, Reader
from allmende.people.trust.models import Appeal, Measure, MeasureKind, Merit, Standing, Thanks, Tie
from allmende.people.trust.queries.measures import thanks_to, waiting_measures
from allmende.people.trust.rules import belongs, is_on_duty, may_see_standing


def _profile(reader: Reader, root: Space, actor: Actor) -> dict[str, Any]:
    """Thanks, for members; with what those on duty can do."""
    if not may_see_standing(reader, root) or not belongs(actor, root):
        return {}
    is_other = reader.id != actor.id
    return {
        "person": actor, "thanks": thanks_to(actor, root, 3), "is_other": is_other,
        "on_duty": is_other and bool(is_on_duty(reader, root)),
    }  # fmt: skip


def _waiting(reader: Reader, root: Space) -> list[Waiting]:
    """Measures that wait for a second person or an answer."""
    count = len(waiting_measures(reader, root))
    if not count:
        return []
    title = ngettext("%(n)d decision waits for a second person", "%(n)d decisions wait for a second person", count)
    return [Waiting(title % {"n": count}, reverse("trust:measures"), "gavel", _("Nobody decides alone about people."))]


DOOR = Room(
    key="trust", name=_("Trust"), icon="heart-handshake",
    profile=(Section("thanks", _("Thanks"), "trust/profile_section.html", _profile),), waiting=_waiting,
)  # fmt: skip


def _export(actor: Actor) -> dict[str, Any]:
    ties = Tie.objects.filter(Q(source=actor) | Q(target=actor)).select_related("source", "target")
    thanks = Thanks.objects.filter(Q(giver=actor) | Q(actor=actor)).select_related("giver", "actor")
    told = ~Q(kind=MeasureKind.EXCLUSION) | Q(confirmed_by__isnull=False)
    return {
        "ties": [{"from": tie.source.handle, "to": tie.target.handle, "kind": tie.kind, "strength": tie.strength} for tie in ties],
        "thanks": [{"from": one.giver.handle, "to": one.actor.handle, "text": one.text, "at": one.at.isoformat()} for one in thanks],
        "standing": list(Standing.objects.filter(actor=actor).values("space__title", "level", "people", "days", "lock_reason")),
        "counted": [
            {"day": str(day), "kind": kind} for day, kind in Merit.objects.filter(actor=actor).values_list("day", "kind")
        ],
        "measures": [
            {"kind": one.kind, "state": one.state, "reason": one.reason, "at": one.proposed.isoformat()}
            for one in Measure.objects.filter(told, actor=actor)
        ],
        "appeals": list(Appeal.objects.filter(measure__actor=actor).values("text", "answer")),
    }  # fmt: skip


def _forget(actor: Actor) -> None:
    """Ties, thanks, merits, standing and measures go; who decided about others stays known by an emptied row."""
    Tie.objects.filter(Q(source=actor) | Q(target=actor)).delete()
    Thanks.objects.filter(Q(giver=actor) | Q(actor=actor)).delete()
    Merit.objects.filter(Q(giver=actor) | Q(actor=actor)).delete()
    Standing.objects.filter(locked_by=actor).update(locked_by=None)
    Standing.objects.filter(actor=actor).delete()
    Measure.objects.filter(actor=actor).delete()


HELD = Holding(
    "trust", ("trust.Tie", "trust.Thanks", "trust.Merit", "trust.Standing", "trust.Measure", "trust.Appeal"), _export, _forget,
    title=_("Trust: who stands for whom, thanks, levels, and what was decided about you"),
    why=_("So that rights grow with what you do for others, and nobody is decided about alone."),
    until=_("What counts is kept for 180 days; the rest as long as you have an account."),
)  # fmt: skip
