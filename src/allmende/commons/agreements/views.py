"""Papers to take along."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from allmende.commons.agreements.papers import deed_paper, signed_paper
from allmende.commons.agreements.queries import deed_at
from allmende.commons.agreements.rules import may_read_deed, may_read_signature
from allmende.commons.consent.queries.signing import signature


@never_cache
@require_safe
def signed(request: HttpRequest, key: UUID) -> HttpResponse:
    """What someone signed, as PDF, for them and the other side."""
    acceptance = signature(key)
    if acceptance is None or not may_read_signature(request.actor, acceptance):
        raise Http404
    return as_paper(signed_paper(acceptance), f"agreement-{acceptance.version.number}-{acceptance.at:%Y-%m-%d}")


@never_cache
@require_safe
def deed(request: HttpRequest, key: UUID) -> HttpResponse:
    """A deed, as PDF, for both sides."""
    found = deed_at(key)
    if found is None or not may_read_deed(request.actor, found):
        raise Http404
    return as_paper(deed_paper(found), f"deed-{found.number}-{found.at:%Y-%m-%d}")


def as_paper(paper: bytes, name: str) -> HttpResponse:
    """Answer with a PDF that is opened in place and saved under its name."""
    disposition = f'inline; filename="{name}.pdf"'
    return HttpResponse(paper, content_type="application/pdf", headers={"Content-Disposition": disposition})
