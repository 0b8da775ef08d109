"""The door of profiles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.foundation.doors import Choice, Document, Importer, Kind, Room
from allmende.foundation.personal import Holding
from allmende.foundation.text import plain
from allmende.people.profiles.commands import bring_in, keep_the_young_inside
from allmende.people.profiles.commands.leaving import forget
from allmende.people.profiles.models import Claim, Detail, Endorsement, Key, Piece
from allmende.people.profiles.queries.waiting import waiting


def _urls(pieces: Sequence[UUID]) -> dict[UUID, str]:
    rows = Piece.objects.filter(id__in=pieces).values_list("id", "author__handle")
    return {piece: reverse("profiles:piece", args=[handle, piece]) for piece, handle in rows}


def _files(files: Sequence[UUID]) -> set[UUID]:
    """Pictures of profiles that are shown to some only."""
    shown = Detail.objects.filter(key=Key.PICTURE, word__in=[str(file) for file in files])
    return {UUID(word) for word in shown.values_list("word", flat=True)}


def _documents(pieces: Sequence[UUID]) -> list[Document]:
    """What search may know: not what shows something made here, which is found itself by those who see it."""
    rows = Piece.objects.filter(id__in=pieces, source=None).values_list("id", "title", "text_html", "language")
    return [Document(piece, title, plain(html, 20_000), language) for piece, title, html, language in rows]


def _html(pieces: Sequence[UUID]) -> dict[UUID, str]:
    """What feeds may know, as search does."""
    return dict(Piece.objects.filter(id__in=pieces, source=None).values_list("id", "text_html"))


def export(actor: Any) -> dict[str, Any]:
    """Return all that profiles keep of someone."""
    details = Detail.objects.filter(actor=actor).values("key", "audience__layer", "word", "text", "amount", "since")
    given = Endorsement.objects.filter(by=actor).values("sentence", "at", "accepted")
    had = Endorsement.objects.filter(detail__actor=actor).values("sentence", "at", "accepted")
    claims = Claim.objects.filter(claimant=actor).values("words", "state", "at")
    pieces = Piece.objects.filter(author=actor).values("title", "text", "link", "audience__layer", "created")
    parts = {
        "details": details,
        "pieces": pieces,
        "endorsements_given": given,
        "endorsements_had": had,
        "claims": claims,
    }
    return {name: [{key: _plain(value) for key, value in row.items()} for row in rows] for name, rows in parts.items()}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str) else str(value)


HOLDING = Holding(
    key="profiles",
    tables=("profiles.Detail", "profiles.Endorsement", "profiles.Managed", "profiles.Claim", "profiles.Piece"),
    export=export,
    forget=forget,
    title=_("Your profile"),
    why=_(
        "So that others know whom they meet: what you say of yourself, your pieces of work, endorsements you gave and got."
    ),
    until=_("Until you take it away, or leave."),
    place=-1,
)

DOOR = Room(
    key="profiles",
    name=_("Profiles"),
    icon="user",
    urls="allmende.people.profiles.urls",
    kinds=(
        Kind(
            "piece", _("Piece of work"), _("Pieces of work"), "briefcase", urls=_urls, documents=_documents, html=_html
        ),
    ),
    waiting=waiting,
    files=_files,
    importers=(
        Importer(
            "skills",
            _("Skills from a list"),
            _("ESCO's list of skills (its CSV, a file for each language) becomes what is suggested while one types."),
            "profiles:skills_import",
            choices=(
                Choice(
                    "language",
                    _("In which language they are named; name: as the file's name ends."),
                    ("name", "de", "en", "it"),
                    "name",
                ),
            ),
            run=bring_in,
        ),
    ),
    rounds=(keep_the_young_inside,),
    api=("allmende.people.profiles.api.people", "allmende.people.profiles.api.me"),
)
