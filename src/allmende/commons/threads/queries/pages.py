"""The talk about a thing page by page, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from allmende.commons.audiences.queries import Seen, reach_of
from allmende.commons.bookmarks.queries import saved_question
from allmende.commons.follows.queries import follow_question
from allmende.commons.mutes.queries import know_quiet, quiet_questions, quieted_by
from allmende.commons.reactions.queries import marks, mine_in, mine_question
from allmende.commons.reactions.rules import may_react
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import space_of, voices_of
from allmende.commons.spaces.rules import is_steward
from allmende.commons.things.models import Thing
from allmende.commons.threads.models import KIND, Comment, Thread, Visit
from allmende.commons.threads.queries.places import PAGE, comment_place, earliest_news, news_of, said_after
from allmende.commons.threads.queries.rows import (
    FIELDS,
    MOST_REPLIES,
    Eyes,
    Sight,
    replies_to,
    row_of,
    shown_in,
    talk_rows,
    view_of,
    with_link_cards,
)
from allmende.commons.threads.queries.shapes import MOST_NEWS, Bar, CommentView, Own, TalkNews, ThreadPage
from allmende.commons.threads.rules import is_visible, may_comment
from allmende.foundation import clock
from allmende.foundation.doors import urls_of
from allmende.foundation.gathered import Wanted, gathered
from allmende.foundation.ids import key_in
from allmende.foundation.kept import kept
from allmende.foundation.verdicts import ALLOWED, Verdict
from allmende.foundation.ways import Elsewhere
from allmende.identity.actors.models import Actor, Guest, Reader

NOBODY = Eyes(Guest(), takes_part=False, is_steward=False, since=None)


def page_of(
    reader: Reader, thing: Thing, after: UUID | None = None, limit: int = PAGE, *, own: Own | None = None, space: Space | None = None
) -> ThreadPage:  # fmt: skip
    """Return one page of the talk about a thing that the reader sees, with the replies to each comment.

    `own` is what is the reader's own there (`own_on`): what others said since is marked new. What was said is read once for all
    readers; one statement for what is quiet for this one, one for the space where the page does not have it already, besides the
    reader's reach and roles and what the room's own rule asks.
    """
    own = own or Own()
    said = kept(("talk", thing.id, after, limit), lambda: talk_rows(thing.id, after, limit))
    thread = said.thread or Thread(thing_id=thing.id)
    space = space or space_of(thing)
    verdict = may_comment(reader, thing, space=space, thread=thread)
    steward = bool(is_steward(reader, space))
    eyes = Eyes(reader, bool(verdict), steward, own.since, own.mine, quieted_by(reader).people)
    sight = said.seen_by(eyes) if is_visible(reader, thing) else Sight(())
    comments, drawn = sight.comments, sight.drawn
    if said.has_links:
        comments, drawn = tuple(with_link_cards(list(comments), thing.audience, reader)), None
    return ThreadPage(
        thing.id, thread.comment_count, thread.is_closed, verdict, steward, comments, said.next if comments else None, thing.audience,
        after, own.since, voices=tuple(voices_of(reader)) if verdict else (), bar=_bar(reader, thing, space, said.counts, own),
        goes_on=thread.goes_on_id if said.leads_to in reach_of(reader) else None, drawn=drawn,
    )  # fmt: skip


def _bar(reader: Reader, thing: Thing, space: Space, counts: dict[str, int] | None, own: Own) -> Bar:
    return Bar(
        thing.id, marks(counts, own.mine.get(thing.id, ())), bool(may_react(reader, thing, space=space)), own.is_saved, own.follows,
        thing.id in quieted_by(reader).things,
    )  # fmt: skip


def own_on(reader: Reader, thing: UUID) -> Own:
    """Return what is a reader's own on the page of a thing, and keep what is quiet for them; one statement, none for guests."""
    if not isinstance(reader, Actor):
        return Own()
    visits, mine, saved, follows, *quiet = gathered([
        _visits.put(reader.id, thing), mine_question(reader.id, thing), saved_question(reader.id, thing),
        follow_question(reader.id, thing), *quiet_questions(reader),
    ])  # fmt: skip
    know_quiet(reader, quiet)
    return Own(next((at for (at,) in visits), None), mine_in(mine), bool(saved), bool(follows))


def frame_of(reader: Reader, thing: Thing) -> ThreadPage:
    """Return the talk about a thing without its comments, for the forms in which something is said."""
    thread = Thread.objects.filter(thing_id=thing.id).first() or Thread(thing_id=thing.id)
    return _frame(reader, thing, thread, may_comment(reader, thing, thread=thread))


def _frame(reader: Reader, thing: Thing, thread: Thread, verdict: Verdict) -> ThreadPage:
    voices = tuple(voices_of(reader)) if verdict else ()
    return ThreadPage(
        thing.id, thread.comment_count, thread.is_closed, verdict, False, (), None, thing.audience, voices=voices
    )


def talk_of(
    reader: Reader, thing: Thing, asked: Mapping[str, str], limit: int = PAGE, *, space: Space | None = None
) -> ThreadPage:
    """Return the page of the talk that an address asks for, with what is new to the reader.

    `after` is the key of a page, `comment` a comment wherever it stands; what can't be read as one gives the first page.
    Raises Elsewhere where the comment was brought to another talk: what once led to it leads there.
    Two statements more than `page_of` for members, for what is their own and what is new.
    """
    after = key_in(asked.get("after", ""))
    if wanted := key_in(asked.get("comment", "")):
        place = comment_place(reader, wanted, limit)
        if place and place.thing != thing.id:
            raise Elsewhere(urls_of([(wanted, KIND)]).get(wanted, "/"))
        after = place.after if place else after
    own = own_on(reader, thing.id)
    page = page_of(reader, thing, after, limit, own=own, space=space)
    if not (own.since and page.count):
        return page
    news = _news.by(reader, thing.id, own.since, earliest_news(own.since), reader.id)
    return replace(page, news=tuple(key for (key,) in news))


def told(thing: UUID, after: UUID | None, limit: int) -> tuple[tuple[CommentView, ...], UUID | None]:
    """Return one page of what is said about a thing as all read it who see the thing, and the key of the next; three statements."""
    said = talk_rows(thing, after, limit)
    return said.seen_by(NOBODY).comments, said.next


def said_in(reader: Reader, thing: Thing, said: Comment, behalf: Space | None) -> tuple[ThreadPage, CommentView]:
    """Return the frame of a talk, which counts nothing, and what the reader, who was allowed to, has just said in it; no statement."""
    frame = _frame(reader, thing, Thread(thing_id=thing.id), ALLOWED)
    return frame, view_of(row_of(said, behalf), Eyes(reader, frame.can_comment, False, None))


def news_in(reader: Reader, thing: Thing, after: UUID) -> TalkNews:
    """Return what others have said since a comment, for a page that shows the talk up to there; a fixed number of statements.

    At most `MOST_NEWS` are told at once; the next ones come with the next look.
    """
    thread = Thread.objects.filter(thing_id=thing.id).first() or Thread(thing_id=thing.id)
    space = space_of(thing)
    verdict = may_comment(reader, thing, space=space, thread=thread)
    rows = list(said_after(reader, thing.id, after)[:MOST_NEWS])
    eyes = _eyes(reader, thing, space, bool(verdict), clock.instant_of(after))
    new = {key for key, _parent in rows}
    tops = {parent or key for key, parent in rows}
    shown = list(shown_in(thing.id).filter(id__in=tops).order_by("id").values_list(*FIELDS))
    replies = replies_to([row[0] for row in shown if row[-1]], eyes)
    views = [view_of(row, eyes, tuple(replies.get(row[0], ()))) for row in shown]
    views = with_link_cards(views, thing.audience, reader)
    return TalkNews(
        count=len(rows), first=rows[0][0] if rows else None, last=rows[-1][0] if rows else None, total=thread.comment_count,
        may_comment=verdict, said=[view for view in views if view.id in new], answered=[view for view in views if view.id not in new],
    )  # fmt: skip


def _eyes(reader: Reader, thing: Thing, space: Space, takes_part: bool, since: datetime | None = None) -> Eyes:
    """Who looks at a part of a talk; one statement for what is their own."""
    own = own_on(reader, thing.id)
    return Eyes(reader, takes_part, bool(is_steward(reader, space)), since, own.mine, quieted_by(reader).people)


def comment_shown(reader: Reader, comment: UUID) -> CommentView | None:
    """Return one comment as it stands on the page now, with its replies; None when nothing is left of it to be seen."""
    found = Comment.objects.filter(id=comment).select_related("thread__thing__audience").first()
    if found is None:
        return None
    thing = found.thread.thing
    row = shown_in(thing.id).filter(id=comment).values_list(*FIELDS).first() if is_visible(reader, thing) else None
    if row is None:
        return None
    space = space_of(thing)
    verdict = may_comment(reader, thing, space=space, thread=found.thread)
    eyes = _eyes(reader, thing, space, bool(verdict))
    view = view_of(row, eyes, tuple(replies_to([comment], eyes).get(comment, ())))
    return with_link_cards([view], thing.audience, reader)[0]


def replies_of(
    reader: Reader, comment: Comment, after: UUID | None = None, limit: int = MOST_REPLIES
) -> tuple[list[CommentView], UUID | None]:
    """Return one page of the replies to a comment that the reader sees, oldest first, and the key of the next one."""
    thing = Thing.objects.select_related("audience").get(id=comment.thread_id)
    if not is_visible(reader, thing):
        return [], None
    space = space_of(thing)
    eyes = _eyes(reader, thing, space, bool(may_comment(reader, thing, space=space)))
    rows = shown_in(comment.thread_id).filter(parent=comment.id)
    if after:
        rows = rows.filter(id__gt=after)
    found = list(rows.order_by("id").values_list(*FIELDS)[: limit + 1])
    views = with_link_cards([view_of(row, eyes) for row in found[:limit]], thing.audience, reader)
    return views, found[limit - 1][0] if len(found) > limit else None


_visits = Wanted(
    lambda actor, thing: Visit.objects.filter(actor_id=actor, thread_id=thing).values_list("at"), UUID, UUID
)
_news = Seen(
    lambda reader, thing, since, earliest, me: news_of(reader, thing, since, earliest, me).values_list("id")[: MOST_NEWS + 1],
    UUID, datetime, UUID, UUID,
)  # fmt: skip
