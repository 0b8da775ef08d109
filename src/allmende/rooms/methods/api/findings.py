"""What came out of a session: entered from paper, kept, read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from allmende.commons.things.shapes import LAYERS, layer_name, who
from allmende.rooms.methods import commands
from allmende.rooms.methods.api.cards import router
from allmende.rooms.methods.api.sessions import session_at
from allmende.rooms.methods.api.shapes import FindingOut, FindingsIn, PaperNotesIn
from allmende.rooms.methods.models import Finding
from allmende.rooms.methods.queries import find_finding


@router.posts("/methods/sessions/{uuid:key}/results")
def enter_session_notes(request: HttpRequest, key: UUID, sent: PaperNotesIn) -> None:
    """Enter notes from paper; a photo of the wall is added as to any thing."""
    lines = "\n".join(" ".join(line.split()) for line in sent.lines)
    commands.enter_results(request.actor, session_at(request, key), lines, sent.group)


@router.posts("/methods/sessions/{uuid:key}/findings", list[FindingOut])
def keep_findings(request: HttpRequest, key: UUID, sent: FindingsIn) -> Any:
    """Make findings of the space out of notes of a session that is over."""
    made = commands.keep_findings(request.actor, session_at(request, key), sent.notes, LAYERS[sent.layer], sent.title)
    return [_shown(finding) for finding in made]


@router.reads("/methods/findings/{uuid:key}", FindingOut)
def get_finding(request: HttpRequest, key: UUID) -> Any:
    """Read a finding."""
    found = find_finding(request.actor, key)
    if found is None:
        raise Http404
    return _shown(found)


def _shown(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id, "title": finding.title, "text": finding.text, "session": finding.session_id,
        "space": finding.place.slug, "author": who(finding.author), "layer": layer_name(finding.layer),
    }  # fmt: skip
