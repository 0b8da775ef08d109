"""What programs do with what is one's own to decide: consents, agreements, an archive of everything."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Schema

from allmende.commons.consent import commands
from allmende.commons.consent.models import Takeout
from allmende.commons.consent.queries.agreements import outstanding, version_of
from allmende.commons.consent.queries.consents import consents_of
from allmende.commons.consent.queries.finding import takeout_of
from allmende.commons.consent.queries.privacy import takeout_page
from allmende.commons.consent.tasks import pack_everything
from allmende.commons.things.models import Thing
from allmende.commons.tokens.areas import ME
from allmende.foundation.api import Made, Operations

router = Operations(ME)


class ConsentOut(Schema):
    """A purpose, the words that one says yes to, and whether you did."""

    purpose: str = Field(examples=["newsletter"])
    title: str
    words: str
    is_given: bool


class AgreementOut(Schema):
    """A text that waits for your yes."""

    id: UUID
    title: str
    text: str = Field(description="Markdown.")
    space: str = Field(description="The slug of the space that asks for it.")


class TakeoutOut(Schema):
    """An archive of everything that is kept of you; its file is handed out on its page."""

    id: UUID
    asked: datetime
    ready: datetime | None
    expires: datetime | None
    size: int = Field(description="Bytes.")
    percent: int
    has_failed: bool


@router.reads("/consents", list[ConsentOut], members=True)
def list_consents(request: HttpRequest) -> Any:
    """List what you can say yes to, and what you said."""
    return [
        {
            "purpose": row.purpose.key,
            "title": str(row.purpose.title),
            "words": str(row.purpose.words),
            "is_given": row.is_given,
        }
        for row in consents_of(request.actor)
    ]


@router.puts("/consents/{slug:purpose}")
def give_consent(request: HttpRequest, purpose: str) -> None:
    """Say yes to a purpose, in the words that stand there."""
    commands.give_consent(request.actor, purpose)


@router.removes("/consents/{slug:purpose}")
def withdraw_consent(request: HttpRequest, purpose: str) -> None:
    """Take a yes back, at any time and without a reason."""
    commands.withdraw_consent(request.actor, purpose)


@router.reads("/agreements", list[AgreementOut], members=True)
def list_outstanding_agreements(request: HttpRequest) -> Any:
    """List what you have still to agree to in the community."""
    return [
        {"id": version.id, "title": version.title, "text": version.text, "space": version.agreement.space.slug}
        for version in outstanding(request.actor, request.space)
    ]


@router.puts("/agreements/{uuid:key}/acceptance")
def accept_agreement(request: HttpRequest, key: UUID) -> None:
    """Agree to a text that you have read."""
    version = version_of(key)
    if version is None or not Thing.objects.visible_to(request.actor).filter(id=version.agreement.space_id).exists():
        raise Http404
    commands.accept(request.actor, version)


@router.posts("/takeouts", Made)
def ask_for_everything(request: HttpRequest) -> Any:
    """Ask for an archive of everything that is kept of you; it is made in the background."""
    takeout = commands.ask_for_everything(request.actor, then=pack_everything.enqueue, at=request.space)
    return {"id": takeout.id, "url": f"/privacy/takeouts/{takeout.id}/"}


@router.reads("/takeouts/{uuid:key}", TakeoutOut, members=True)
def get_takeout(request: HttpRequest, key: UUID) -> Any:
    """See how far your archive is."""
    takeout: Takeout | None = takeout_of(request.actor, key)
    if takeout is None:
        raise Http404
    page = takeout_page(takeout)
    return {
        "id": takeout.id, "asked": takeout.asked, "ready": takeout.ready, "expires": takeout.expires, "size": takeout.size,
        "percent": page.percent, "has_failed": page.has_failed,
    }  # fmt: skip
