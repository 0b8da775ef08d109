"""Who may take part in the talk about a thing."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allmende.commons.audiences.models import AT_HAND, Layer
from allmende.commons.audiences.queries import reach_of
from allmende.commons.spaces.above import ABOVE
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import space_of
from allmende.commons.spaces.reach import is_within
from allmende.commons.spaces.rules import is_active, is_open, is_signed_in, is_steward, is_system, roles_of, takes_part
from allmende.commons.things.models import Thing
from allmende.commons.threads.models import MOVES, Comment, CommentState, Handling, Thread
from allmende.foundation.asked import asked
from allmende.foundation.doors import kinds
from allmende.foundation.verdicts import ALLOWED, Text, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader

LINK = re.compile(r"(?:https?://|\bwww\.)([^\s/)>\]]+)", re.IGNORECASE)
"""An address of another site, as people write it."""

type House = Callable[[Reader, Thing], Verdict]

_governed: dict[str, Callable[[Thing, Space], House]] = {}


def governs(kind: str, house_of: Callable[[Thing, Space], House]) -> None:
    """Let the room of a kind of thing say when its things are discussed (by phase, say).

    `house_of(thing, space)` reads what the room's rule depends on and returns the rule, `rule(reader, thing) -> Verdict`: it reads
    nothing more, and is asked last, after what holds everywhere, inside the transaction.
    """
    _governed[kind] = house_of


def house_rule(thing: Thing, space: Space) -> House:
    """Return what the room of a thing says about talking about it."""
    house_of = _governed.get(thing.kind)
    return house_of(thing, space) if house_of else lambda reader, thing: ALLOWED


def is_visible(reader: Reader, thing: Thing) -> Verdict:
    """Allow those whose reach holds the thing's audience; for others there is no such thing (404)."""
    return allow_if(
        is_system(reader) or thing.audience_id in reach_of(reader), _("There is nothing here for you."), status=404
    )


def belongs(reader: Reader, space: Space, layer: Layer) -> Verdict:
    """Allow members of the space or of the community around it, unless they take a break, and whom the community lets
    take part in what is public."""
    return first_denial(
        allow_if(
            is_system(reader) or space.root_id in roles_of(reader) or takes_part(reader, space, layer),
            _("Only members of the community can comment."),
        ),
        is_active(reader, space),
    )


def _closed(thread: Thread) -> Text:
    """Why nobody can say anything here: for good or until when, and what whoever closed it said."""
    if thread.locked_until is None:
        sentence = str(_("This discussion is closed."))
    else:
        until = localtime(thread.locked_until)
        sentence = str(_("This discussion is closed until %(at)s.")) % {"at": date_format(until, "DATETIME_FORMAT")}
    return " ".join(filter(None, [sentence, thread.lock_reason]))


@asked(pgettext_lazy("to do", "comment"))
def may_comment(
    reader: Reader, thing: Thing, *, space: Space | None = None, thread: Thread | None = None, rule: House | None = None
) -> Verdict:
    """Whoever is signed in, sees the thing and belongs to its community, while it is open to discussion.

    `space`, `thread` and `rule` (`house_rule`) spare their statements where the caller has them already.
    """
    seen = first_denial(
        is_visible(reader, thing),
        is_signed_in(reader),
        allow_if(thing.audience.kind in AT_HAND, _("It is discussed once it is shared."), status=409),
    )
    if not seen:
        return seen
    thread = thread or Thread.objects.filter(thing_id=thing.id).first()
    space = space or space_of(thing)
    open_to_all = first_denial(
        belongs(reader, space, thing.layer),
        ABOVE.allows(reader, "work"),
        ABOVE.allows(reader, "share") if thing.layer > Layer.COMMUNITY else ALLOWED,
        allow_if(False, _closed(thread), status=409) if thread and thread.is_closed else ALLOWED,
    )
    if not open_to_all:
        return open_to_all
    return (rule or house_rule(thing, space))(reader, thing)


def may_link(reader: Reader, thing: Thing, text: str) -> Verdict:
    """Words without links to elsewhere: everyone who may comment; with them: stewards, and whom trust grants it."""
    if is_system(reader) or not set(LINK.findall(text)) - {settings.NODE_HOST}:
        return ALLOWED
    space = space_of(thing)
    return allow_if(
        is_steward(reader, space) or ABOVE.granted(reader, space, "links"),
        _("Links to elsewhere come with the next level of trust. Leave the link out for now, or ask a host to add it."),
    )


def may_edit(reader: Reader, comment: Comment) -> Verdict:
    """Only whoever wrote it; besides, they must still be able to comment (`may_comment`)."""
    return first_denial(
        is_signed_in(reader),
        allow_if(reader.id == comment.author_id, _("Only whoever wrote it can change it.")),
        allow_if(not comment.is_removed, _("This comment was removed."), status=409),
    )


def may_remove(reader: Reader, comment: Comment, *, space: Space | None = None) -> Verdict:
    """Whoever wrote it, and the stewards of the space; also when the discussion is closed."""
    if not (signed := is_signed_in(reader)):
        return signed
    space = space or space_of(comment)
    if not (still := is_open(reader, space)):
        return still
    if reader.id != comment.author_id and not is_steward(reader, space):
        return allow_if(False, _("Only whoever wrote it, or a host, can remove it."))
    return allow_if(comment.state != CommentState.REMOVED, _("This comment was removed."), status=409)


def may_hide(reader: Reader, comment: Comment, *, space: Space | None = None) -> Verdict:
    """Take what someone said out of others' sight: hosts and curators; its author and they themselves still read it."""
    return first_denial(
        is_visible(reader, comment),
        is_steward(reader, space or space_of(comment)),
        allow_if(comment.state == CommentState.SHOWN, _("This comment was removed, or is hidden already."), status=409),
    )


def may_show_again(reader: Reader, comment: Comment, *, space: Space | None = None) -> Verdict:
    """Bring what is hidden back into sight: hosts and curators."""
    return first_denial(
        is_visible(reader, comment),
        is_steward(reader, space or space_of(comment)),
        allow_if(comment.state == CommentState.HIDDEN, _("This comment isn't hidden."), status=409),
    )


def may_correct(reader: Reader, comment: Comment, *, space: Space | None = None) -> Verdict:
    """Change what someone else said, with a reason that all read: hosts and curators, also where the discussion is closed."""
    return first_denial(
        is_visible(reader, comment),
        is_steward(reader, space or space_of(comment)),
        allow_if(
            reader.id != comment.author_id, _("These are your own words: change them as everyone does."), status=409
        ),
        allow_if(comment.state == CommentState.SHOWN, _("This comment was removed, or is hidden already."), status=409),
    )


def may_see_versions(reader: Reader, comment: Comment) -> Verdict:
    """Read what a comment said before: who wrote it, hosts and curators. Nobody else: it may have been changed for a reason."""
    own = not reader.is_guest and reader.id == comment.author_id
    return first_denial(is_visible(reader, comment), ALLOWED if own else may_care(reader, comment))


def may_move(reader: Reader, source: Thing, target: Thing) -> Verdict:
    """Bring what was said about one thing to the talk about another: whoever is host or curator of both, and never to more people."""
    return first_denial(
        may_care(reader, source),
        may_care(reader, target),
        allow_if(source.id != target.id, _("It stands there already."), status=409),
        allow_if(
            is_talked_about(target) and target.audience.kind in AT_HAND, _("Nothing is discussed there."), status=409
        ),
        allow_if(
            is_within(target.audience, source.audience),
            _(
                "More people, or others, would read it there. What was said is never shown to anyone who could not read it before."
            ),
            status=409,
        ),
    )


def is_talked_about(thing: Thing) -> bool:
    """Whether a thing is of a kind that has a page on which it is discussed."""
    kind = kinds().get(thing.kind)
    return kind is not None and kind.is_discussed


def may_undo(reader: Reader, handling: Handling) -> Verdict:
    """Undo what was done with comments: hosts and curators of where it was done and, of moves, where they stand; never to more people."""
    places = [place for place in (handling.thing, handling.target) if place]
    return first_denial(
        is_signed_in(reader),
        *(may_care(reader, place) for place in places),
        allow_if(handling.undone is None, _("This was undone already."), status=409),
        allow_if(handling.thing is not None, _("What it was about is gone."), status=409),
        allow_if(
            handling.deed not in MOVES or handling.thing is None or is_within(handling.thing.audience, handling.stood),
            _("More people can read there by now than when it was said. It stays where it stands."),
            status=409,
        ),
    )


@asked(_("look after the discussion"))
def may_care(reader: Reader, thing: Thing, *, space: Space | None = None) -> Verdict:
    """Hosts and curators of the space look after what is said about what they see."""
    return may_lock(reader, thing, space=space)


@asked(_("close the discussion"))
def may_lock(reader: Reader, thing: Thing, *, space: Space | None = None) -> Verdict:
    """Hosts and curators of the space close and open discussions of what they see."""
    return first_denial(is_visible(reader, thing), is_steward(reader, space or space_of(thing)))
