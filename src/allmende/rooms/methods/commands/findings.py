"""What comes out of a session becomes things of its space."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.spaces.commands import publish
from allmende.commons.spaces.reach import hidden_audience, layers_of
from allmende.foundation.journal.commands import record
from allmende.foundation.text import clean_line
from allmende.foundation.text.excerpts import shorten
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.methods.activities import FindingShared
from allmende.rooms.methods.commands.notes import notes_of
from allmende.rooms.methods.commands.sessions import held
from allmende.rooms.methods.models import Finding, Note, Session
from allmende.rooms.methods.rules import may_reach

MOST_AT_ONCE = 50
MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>#+-!|~@"})
"""What Markdown would take for more than a letter: a note is plain words."""


@transaction.atomic
def keep_findings(actor: Actor, session: Session, notes: list[UUID], layer: Layer, title: str = "") -> list[Finding]:
    """Make findings out of notes, one of each, or with a `title` one of them all; they stand on the layer as far as gates let them.

    A note that was kept before is left out. Raises Refused: 403 may not, or a closed gate, 409 the session is not over,
    422 none chosen, too many, or a title that can't be.
    """
    session = held(session)
    if layer == Layer.PRIVATE or layer not in layers_of(session.place):
        raise Refused(_("Choose who may see it."), 422, errors={"layer": _("Choose who may see it.")})
    require(may_reach(actor, session, layer))
    chosen = [note for note in notes_of(session, notes) if note.finding_id is None]
    title = clean_line(title)
    if not 1 <= len(chosen) <= MOST_AT_ONCE:
        raise Refused(_("Choose one to fifty notes."), 422, errors={"note": _("Choose one to fifty notes.")})
    if len(title) > 120:
        raise Refused(_("120 characters at most."), 422, errors={"title": _("120 characters at most.")})
    if title:
        return [_keep(actor, session, layer, title, chosen)]
    return [_keep(actor, session, layer, shorten(note.text, 100), [note]) for note in chosen]


def _keep(actor: Actor, session: Session, layer: Layer, title: str, notes: list[Note]) -> Finding:
    said = [note.text.translate(MARKS) for note in notes]
    finding = Finding.objects.create(
        kind="finding", state="open", author=actor, space=session.space, place=session.place, session=session, title=title,
        audience=hidden_audience(Kind.DRAFT, session.place, actor), language=session.language,
        text=said[0] if len(said) == 1 else "\n".join(f"- {line}" for line in said),
        summary=shorten(" · ".join(note.text for note in notes), 280),
    )  # fmt: skip
    publish(actor, finding, session.place, layer)
    Note.objects.filter(id__in=[note.id for note in notes]).update(finding=finding)
    record(
        FindingShared(
            actor=actor.id, thing=finding.id, space=session.space_id, audience=finding.audience_id, session=session.id
        )
    )  # fmt: skip
    return finding
