"""What is said about things, and the files beside them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Schema, UploadedFile

from allmende.commons.files.commands import describe, remove, store_document, store_picture
from allmende.commons.files.documents import prepare_document
from allmende.commons.files.models import File
from allmende.commons.files.pictures import Prepared, prepare_picture
from allmende.commons.files.queries import documents_of, pictures_of
from allmende.commons.files.rules import may_attach
from allmende.commons.files.uploads import picture_type
from allmende.commons.spaces.queries import body_in
from allmende.commons.things.models import Thing
from allmende.commons.things.shapes import ALT, UPLOAD, PictureOut, Who, picture, who
from allmende.commons.threads import commands
from allmende.commons.threads.models import Comment
from allmende.commons.threads.queries import CommentView, comment_shown, replies_of, told
from allmende.commons.tokens.areas import TALK
from allmende.foundation.api import AFTER, LIMIT, Input, Made, Operations, Page, kept_page, paged, unchanged
from allmende.foundation.verdicts import require
from allmende.surfaces.api.things import thing_at

router = Operations(TALK)

IntentName = Literal["comment", "praise", "suggestion", "what_if", "question", "concern"]
WORDS = "Who waters it in July? I could on **Tuesdays**."


class CommentCore(Schema):
    """What someone said; a removed one has a place while replies hang on it, and no words."""

    id: UUID
    author: Who | None
    body: str | None = Field(description="The organisation or network that it was said for.")
    intent: str = Field(examples=["question"])
    text: str = Field(description="Markdown.", examples=[WORDS])
    language: str = Field(examples=["en"])
    at: datetime
    edited: datetime | None
    is_removed: bool
    is_hidden: bool = Field(
        description="Hidden by those who look after the place; without words for others than its author and them."
    )
    source: str = Field("", description="Where it was written, if not here: its author has a name and no handle then.")
    reactions: dict[str, int] = Field(description="How many reacted how.", examples=[{"thanks": 2}])
    version: str = Field(examples=["1794837600000000"])


class CommentOut(CommentCore):
    """A comment with its first replies; further ones stand at /comments/{id}/replies."""

    replies: list[CommentCore]
    more_replies: int = Field(examples=[0])


class CommentIn(Input):
    """Something to say; with `reply_to` an answer to a comment of the same thing."""

    text: str = Field(description="Markdown.", examples=[WORDS])
    intent: IntentName = "comment"
    reply_to: UUID | None = None
    body: str = Field("", description="The slug of the organisation or network that you speak for.")


class CommentPatch(Input):
    """Other words for what was said."""

    text: str = Field(description="Markdown.", examples=[WORDS])
    intent: IntentName | None = None


class ReadingIn(Input):
    """How far you have read: up to a comment, or all."""

    upto: UUID | None = None


class DocumentOut(Schema):
    """A file that is handed over as it is; the address may be good for an hour or two only."""

    id: UUID
    url: str
    name: str = Field(examples=["plan.pdf"])
    media_type: str = Field(examples=["application/pdf"])
    size: int = Field(description="Bytes.", examples=[48_210])


class FilesOut(Schema):
    """What lies beside a thing."""

    pictures: list[PictureOut]
    documents: list[DocumentOut]


class FilePatch(Input):
    """What a picture shows, for those who don't see it."""

    alt: str = Field(max_length=500, examples=["Frogs at the edge of a pond."])


@router.reads("/things/{uuid:key}/comments", Page[CommentOut])
def list_comments(request: HttpRequest, key: UUID, after: UUID | None = AFTER, limit: int = LIMIT) -> Any:
    """List what is said about a thing, the first said first."""
    thing = thing_at(request, key)

    def read() -> tuple[list[dict[str, Any]], UUID | None]:
        said, following = told(thing.id, after, limit)
        return [_shown(view) for view in said], following

    return kept_page(request, ("comments", thing.id, after, limit), CommentOut, read)


@router.posts("/things/{uuid:key}/comments", Made)
def add_comment(request: HttpRequest, key: UUID, sent: CommentIn) -> Any:
    """Say something about a thing, or reply to what was said."""
    about = thing_at(request, key)
    parent = comment_at(request, sent.reply_to) if sent.reply_to else None
    if parent is not None and parent.thread_id != about.id:
        raise Http404
    behalf = body_in(request.actor, sent.body)
    said = commands.comment(request.actor, about, sent.text, intent=sent.intent, parent=parent, behalf=behalf)
    return {"id": said.id, "url": f"/id/{said.id}/"}


@router.reads("/comments/{uuid:key}", CommentOut)
def get_comment(request: HttpRequest, key: UUID) -> Any:
    """Read a comment with its replies."""
    return _shown_at(request, key)


@router.changes("/comments/{uuid:key}", CommentOut)
def patch_comment(request: HttpRequest, key: UUID, sent: CommentPatch) -> Any:
    """Change what you said; your earlier words are kept as a version."""
    said = _held(request, key)
    commands.edit_comment(request.actor, said, sent.text, intent=sent.intent or said.intent)
    return _shown_at(request, key)


@router.removes("/comments/{uuid:key}", versioned=True)
def remove_comment(request: HttpRequest, key: UUID) -> None:
    """Put a comment in the bin."""
    said = _held(request, key)
    commands.remove_comment(request.actor, said)


@router.reads("/comments/{uuid:key}/replies", Page[CommentCore])
def list_replies(
    request: HttpRequest, response: HttpResponse, key: UUID, after: UUID | None = AFTER, limit: int = LIMIT
) -> Any:
    """List the replies to a comment, the first said first."""
    replies, following = replies_of(request.actor, comment_at(request, key), after, limit)
    return paged(request, response, map(_core, replies), following)


@router.puts("/things/{uuid:key}/comments/closure")
def close_discussion(request: HttpRequest, key: UUID, until: datetime | None = None, reason: str = "") -> None:
    """Close the discussion of a thing, for good or until a moment, with a reason that all read; reading stays."""
    commands.lock_thread(request.actor, thing_at(request, key), until=until, reason=reason)


@router.removes("/things/{uuid:key}/comments/closure")
def reopen_discussion(request: HttpRequest, key: UUID) -> None:
    """Open the discussion of a thing again."""
    commands.unlock_thread(request.actor, thing_at(request, key))


@router.puts("/things/{uuid:key}/comments/reading")
def mark_comments_read(request: HttpRequest, key: UUID, sent: ReadingIn) -> None:
    """Note how far you have read; it never moves backwards."""
    commands.mark_read(request.actor, thing_at(request, key), sent.upto)


@router.reads("/things/{uuid:key}/files", FilesOut)
def list_files(request: HttpRequest, key: UUID) -> Any:
    """List the pictures and documents beside a thing."""
    thing = thing_at(request, key)
    documents = [
        {"id": each.id, "url": each.url, "name": each.name, "media_type": each.media_type, "size": each.size}
        for each in documents_of(thing.id)
    ]
    return {"pictures": map(picture, pictures_of([thing.id]).get(thing.id, [])), "documents": documents}


def _prepared(request: HttpRequest, key: UUID, file: UploadedFile, **_others: Any) -> Prepared:
    """What is kept of a file: a picture by its content, else a document. Raises Refused."""
    require(may_attach(request.actor, thing_at(request, key)))
    head = file.read(4096)
    file.seek(0)
    return prepare_picture(file) if picture_type(head) else prepare_document(file)


@router.posts("/things/{uuid:key}/files", Made, prepare=_prepared)
def add_file(request: HttpRequest, key: UUID, file: UploadedFile = UPLOAD, alt: str = ALT) -> Any:
    """Lay a picture or document beside a thing of yours; `alt` says what a picture shows."""
    thing = thing_at(request, key)
    is_picture = isinstance(file, Prepared) and file.width is not None
    stored = (
        store_picture(request.actor, file, thing=thing, alt=alt)
        if is_picture
        else store_document(request.actor, file, thing=thing)
    )
    return {"id": stored.id, "url": f"/id/{thing.id}/"}


@router.changes("/files/{uuid:key}", versioned=False)
def patch_file(request: HttpRequest, key: UUID, sent: FilePatch) -> None:
    """Say what is in a picture."""
    describe(request.actor, _file(request, key), sent.alt)


@router.removes("/files/{uuid:key}")
def remove_file(request: HttpRequest, key: UUID) -> None:
    """Take a file away."""
    remove(request.actor, _file(request, key))


def comment_at(request: HttpRequest, key: UUID) -> Comment:
    """A comment that the caller sees, with what it is about; raises Http404."""
    rows = Comment.objects.visible_to(request.actor).select_related("thread__thing__audience", "audience", "author")
    said: Comment | None = rows.filter(id=key).first()
    if said is None:
        raise Http404
    return said


def _held(request: HttpRequest, key: UUID) -> Comment:
    """A comment that the caller sees, held until the transaction ends, if it is of the version that they know."""
    Thing.objects.hold(comment_at(request, key).id)  # house: of a comment they see
    said = comment_at(request, key)
    unchanged(request, _version(said.created, said.edited))
    return said


def _file(request: HttpRequest, key: UUID) -> File:
    file = File.objects.visible_to(request.actor).select_related("thing__audience").filter(id=key).first()
    if file is None:
        raise Http404
    return file


def _version(at: datetime, edited: datetime | None) -> str:
    return str(int((edited or at).timestamp() * 1_000_000))


def _core(view: CommentView) -> dict[str, Any]:
    return {
        "id": view.id, "author": who(view.author), "body": view.behalf or None, "intent": view.intent, "text": view.text,
        "language": view.language, "at": view.at, "edited": view.edited, "is_removed": view.is_removed, "source": view.source.url if view.source else "",
        "is_hidden": view.is_hidden,
        "reactions": {mark.kind: mark.count for mark in view.marks},
        "version": _version(view.at, view.edited),
    }  # fmt: skip


def _shown(view: CommentView) -> dict[str, Any]:
    return _core(view) | {"replies": _all(view.replies), "more_replies": view.more_replies}


def _all(views: Iterable[CommentView]) -> list[dict[str, Any]]:
    return [_core(view) for view in views]


def _shown_at(request: HttpRequest, key: UUID) -> dict[str, Any]:
    comment_at(request, key)
    view = comment_shown(request.actor, key)
    if view is None:
        raise Http404
    return _shown(view)
