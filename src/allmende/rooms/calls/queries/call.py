"""The page of one call: its head, its brief, and what there is to do now."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.commons.audiences.queries import reach_of
from allmende.commons.ballots.queries import has_voted
from allmende.commons.files.queries import Document, Picture, shown_with, visible_picture
from allmende.commons.previews.queries import with_cards
from allmende.commons.tags.words import link_tags
from allmende.foundation import clock
from allmende.foundation.kept import kept
from allmende.foundation.money import Money
from allmende.foundation.verdicts import Denied, Verdict
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, CallState, PhaseKind
from allmende.rooms.calls.queries.contributions import visible_counts
from allmende.rooms.calls.queries.links import call_url
from allmende.rooms.calls.queries.phases import Standing, Step, day, deadline, standing, steps
from allmende.rooms.calls.rules import (
    is_host,
    may_change_call,
    may_contribute,
    may_count,
    may_publish_call,
    may_tell_outcome,
    may_vote,
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
class Deed:
    """The one thing to do now: a sentence or two, and a button, or the reason why not."""

    title: str
    text: str
    label: str = ""
    url: str = ""
    icon: str = ""
    refusal: str = ""
    remedy: tuple[str, str] | None = None
    posts: bool = False
    """Whether the button does it at once, by POST, instead of leading to a page."""


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
    is_draft: bool
    is_practice: bool
    deed: Deed | None
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
    tabs = tuple(replace(tab, count=count) if tab.key == "contributions" else tab for tab in head.tabs)
    return replace(
        head, tabs=tabs, contributions=count, cover=visible_picture(reader, call.cover), is_host=host,
        place_url=head.place_url if call.place.audience_id in reach_of(reader) else "",
        may_change=host and bool(may_change_call(reader, call)), deed=deed(reader, call),
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
        budget=call.money(call.budget) if call.budget else None, contributions=0, is_host=False, may_change=False,
        is_draft=call.state == CallState.DRAFT, is_practice=call.is_practice, deed=None, publisher=publisher.title if publisher else "",
        publisher_url=reverse("space", args=[publisher.slug]) if publisher else "", band="" if part in {"", "brief"} else "low",
    )  # fmt: skip


def _tabs(call: Call) -> list[Tab]:
    talk = getattr(call, "talk", None)
    found = [
        Tab("brief", _("Brief"), call_url(call.slug)),
        Tab("contributions", _("Contributions"), reverse("calls:contributions", args=[call.slug])),
        Tab("talk", _("Discussion"), reverse("calls:talk", args=[call.slug]), talk.comment_count if talk else 0),
    ]
    if call.state == CallState.DRAFT:
        return found[:1]
    if call.phase(PhaseKind.VOTE) and call.state == CallState.OPEN:
        found.append(Tab("vote", _("Vote"), reverse("calls:vote", args=[call.slug])))
    if call.state in {CallState.COUNTED, CallState.FINISHED}:
        found.append(Tab("result", _("Result"), reverse("calls:result", args=[call.slug])))
    return found


def deed(reader: Reader, call: Call) -> Deed | None:
    """Return the one thing to do in a call now: for its hosts what waits for them, for everyone else what is open."""
    if call.state == CallState.DRAFT:
        return _publish_deed(reader, call)
    if is_host(reader, call) and (theirs := _host_deed(reader, call)):
        return theirs
    phase = call.now_on
    if phase is not None and phase.closes:
        if phase.kind == PhaseKind.SUBMIT:
            return _contribute_deed(reader, call, day(phase.closes))
        if phase.kind == PhaseKind.VOTE:
            return _vote_deed(reader, call, deadline(phase.closes))
        if phase.kind == PhaseKind.DISCUSS:
            return Deed(
                _("Say what you think"),
                _("Until %(at)s: praise, questions, suggestions, concerns. They make the contributions better.")
                % {"at": day(phase.closes)},
                _("To the contributions"), reverse("calls:contributions", args=[call.slug]), "message",
            )  # fmt: skip
    if call.state in {CallState.COUNTED, CallState.FINISHED} and call.phase(PhaseKind.VOTE):
        return Deed(
            _("The result is out"), _("See what is funded, round by round, and why."),
            _("See the result"), reverse("calls:result", args=[call.slug]), "trophy",
        )  # fmt: skip
    return None


def _publish_deed(reader: Reader, call: Call) -> Deed | None:
    if not is_host(reader, call):
        return None
    url = reverse("calls:publication", args=[call.slug])
    text = _("Only you see this draft. Publish it when the brief is ready.")
    return _with(may_publish_call(reader, call), Deed(_("Still a draft"), text, _("Publish …"), url, "send"))


def _host_deed(reader: Reader, call: Call) -> Deed | None:
    if may_count(reader, call):
        text = _("The vote is over. The house counts by itself within a minute; you can also do it now.")
        return Deed(
            _("Count the vote"),
            text,
            _("Count now"),
            reverse("calls:count", args=[call.slug]),
            "calculator",
            posts=True,
        )
    if may_tell_outcome(reader, call):
        text = _("Tell everyone what happens now, and thank those who took part.")
        return Deed(
            _("The last word is yours"),
            text,
            _("Tell the outcome"),
            reverse("calls:outcome", args=[call.slug]),
            "heart",
        )
    return None


def _contribute_deed(reader: Reader, call: Call, until: str) -> Deed:
    text = _("Until %(at)s you can hand in what you think of. A draft is yours alone and saves itself.") % {"at": until}
    whole = Deed(
        _("Your idea counts"), text, _("Begin a contribution"), reverse("calls:begin", args=[call.slug]), "plus"
    )
    return _with(may_contribute(reader, call), whole)


def _vote_deed(reader: Reader, call: Call, until: str) -> Deed:
    voted = has_voted(reader, call.box)
    title = _("You have voted") if voted else _("Your vote")
    text = (
        _("You can change it until %(at)s.") if voted else _("The vote is secret. You can change it until %(at)s.")
    ) % {"at": until}
    label = _("Look at it or change it") if voted else _("Vote now")
    return _with(may_vote(reader, call), Deed(title, text, label, reverse("calls:vote", args=[call.slug]), "ballot"))


def _with(verdict: Verdict, whole: Deed) -> Deed:
    """Return the deed as it is when it is allowed, else with the reason why not and what would help."""
    if not isinstance(verdict, Denied):
        return whole
    remedy = (str(verdict.remedy.label), verdict.remedy.url) if verdict.remedy else None
    return Deed(whole.title, whole.text, whole.label, "", whole.icon, str(verdict.reason), remedy)


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
    rules: tuple[str, ...]


def brief_of(call: Call) -> Brief:
    """Return the brief of a call that the reader sees."""
    rows = kept(("sections", call.id), lambda: list(call.sections.values_list("heading", "text_html")))
    texts = with_cards([(call.id, mark_safe(html)) for _heading, html in rows], call.audience)
    sections = tuple(SectionView(heading, link_tags(text)) for (heading, _html), text in zip(rows, texts, strict=True))
    return Brief(sections, *shown_with(call.id), tuple(rules_in_words(call)))


def rules_in_words(call: Call) -> list[str]:
    """Say in sentences how people vote and how the vote is counted."""
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
    said = [text for text in (ballots.get(call.ballot), counting[call.rule]) if text]
    if call.most_choices:
        said.append(
            ngettext("You have %(n)d choice.", "You have %(n)d choices.", call.most_choices) % {"n": call.most_choices}
        )
    if call.rule == "equal-shares" and call.completion == "greedy":
        said.append(_("What is left after that goes to what has most votes for its cost."))
    said.append(_("Where two are equal, the one handed in earlier comes first; every such tie is listed."))
    return said
