"""What calls show on other pages: home, a space, a person; and what waits for someone in them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allmende.commons.ballots.models import Voter
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.doors import Card, Waiting
from allmende.identity.actors.models import Actor, Reader
from allmende.rooms.calls.models import Call, CallState, Contribution, ContributionState, Phase, PhaseKind
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.queries.lists import calls_of, calls_page, open_calls
from allmende.rooms.calls.queries.phases import day, deadline

MOST_OF_A_PERSON = 12
MOST_DRAFTS = 100


def home_section(reader: Reader, root: Space) -> dict[str, Any]:
    """Calls in which something can be done now; else the newest ones."""
    url = reverse("calls:index")
    if cards := open_calls(reader, root):
        return {"cards": cards, "url": url}
    cards = calls_page(reader, root, limit=4).cards
    return {"cards": cards, "url": url, "title": _("Calls")} if cards else {}


def openings(reader: Reader, root: Space) -> list[Card]:
    """Calls in which something can be done now, for whoever looks for people who could help."""
    name = gettext_lazy("Call")
    return [
        Card(call.id, call.title, call.url, name, "speakerphone", call.summary) for call in open_calls(reader, root)
    ]


def space_section(reader: Reader, space: Space) -> dict[str, Any]:
    """The calls of a space."""
    cards = calls_of(reader, space).cards
    return {"cards": cards, "url": reverse("calls:index")} if cards else {}


def profile_section(reader: Reader, root: Space, actor: Actor) -> dict[str, Any]:
    """What a person has handed in, as far as the reader sees it."""
    rows = Contribution.objects.visible_to(reader).filter(
        author=actor, state=ContributionState.SUBMITTED, call__source=None
    )
    fields = ("title", "number", "call__slug", "call__title", "language", "is_chosen")
    found = [
        {
            "title": title,
            "url": contribution_url(slug, number, title),
            "call": call,
            "language": language,
            "is_chosen": chosen,
        }
        for title, number, slug, call, language, chosen in rows.published_before().values_list(*fields)[
            :MOST_OF_A_PERSON
        ]
    ]
    return {"rows": found} if found else {}


def drafts(reader: Reader) -> list[Card]:
    """What a reader has begun in calls and not shared yet: contributions and whole calls, the last changed first."""
    if reader.is_guest:
        return []
    begun = Contribution.objects.visible_to(reader).filter(author_id=reader.id, state=ContributionState.DRAFT)
    cards = [
        Card(key, title or _("Without a title"), reverse("calls:write", args=[slug, number]), gettext_lazy("Contribution"),
             "contribution", summary=call, at=changed)
        for key, title, slug, call, number, changed in begun.order_by("-changed").values_list(
            "id", "title", "call__slug", "call__title", "number", "changed"
        )[:MOST_DRAFTS]
    ]  # fmt: skip
    calls = Call.objects.visible_to(reader).filter(author_id=reader.id, state=CallState.DRAFT)
    cards += [
        Card(
            key,
            title,
            reverse("calls:edit", args=[slug]),
            gettext_lazy("Call"),
            "speakerphone",
            summary=place,
            at=changed,
        )
        for key, title, slug, place, changed in calls.order_by("-changed").values_list(
            "id", "title", "slug", "place__title", "changed"
        )[:MOST_DRAFTS]
    ]
    return cards


def waiting(reader: Reader, root: Space) -> list[Waiting]:
    """Votes that are open and not yet used, the reader's own drafts before their deadline, and calls that want a last word."""
    if not isinstance(reader, Actor) and reader.is_guest:
        return []
    now = clock.now()
    seen = Call.objects.visible_to(reader).filter(state__in=(CallState.OPEN, CallState.COUNTED), source=None)
    on = Phase.objects.filter(opens__lte=now, closes__gt=now, call__in=seen).order_by("closes").select_related("call")
    votes = [phase for phase in on if phase.kind == PhaseKind.VOTE]
    voted = set(
        Voter.objects.filter(actor_id=reader.id, box__in=[phase.call_id for phase in votes]).values_list(
            "box_id", flat=True
        )
    )
    found = [
        Waiting(_("Vote: %(call)s") % {"call": phase.call.title}, reverse("calls:vote", args=[phase.call.slug]), "ballot",
                _("until %(at)s") % {"at": deadline(phase.closes)})
        for phase in votes
        if phase.call_id not in voted and phase.closes
    ]  # fmt: skip
    return found + _drafts(reader, [phase for phase in on if phase.kind == PhaseKind.SUBMIT]) + _last_words(reader)


def _drafts(reader: Reader, phases: list[Phase]) -> list[Waiting]:
    ends = {phase.call_id: phase.closes for phase in phases}
    rows = Contribution.objects.visible_to(reader).filter(
        author_id=reader.id, state=ContributionState.DRAFT, call__in=ends
    )
    return [
        Waiting(_("Your draft: %(title)s") % {"title": title or _("Without a title")}, reverse("calls:write", args=[slug, number]),
                "pencil", _("Hand it in until %(at)s") % {"at": day(end)})
        for title, slug, number, call in rows.values_list("title", "call__slug", "number", "call_id")[:5]
        if (end := ends[call])
    ]  # fmt: skip


def _last_words(reader: Reader) -> list[Waiting]:
    rows = Call.objects.visible_to(reader).filter(author_id=reader.id, state=CallState.COUNTED, source=None)
    return [
        Waiting(_("Tell the outcome: %(call)s") % {"call": title}, reverse("calls:outcome", args=[slug]), "heart",
                _("The vote is counted; everyone waits for your word."))
        for title, slug in rows.values_list("title", "slug")[:5]
    ]  # fmt: skip


def tour_call(reader: Reader, root: Space) -> dict[str, Any]:
    """For guests on their tour: a call in which something can be done now, else the newest one."""
    cards = open_calls(reader, root, limit=1) or calls_page(reader, root, limit=1).cards
    return {"cards": cards, "url": reverse("calls:index")} if cards else {}


def tour_result(reader: Reader, root: Space) -> dict[str, Any]:
    """For guests on their tour: the newest call that has a result."""
    cards = calls_page(reader, root, "result", limit=1).cards
    return {"cards": cards, "result_url": reverse("calls:result", args=[cards[0].slug])} if cards else {}
