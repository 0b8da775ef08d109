"""What pages are handed of a talk: plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext

from allmende.commons.audiences.models import Audience
from allmende.commons.files.queries import portrait_url
from allmende.commons.reactions.queries import Mark, Mine
from allmende.commons.spaces.queries import Body, sentence_for
from allmende.commons.threads.models import Intent
from allmende.commons.threads.queries.lineage import Care, Origin, Source
from allmende.foundation import clock
from allmende.foundation.kept import hashed_once
from allmende.foundation.verdicts import Denied, Remedy, Text, Verdict
from allmende.identity.actors.queries import ActorCard

MOST_DRAWN = 200
"""In so many ways a talk may look to readers until one more is not kept beside it; all of them are, until anything happens."""


MOST_NEWS = 100
"""New comments that are counted, or told at once to a page that is open; beyond, a page says "more than"."""


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment, or the place of a removed one (then without author and text)."""

    id: UUID
    author: ActorCard | None
    intent: str
    html: SafeString
    text: str
    language: str
    at: datetime
    edited: datetime | None
    is_removed: bool
    is_new: bool
    may_edit: bool
    may_remove: bool
    replies: tuple[CommentView, ...] = ()
    more_replies: int = 0
    behalf: str = ""
    """The organisation or network that its author speaks for."""
    is_own: bool = False
    is_quiet: bool = False
    """Whether the reader has muted or blocked its author: it is folded away."""
    marks: tuple[Mark, ...] = ()
    is_hidden: bool = False
    """Whether those who look after the place hid it: its author and they still read it, for others it has no words."""
    may_care: bool = False
    care: Care | None = None
    origin: Origin | None = None
    source: Source | None = None

    @property
    def intent_label(self) -> Text:
        """The word for the intent."""
        return Intent(self.intent).label

    @property
    def anchor(self) -> str:
        """The comment's name within the page."""
        return f"c-{self.id}"

    @property
    def name(self) -> Text:
        """Who said it, or that it was someone."""
        return self.author.name if self.author else gettext("Someone")

    @property
    def handle(self) -> str:
        """The author's handle; empty for a removed comment."""
        return self.author.handle if self.author else ""

    @property
    def words(self) -> SafeString:
        """What was said, or that it was removed; folded away where the reader has muted who said it."""
        if self.is_removed:
            hidden = gettext("This comment was hidden by those who look after this place.")
            return format_html("<p>{}</p>", hidden if self.is_hidden else gettext("This comment was removed."))
        if self.source:
            label = gettext("Written elsewhere: read it there")
            link = format_html('<a href="{}" rel="nofollow noopener ugc">{}</a>', self.source.url, label)
            return format_html('{}<p class="sm muted">{}</p>', self.html, link)
        if not self.is_quiet:
            return self.html
        label = gettext("From someone you have muted: show it")
        return format_html('<details class="more"><summary>{}</summary>{}</details>', label, self.html)

    @property
    def for_whom(self) -> str:
        """What stands beside the author's name, where they speak for someone else, or elsewhere."""
        if self.source:
            return gettext("on %(host)s") % {"host": self.source.host}
        return gettext("for %(name)s") % {"name": self.behalf} if self.behalf else ""

    @property
    def portrait(self) -> str:
        """The address of the author's picture, if there is one."""
        return portrait_url(self.author.portrait) if self.author else ""

    @property
    def meaning(self) -> str:
        """The intent where it says more than that it is a comment."""
        return "" if self.is_removed or self.intent == Intent.COMMENT else self.intent


@dataclass(frozen=True, slots=True)
class Own:
    """What is a reader's own on the page of a thing and of its talk."""

    since: datetime | None = None
    """Until when they had read before; None at their first visit, and for guests."""
    mine: Mine = field(default_factory=dict)
    """What they reacted to, and how."""
    is_saved: bool = False
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """What one can do with a thing besides talking about it: react, save, follow, mute."""

    thing: UUID
    marks: tuple[Mark, ...]
    may_react: bool
    is_saved: bool
    follows: bool
    is_muted: bool


@dataclass(frozen=True)
class ShownTalk:
    """What a page of a talk is drawn from: plain values, equal for all readers who see and may the same."""

    thing: UUID
    count: int
    is_locked: bool
    may_lock: bool
    can_comment: bool
    refusal: Text
    remedy: Remedy | None
    comments: tuple[CommentView, ...]
    after: UUID | None
    next: UUID | None
    first_visit: bool
    newest: UUID | None
    is_end: bool
    news: int
    """How many comments are new to the reader, as far as they are counted."""
    more_news: bool
    """Whether there are more."""
    first_new: UUID | None
    read_upto: str
    intents: tuple[tuple[str, str], ...]
    voices: tuple[Body, ...]
    who_sees: str
    bar: Bar | None
    goes_on: UUID | None

    __hash__ = hashed_once


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """One page of the talk about a thing, oldest first."""

    thing: UUID
    count: int
    is_locked: bool
    may_comment: Verdict
    may_lock: bool
    comments: tuple[CommentView, ...]
    next: UUID | None
    """The key of the next page: pass it as `after`; None on the last one."""
    audience: Audience
    after: UUID | None = None
    """The key that this page begins behind; None on the first one."""
    since: datetime | None = None
    """Until when the reader had read before; None at their first visit, and for guests."""
    news: tuple[UUID, ...] = ()
    """What others have said since, wherever in the talk it stands, the oldest first; one more than `MOST_NEWS` at the most."""

    voices: tuple[Body, ...] = ()
    """For whom besides themselves the reader may speak here."""
    bar: Bar | None = None
    goes_on: UUID | None = None
    """The thing to whose talk this one was joined."""
    drawn: dict[tuple[Any, ...], ShownTalk] | None = field(default=None, compare=False, repr=False)
    """Where what is shown is kept for all to whom the comments look the same; None where cards of links stand in them."""

    @property
    def who_sees(self) -> str:
        """Who will see a comment, in a sentence with its number; one statement, for those who may comment only."""
        return sentence_for(self.audience) if self.may_comment else ""

    @property
    def can_comment(self) -> bool:
        """Whether the reader may say something here."""
        return bool(self.may_comment)

    @property
    def shown(self) -> ShownTalk:
        """The page as plain values; for all who see the same it is put together once."""
        verdict = self.may_comment
        refusal, remedy = (verdict.reason, verdict.remedy) if isinstance(verdict, Denied) else ("", None)
        news, first_new = len(self.news), next(iter(self.news), None)
        own = (
            self.may_lock, self.can_comment, refusal, remedy, self.since is None, news, first_new, self.voices, self.who_sees,
            self.bar, self.goes_on,
        )  # fmt: skip
        if self.drawn is None or len(self.drawn) > MOST_DRAWN:
            return self._shown(*own)
        found = self.drawn.get(own)
        if found is None:
            found = self.drawn[own] = self._shown(*own)
        return found

    def _shown(
        self, may_lock: bool, can_comment: bool, refusal: Text, remedy: Remedy | None, first_visit: bool, news: int,
        first_new: UUID | None, voices: tuple[Body, ...], who_sees: str, bar: Bar | None, goes_on: UUID | None,
    ) -> ShownTalk:  # fmt: skip
        return ShownTalk(
            self.thing, self.count, self.is_locked, may_lock, can_comment, refusal, remedy, self.comments, self.after,
            self.next, first_visit, self.newest, self.is_end, min(news, MOST_NEWS), news > MOST_NEWS, first_new, self.read_upto,
            tuple(self.intents), voices, who_sees, bar, goes_on,
        )  # fmt: skip

    @property
    def key(self) -> str:
        """A key for one sending of a form: the same key again is the same comment."""
        return str(clock.new_id())

    @property
    def intents(self) -> list[tuple[str, str]]:
        """What one can mean by a comment."""
        return [(value, capfirst(str(label))) for value, label in Intent.choices]

    @property
    def is_end(self) -> bool:
        """Whether everything that was said up to now stands on the page."""
        return self.next is None and not any(comment.more_replies for comment in self.comments)

    @property
    def newest(self) -> UUID | None:
        """The last comment that the page knows: what has a later id is news to it. None: it shows a part and counts from now."""
        known = [one.id for comment in self.comments for one in (comment, *comment.replies)]
        return max(known) if known and self.is_end else None

    @property
    def read_upto(self) -> str:
        """The last comment that this page shows; empty when it shows the end."""
        return str(self.comments[-1].id) if self.next and self.comments else ""


@dataclass(frozen=True, slots=True)
class TalkNews:
    """What others have said in a talk since a comment, in the places where it stands."""

    count: int
    first: UUID | None
    last: UUID | None
    total: int
    may_comment: Verdict
    said: list[CommentView]
    """New comments of the first level."""
    answered: list[CommentView]
    """Earlier ones that were answered, with all their replies."""


@dataclass(frozen=True, slots=True)
class CommentPlace:
    """Where a comment stands: the page of its thing's talk (`after`), and if need be the page of replies."""

    thing: UUID
    comment: UUID
    after: UUID | None
    parent: UUID | None = None
    replies_after: UUID | None = None
