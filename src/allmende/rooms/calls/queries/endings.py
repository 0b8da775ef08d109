"""What became of contributions, and what those who made them are told."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from allmende.commons.authorship.queries import is_one_of
from allmende.identity.actors.models import Reader
from allmende.identity.actors.queries import ActorCard, actor_cards
from allmende.rooms.calls.models import Call, CallState, Contribution, ContributionState, Ending, OutcomeWord
from allmende.rooms.calls.queries.candidates import shortlisted
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.rules import is_host

PAGE = 20
ASKS: dict[str, str | Promise] = {
    Ending.AWARDED: _("What convinced you? What happens with it now, and what do you need from them?"),
    Ending.CHOSEN: _("When does it begin, who is the contact, and how can they help?"),
    Ending.SHORTLISTED: _("What brought it so far, and what made the difference in the end?"),
    Ending.KEPT: _("Why later, when will you look at it again, and who remembers it?"),
    Ending.NOT_NOW: _("What was good about it, what was missing, and what could they do with it now?"),
}
"""What a good word answers: questions for whoever writes it, never a text that is sent."""


@dataclass(frozen=True)
class EndingRow:
    """A contribution of which hosts say what becomes of it."""

    id: UUID
    number: int
    title: str
    url: str
    language: str
    author: str
    ending: str
    word: str
    is_listed: bool


@dataclass(frozen=True)
class EndingsPage:
    """One page of them; `next` is the number after which the following page begins, 0 at the end."""

    rows: tuple[EndingRow, ...]
    next: int
    for_all: dict[str, str]
    without_word: int


def endings_page(reader: Reader, call: Call, after: int = 0) -> EndingsPage:
    """Return what hosts have said so far of each contribution, or would say by what is known, in the order of numbers."""
    rows = Contribution.objects.visible_to(reader).filter(call=call, state=ContributionState.SUBMITTED)
    found = list(rows.filter(number__gt=after).order_by("number").select_related("author", "outcome_word")[: PAGE + 1])
    listed = set(shortlisted(call))
    words = dict(OutcomeWord.objects.filter(call=call, contribution=None).values_list("ending", "text"))
    silent = rows.filter(outcome_word=None).exclude(ending__in=words).count()
    return EndingsPage(
        tuple(_row(call, one, listed) for one in found[:PAGE]),
        found[PAGE - 1].number if len(found) > PAGE else 0,
        words,
        silent,
    )


def _row(call: Call, one: Contribution, listed: set[UUID]) -> EndingRow:
    word = getattr(one, "outcome_word", None)
    known = Ending.AWARDED if one.is_awarded else Ending.CHOSEN if one.is_chosen else ""
    usual = known or (Ending.SHORTLISTED if one.pk in listed else "")
    return EndingRow(
        one.pk, one.number, one.title, contribution_url(call.slug, one.number, one.title), one.language, one.author.name,
        known or one.ending or usual, word.text if word else "", one.pk in listed,
    )  # fmt: skip


@dataclass(frozen=True)
class WordView:
    """What those who made a contribution are told."""

    label: str
    html: SafeString
    by: ActorCard | None


def word_for(reader: Reader, contribution: Contribution) -> WordView | None:
    """Return what became of a contribution in words, for those who made it and the hosts; None before it is told."""
    call = contribution.call
    if call.state != CallState.FINISHED or not contribution.ending:
        return None
    if not (is_one_of(reader, contribution) or is_host(reader, call)):
        return None
    mine = Q(contribution=contribution.pk) | Q(contribution=None, ending=contribution.ending)
    words = list(OutcomeWord.objects.filter(mine, call=call))
    own = next((word for word in words if word.contribution_id), None) or (words[0] if words else None)
    label = str(Ending(contribution.ending).label)
    if own is None:
        return WordView(label, mark_safe(""), None)
    return WordView(label, mark_safe(own.text_html), actor_cards([own.by_id]).get(own.by_id))
