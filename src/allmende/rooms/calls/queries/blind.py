"""A contribution as a blind review shows it: without names, files and addresses, and without the passages that hosts marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.safestring import SafeString

from allmende.commons.authorship.models import COUNTED, Author
from allmende.commons.files.queries import Document, Picture, Shot, shown_with
from allmende.foundation.text.markdown import render_markdown
from allmende.rooms.calls.models import Contribution, Redaction

type Hide = Callable[[str], str]

BAR = "▇▇▇"
SHORTEST = 3
"""Shorter parts of a name than this are left: they are words of many languages."""
ADDRESSES = r"(?:https?://|www\.|mailto:)\S+|[\w.+-]+@[\w-]+\.[\w.-]+|(?<!\w)@[\w-]+"
"""Web and mail addresses, and handles: they lead to people."""


@dataclass(frozen=True)
class Judged:
    """A contribution as the jury sees it."""

    number: int
    title: str
    language: str
    html: SafeString
    pictures: tuple[Picture, ...]
    documents: tuple[Document, ...]
    recordings: tuple[Shot, ...]
    withheld: int
    author: str
    is_blind: bool


def shown_to_jury(contribution: Contribution, *, is_blind: bool) -> Judged:
    """Return a contribution for the jury; blind, without all that could tell who made it."""
    shown = shown_with(contribution.id)
    if not is_blind:
        return Judged(
            contribution.number, contribution.title, contribution.language, SafeString(contribution.text_html), shown.pictures,
            shown.documents, shown.recordings, 0, contribution.author.name, is_blind=False,
        )  # fmt: skip
    hide = hiders([contribution.id])[contribution.id]
    return Judged(
        contribution.number, hide(contribution.title), contribution.language, render_markdown(hide(contribution.text)),
        tuple(replace(picture, alt=hide(picture.alt), name="") for picture in shown.pictures), (), (),
        len(shown.documents) + len(shown.recordings), "", is_blind=True,
    )  # fmt: skip


def hiders(contributions: Sequence[UUID]) -> dict[UUID, Hide]:
    """Return what hides the names of those who made it, of whom it was made for, and the marked passages of each; three statements."""
    words: dict[UUID, list[str]] = {key: [] for key in contributions}
    rows = Contribution.objects.filter(pk__in=contributions)  # house: what is hidden is not shown
    for key, name, handle, body in rows.values_list("pk", "author__name", "author__handle", "behalf__body__title"):
        words[key] += [body or "", *_parts(name, handle)]
    together = Author.objects.filter(thing__in=contributions, state__in=COUNTED)
    for key, name, handle in together.values_list("thing_id", "actor__name", "actor__handle"):
        words[key] += _parts(name, handle)
    for key, passage in Redaction.objects.filter(contribution__in=contributions).values_list(
        "contribution_id", "passage"
    ):
        words[key].append(passage)
    return {key: hider(found) for key, found in words.items()}


def passages_of(contribution: Contribution) -> list[str]:
    """Return what hosts marked."""
    return list(Redaction.objects.filter(contribution=contribution).order_by("id").values_list("passage", flat=True))


def _parts(name: str, handle: str) -> list[str]:
    return [name, handle, *(part for part in re.split(r"[\s-]+", name) if len(part) >= SHORTEST)]


def hider(words: Iterable[str]) -> Hide:
    """Return what puts a bar in the place of words and of addresses."""
    wanted = sorted({word for word in words if word}, key=len, reverse=True)
    parts = [rf"(?<!\w){_spaced(word)}(?!\w)" for word in wanted]
    pattern = re.compile("|".join([ADDRESSES, *parts]), re.IGNORECASE)
    return lambda text: pattern.sub(BAR, text or "")


def _spaced(word: str) -> str:
    """A pattern of words that finds them also where a line breaks between them."""
    return r"\s+".join(re.escape(part) for part in word.split())
