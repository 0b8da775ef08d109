"""What becomes of the notes and findings of somebody who leaves."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from allmende.commons.audiences.models import Kind
from allmende.identity.actors.models import Actor
from allmende.rooms.methods.models import Cluster, Dot, Finding, Note, Seat, Session

EMPTIED = _("Finding of a former member")


def forget_notes(actor: Actor) -> None:
    """Delete what someone wrote on walls, their dots and their seats, within the caller's transaction."""
    Note.objects.filter(author=actor).delete()
    Dot.objects.filter(actor=actor).delete()
    Seat.objects.filter(actor=actor).delete()
    Cluster.objects.filter(notes=None).delete()


def empty_findings(actor: Actor) -> None:
    """Empty what someone kept as a finding or asked as a session's question; what others said about it keeps its place."""
    for finding in Finding.objects.filter(author=actor).exclude(audience__kind=Kind.BIN):
        with override(finding.language):
            finding.title = str(EMPTIED)
        finding.text = finding.summary = ""
        finding.save()
    Session.objects.filter(author=actor).update(question="")
