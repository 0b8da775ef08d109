"""Beginning a post, writing on, and changing it once it is shared."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.db import transaction
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.spaces.commands import sign
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.reach import hidden_audience
from allmende.commons.tags.commands import tag_by_words
from allmende.commons.threads.rules import may_link
from allmende.commons.versions.commands import keep
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text import clean_line, clean_text, render_markdown
from allmende.foundation.text.excerpts import plain, shorten
from allmende.foundation.text.mentions import handles_in
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import LANGUAGES, Actor
from allmende.rooms.posts.activities import PostDrafted, PostEdited
from allmende.rooms.posts.models import LONGEST_TEXT, Poll, Post, PostState
from allmende.rooms.posts.rules import may_change, may_share

FIELDS = {"heading", "text", "language"}
MOST_DRAFTS = 50
MOST_MENTIONS = 50
LONGEST_NAME = 80
"""Characters of the words that name a post without a heading."""


@transaction.atomic
def draft_post(actor: Actor, space: Space, *, behalf: Space | None = None, **content: Any) -> Post:
    """Begin a post (heading, text as Markdown, language) that only its author sees; it may be half written.

    `behalf` is the organisation or network that the actor speaks for. Raises Refused: 403 may not share there, 422 content that
    can't be, 429 beyond fifty drafts.
    """
    require(may_share(actor, space))
    if Post.objects.filter(author=actor, state=PostState.DRAFT, audience__kind=Kind.DRAFT).count() >= MOST_DRAFTS:
        raise Refused(_("You have fifty drafts. Finish or remove one of them first."), 429)
    post = Post(
        kind="post", state=PostState.DRAFT, author=actor, space=space.thing_ptr, place=space,
        audience=hidden_audience(Kind.DRAFT, space, actor), language=actor.language,
        wish=Layer.TEAM if space.root_id else Layer.COMMUNITY,
    )  # fmt: skip
    _write(post, content)
    post.save()
    if behalf:
        sign(actor, post, behalf)
    record(
        PostDrafted(
            actor=actor.id, thing=post.id, space=space.id, audience=post.audience_id,
            on_behalf_of=behalf.voice_id if behalf else None,
        )
    )  # fmt: skip
    return post


@transaction.atomic
def save_post(actor: Actor, post: Post, revision: int, **content: Any) -> Post:
    """Save heading, text or language of one's post; the revision grows.

    What was shared stays complete, and what it said before is kept as a version. `revision` is the one that the form was loaded
    with; the same words again change nothing, whatever it is. Raises Refused: 403 not one's own, 409 saved in another window meanwhile (nothing is overwritten), 422 content that can't be.
    """
    post = held(post)
    require(may_change(actor, post))
    before = snapshot(post)
    _write(post, content)
    if snapshot(post) == before:
        return post
    if revision != post.revision:
        raise Refused(_("This was saved in another window in the meantime. Compare the two and decide."), 409)
    post.revision += 1
    post.changed = clock.now()
    if post.state == PostState.OPEN:
        require_complete(actor, post)
        version = keep(actor, post, before)
        record(
            PostEdited(
                actor=actor.id, thing=post.id, space=post.space_id, audience=post.audience_id, version_number=version.number
            )
        )  # fmt: skip
    post.save()
    if post.state == PostState.OPEN:
        tag_by_words(post, post.text)
    return post


def held(post: Post) -> Post:
    """Return a post as it is now, held until the transaction ends, in its place. Raises Refused (404)."""
    found = Post.objects.hold(post.id)
    if found is None:
        raise Refused(_("There is nothing here for you."), 404)
    return found


def says(post: Post, content: dict[str, Any]) -> bool:
    """Say whether a post says this already, as it would be kept; writes nothing. Raises Refused (422) for what can't be."""
    other = copy(post)
    _write(other, content)
    return snapshot(other) == snapshot(post)


def snapshot(post: Post) -> dict[str, Any]:
    """Return what a version keeps of a post."""
    return {"heading": post.heading, "text": post.text, "language": post.language}


def require_complete(actor: Actor, post: Post) -> None:
    """Raise Refused (422) where a post says and shows nothing, names too many people, or links where its author may not."""
    poll = Poll.objects.filter(post=post.id).first()
    if not (clean_line(plain(post.text)) or poll or post.files.exists()):
        empty = _("Write something, or add a picture, a file or a poll.")
        raise Refused(empty, 422, errors={"text": empty})
    named = len(handles_in(render_markdown(post.text)))
    if named > MOST_MENTIONS:
        many = ngettext(
            "You name %(n)d person; %(most)d at most are told. Everyone who sees the post reads it anyway.",
            "You name %(n)d people; %(most)d at most are told. Everyone who sees the post reads it anyway.", named,
        ) % {"n": named, "most": MOST_MENTIONS}  # fmt: skip
        raise Refused(many, 422, errors={"text": many})
    linking = may_link(actor, post, post.text)
    if not linking:
        raise Refused(linking.reason, linking.status, errors={"text": linking.reason}, remedy=linking.remedy)
    post.title = name_of(post, poll.question if poll else "")


def name_of(post: Post, question: str = "") -> str:
    """Return what a post is called in lists: its heading, its first words, or what its poll asks."""
    return clean_line(post.heading or shorten(post.summary, LONGEST_NAME) or shorten(question, LONGEST_NAME))


def _write(post: Post, content: dict[str, Any]) -> None:
    """Take over content that can be stored; raises Refused (422) naming each field that can't be."""
    if unknown := content.keys() - FIELDS:
        raise TypeError(f"A post has no {', '.join(sorted(unknown))}.")
    heading, text = clean_line(content.get("heading", post.heading)), clean_text(content.get("text", post.text))
    errors: dict[str, Text] = {}
    if len(heading) > 120:
        errors["heading"] = _("120 characters at most.")
    if len(text) > LONGEST_TEXT:
        errors["text"] = _("A post has 20,000 characters at most. For more, add it as a file.")
    language = content.get("language") or post.language
    if language not in dict(LANGUAGES):
        errors["language"] = _("Choose one of the languages.")
    if errors:
        raise Refused(_("Please look at these fields again."), 422, errors=errors)
    post.heading, post.text, post.language = heading, text, language
    post.summary = plain(mark_safe(render_markdown(text)), 280) if text else ""
    post.title = name_of(post)
