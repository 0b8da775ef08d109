"""The page of one post, and finding it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from allmende.commons.audiences.queries import SeenInstances
from allmende.commons.files.queries import Document, Picture, Shot, portrait_url, shown_with
from allmende.commons.previews.queries import with_cards
from allmende.commons.versions.queries import has_versions
from allmende.foundation.clock import instant_of
from allmende.foundation.kept import kept
from allmende.identity.actors.models import Reader
from allmende.rooms.posts.models import Post
from allmende.rooms.posts.queries.links import post_url
from allmende.rooms.posts.queries.mentions import told_words
from allmende.rooms.posts.queries.polls import PollView, polls_of

_post = SeenInstances(
    lambda reader, key: (
        Post.objects.visible_to(reader).select_related("audience", "author", "place__root", "behalf__body").filter(id=key)
    ),
    UUID,
)  # fmt: skip


@dataclass(frozen=True)
class PostPage:
    """A post as its page shows it: plain values."""

    id: UUID
    url: str
    title: str
    heading: str
    summary: str
    html: SafeString
    language: str
    layer: int
    author: str
    author_url: str
    handle: str
    portrait: str
    note: str
    """For whom it was written."""
    at: datetime
    versions_url: str
    pictures: tuple[Picture, ...]
    documents: tuple[Document, ...]
    recordings: tuple[Shot, ...]
    poll: PollView | None
    crumbs: tuple[tuple[str, str], ...]


def find_post(reader: Reader, key: UUID) -> Post | None:
    """Return a post that the reader sees, with audience, author and place; None otherwise."""
    found: Post | None = _post.of(reader, key)
    return found


def page_of(reader: Reader, post: Post) -> PostPage:
    """Return what the page of a post that the reader sees shows."""
    author, behalf = post.author, getattr(post, "behalf", None)
    mine = [post.id] if reader.id == author.id else []
    texts = told_words(reader, [(post.id, mark_safe(post.text_html))])
    [html] = with_cards([(post.id, texts[post.id])], post.audience, mine)
    shown = shown_with(post.id)
    changed = kept(("has versions", post.id), lambda: has_versions(post.id))
    place = (post.place.title, reverse("space", args=[post.place.slug]))
    return PostPage(
        id=post.id, url=post_url(post.id), title=post.title, heading=post.heading, summary=post.summary, html=html,
        language=post.language, layer=post.layer, author=author.name, author_url=reverse("person", args=[author.handle]),
        handle=author.handle, portrait=portrait_url(author.portrait), note=_("for %(name)s") % {"name": behalf.body.title} if behalf else "",
        at=instant_of(post.published) if post.published else post.changed,
        versions_url=reverse("posts:versions", args=[post.id]) if changed else "", pictures=shown.pictures, documents=shown.documents, recordings=shown.recordings,
        poll=polls_of(reader, [post.id]).get(post.id), crumbs=((_("Home"), "/"), place, (post.title or _("Post"), "")),
    )  # fmt: skip
