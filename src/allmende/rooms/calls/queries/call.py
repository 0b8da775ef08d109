"""The page of one call: its head, its brief, and what there is to do now."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.commons.agreements.queries import rights_of
from allmende.commons.audiences.queries import reach_of
from allmende.commons.files.queries import Document, Picture, Shot, shown_with, visible_picture
from allmende.commons.previews.queries import with_cards
from allmende.commons.spaces.rules import may_see_passages
from allmende.commons.tags.words import link_tags
from allmende.foundation import clock
from allmende.foundation.gathered import gathered
from allmende.foundation.kept import kept
from allmende.foundation.money import Money
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, CallState, PhaseKind, Round
from allmende.rooms.calls.queries.asking import newest_rows
from allmende.rooms.calls.queries.contributions import visible_counts
from allmende.rooms.calls.queries.deeds import Deed, deed
from allmende.rooms.calls.queries.judging import judging_parts
from allmende.rooms.calls.queries.links import call_url
from allmende.rooms.calls.queries.people import PersonOfCall, people_in, people_rows
from allmende.rooms.calls.queries.phases import Standing, Step, standing, steps
from allmende.rooms.calls.rules import (
    is_host,
    may_change_call,
    may_see_result,
)


@dataclass(frozen=True)
class Tab:
    """A part of a call with its own address."""

    key: str
    label: str
    url: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True)
class CallHead:
    """What stands above every part of a call."""

    id: UUID
    slug: str
    url: str
    title: str
    summary: str
    language: str
    layer: int
    place_title: str
    place_url: str
    cover: Picture | None
    standing: Standing
    steps: tuple[Step, ...]
    tabs: tuple[Tab, ...]
    budget: Money | None
    contributions: int
    is_host: bool
    may_change: bool
    sees_ladder: bool
    is_draft: bool
    is_practice: bool
    by_invitation: bool
    deed: Deed | None
    degree: str
    publisher: str
    publisher_url: str
    """The organisation or network that holds it, where it isn't the space itself that one sees it in."""
    band: str
    """How large the head is: all of it above the brief, a low one above the other parts."""

    @property
    def way(self) -> list[dict[str, Any]]:
        """The steps as the picture of the way takes them."""
        return [asdict(step) for step in self.steps]


def call_head(reader: Reader, call: Call, part: str = "") -> CallHead:
    """Return what stands above every part of a call that the reader sees; `part` is the tab that is open."""
    now, zone = clock.now(), get_current_timezone_name()
    moment = tuple((phase.opens <= now, phase.is_over()) for phase in call.way)
    head = kept(("head", call.id, part, zone, moment), lambda: _head(call, part))
    host = bool(is_host(reader, call))
    count = visible_counts(reader, [call.id]).get(call.id, 0)
    shows = bool(may_see_result(reader, call))
    tabs = tuple(
        replace(tab, count=count) if tab.key == "contributions" else tab
        for tab in head.tabs
        if shows or tab.key != "result"
    )
    return replace(
        head, tabs=tabs, contributions=count, cover=visible_picture(reader, call.cover), is_host=host,
        place_url=head.place_url if call.place.audience_id in reach_of(reader) else "",
        may_change=host and bool(may_change_call(reader, call)),
        sees_ladder=host and bool(may_see_passages(reader, call, call.place)), deed=deed(reader, call),
    )  # fmt: skip


def _head(call: Call, part: str) -> CallHead:
    """What is the same for all who see the call at this point of its way."""
    behalf = getattr(call, "behalf", None)
    publisher = behalf.body if behalf and behalf.body_id != call.place_id else None
    return CallHead(
        id=call.id, slug=call.slug, url=call_url(call.slug), title=call.title, summary=call.summary, language=call.language,
        layer=call.audience.layer, place_title=call.place.title, place_url=reverse("space", args=[call.place.slug]), cover=None,
        standing=standing(call.state, call.way), steps=tuple(steps(call.way)),
        tabs=tuple(replace(tab, current=tab.key == part) for tab in _tabs(call)),
        budget=call.money(call.budget) if call.budget else None, contributions=0, is_host=False, may_change=False, sees_ladder=False,
        is_draft=call.state == CallState.DRAFT, is_practice=call.is_practice, by_invitation=call.by_invitation, deed=None, degree=call.degree_now, publisher=publisher.title if publisher else "",
        publisher_url=reverse("space", args=[publisher.slug]) if publisher else "", band="" if part in {"", "brief"} else "low",
    )  # fmt: skip


def _tabs(call: Call) -> list[Tab]:
    talk = getattr(call, "talk", None)
    found = [
        Tab("brief", _("Brief"), call_url(call.slug)),
        Tab("contributions", _("Contributions"), reverse("calls:contributions", args=[call.slug])),
        Tab("talk", _("Discussion"), reverse("calls:talk", args=[call.slug]), talk.comment_count if talk else 0),
    ]
    if call.is_campaign:
        found[1] = Tab("support", _("Supporters"), reverse("calls:support", args=[call.slug]))
    if call.state == CallState.DRAFT:
        return found[:1]
    found += [Tab(*part) for part in judging_parts(call)]
    if call.round != Round.NONE:
        found.insert(1, Tab("questions", _("Questions"), reverse("calls:questions", args=[call.slug])))
    if call.workshop_count:
        found.insert(1, Tab("workshops", _("Workshop"), reverse("calls:workshops", args=[call.slug])))
    if call.phase(PhaseKind.VOTE) and call.state == CallState.OPEN:
        found.append(Tab("vote", _("Vote"), reverse("calls:vote", args=[call.slug])))
    if call.state in {CallState.COUNTED, CallState.FINISHED}:
        found.append(Tab("result", _("Result"), reverse("calls:result", args=[call.slug])))
    if call.prize_count and call.is_awarded:
        found.append(Tab("awards", _("Awards"), reverse("calls:awards", args=[call.slug])))
    return found


@dataclass(frozen=True)
class SectionView:
    """A section of the brief, ready to show."""

    heading: str
    html: SafeString


@dataclass(frozen=True)
class Brief:
    """The brief: its sections, pictures and files, and how the vote will be counted, in words."""

    sections: tuple[SectionView, ...]
    pictures: tuple[Picture, ...]
    documents: tuple[Document, ...]
    recordings: tuple[Shot, ...]
    rules: tuple[str, ...]
    people: tuple[PersonOfCall, ...] = ()
    news: tuple[tuple[UUID, str, datetime], ...] = ()
    """The newest updates: id, title, and when."""


def brief_of(call: Call) -> Brief:
    """Return the brief of a call that the reader sees."""
    written = call.sections.values_list("heading", "text_html")
    rows, people, news = kept(
        ("sections", call.id), lambda: gathered([written, people_rows(call.id), newest_rows(call.id)])
    )
    texts = with_cards([(call.id, mark_safe(html)) for _heading, html in rows], call.audience)
    sections = tuple(SectionView(heading, link_tags(text)) for (heading, _html), text in zip(rows, texts, strict=True))
    return Brief(
        sections,
        *shown_with(call.id),
        tuple(rules_in_words(call)),
        tuple(people_in(call, people)),
        tuple((row[0], row[1], row[2]) for row in news),
    )


def rules_in_words(call: Call) -> list[str]:
    """Say in sentences what contributions bring, how people vote and how the vote is counted."""
    asked = [_("Every contribution brings a video.")] if call.needs_video else []
    asked += [_("Videos need captions.")] if call.needs_captions else []
    if call.most_minutes:
        said = ngettext(
            "A video lasts %(n)d minute at most.", "A video lasts %(n)d minutes at most.", call.most_minutes
        )
        asked.append(said % {"n": call.most_minutes})
    asked += [_("A host looks at what is handed in before others see it.")] if call.looks_first else []
    rights = rights_of(call)
    asked += (
        [_("Whoever is to be seen or heard agrees first; of the young a guardian too.")]
        if rights and rights.images_id
        else []
    )
    return asked + vote_in_words(call)


def vote_in_words(call: Call) -> list[str]:
    """Say in sentences how people vote and how the vote is counted: the ballot first, then the rule; empty where nobody votes."""
    if not call.phase(PhaseKind.VOTE):
        return []
    ballots = {
        "knapsack": _("You spend the whole budget as you would: choose contributions until the money is used up."),
        "approval": _("You say yes to every contribution that you like."),
    }
    counting = {
        "greedy": _("What has most votes is funded first, as long as the money lasts."),
        "greedy-per-cost": _("What has most votes for its cost is funded first, as long as the money lasts."),
        "equal-shares": _(
            "Everyone who votes holds an equal share of the money, which pays for what they chose (method of equal shares)."
        ),
    }
    if call.seats:
        chosen = ngettext(
            "What has most votes is chosen: %(n)d of them.", "What has most votes is chosen: %(n)d of them.", call.seats
        )
        counting |= dict.fromkeys(("greedy", "greedy-per-cost"), chosen % {"n": call.seats})
    said = [text for text in (ballots.get(call.ballot), counting[call.rule]) if text]
    if call.most_choices:
        said.append(
            ngettext("You have %(n)d choice.", "You have %(n)d choices.", call.most_choices) % {"n": call.most_choices}
        )
    if call.rule == "equal-shares" and call.completion == "greedy":
        said.append(_("What is left after that goes to what has most votes for its cost."))
    said.append(_("Where two are equal, the one handed in earlier comes first; every such tie is listed."))
    return said
