"""What the survey of a community's trust graph found, in sentences that say what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.commons.spaces.models import Space
from allmende.identity.actors.queries import ActorCard, actor_cards
from allmende.people.trust.models import Survey

ICONS = {"bridge": "route", "circle": "affiliate", "lonely": "user-heart"}


@dataclass(frozen=True)
class Finding:
    """Something that the graph shows: whom it is about, what it means, and what helps."""

    kind: str
    icon: str
    people: list[ActorCard]
    means: str
    next: str


def findings_of(root: Space) -> tuple[Survey | None, list[Finding]]:
    """Return the kept survey of a community with its findings; two statements."""
    kept = Survey.objects.filter(space_id=root.id).first()
    if kept is None:
        return None, []
    ids = {UUID(key) for found in kept.findings for key in found["people"]}
    cards = actor_cards(ids)
    return kept, [finding for found in kept.findings if (finding := _finding(found, cards))]


def _finding(found: dict[str, Any], cards: dict[UUID, ActorCard]) -> Finding | None:
    people = [cards[UUID(key)] for key in found["people"] if UUID(key) in cards]
    if not people:
        return None
    name, count = people[0].name, found["count"]
    sentences = {
        "bridge": (
            ngettext(
                "Without %(name)s, %(n)d person would be tied to nobody else here.",
                "Without %(name)s, %(n)d people would be tied to nobody else here.", count,
            ),
            _("Bring some of them together with others, so that not everything rests on one person."),
        ),
        "circle": (
            ngettext(
                "%(n)d person vouches only for themselves.", "These %(n)d people vouch for each other, and nobody else for them.", count
            ),
            _("Meet them. If they are good neighbours, introduce them to others; count their vouching with care until then."),
        ),
        "lonely": (
            ngettext(
                "Nobody stands for %(n)d person yet, and they stand for nobody.",
                "Nobody stands for these %(n)d people yet, and they stand for nobody.", count,
            ),
            _("Ask someone with the same interest to say hello, one after the other."),
        ),
    }  # fmt: skip
    means, helps = sentences[found["kind"]]
    return Finding(found["kind"], ICONS[found["kind"]], people, means % {"name": name, "n": count}, helps)
