"""What is signed for a call, under which licence people hand in, and whose a contribution is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from allmende.commons.agreements.models import Licence
from allmende.commons.agreements.queries import rights_of, terms_of, text_of, unsigned_for
from allmende.commons.agreements.words import Step, TermsText, who_owns
from allmende.commons.spaces.queries import body_in
from allmende.rooms.calls import commands
from allmende.rooms.calls.api.area import announced_at, call_at, contribution_at, router
from allmende.rooms.calls.api.shapes_rights import CallAgreementsOut, HeldOut, RightsIn, RightsOut, SignatureIn
from allmende.rooms.calls.models import Call
from allmende.rooms.calls.queries.links import call_url, contribution_url


@router.reads("/calls/{slug:slug}/agreements", CallAgreementsOut)
def list_call_agreements(request: HttpRequest, slug: str) -> Any:
    """List what you have still to sign for a call, before its brief is shown to you or before you hand in."""
    call = announced_at(request, slug)
    waiting = unsigned_for(request.actor, call)
    return {
        "title": call.title,
        "summary": call.summary,
        "waiting": [
            {
                "id": version.id, "kind": version.agreement.kind, "title": version.title, "text": version.text,
                "language": version.language, "version": version.number,
            }
            for version in waiting
        ],
    }  # fmt: skip


@router.posts("/calls/{slug:slug}/signature", CallAgreementsOut)
def sign_for_call(request: HttpRequest, slug: str, sent: SignatureIn) -> Any:
    """Sign all that a call asks for, with your full name; from then on you see the call."""
    call = announced_at(request, slug)
    commands.sign_for(request.actor, call, sent.name, versions=sent.read, behalf=body_in(request.actor, sent.body))
    return {"title": call.title, "summary": call.summary, "waiting": []}


@router.reads("/calls/{slug:slug}/rights", RightsOut)
def read_rights(request: HttpRequest, slug: str) -> Any:
    """Read under which licence people hand in to a call, and what that means in plain words."""
    return _said(call_at(request, slug))


@router.puts("/calls/{slug:slug}/rights", RightsOut)
def set_rights(request: HttpRequest, slug: str, sent: RightsIn) -> Any:
    """Say what has to be signed, and under which licence people hand in.

    Other terms after something was handed in hold for what comes after; its authors are asked to agree for what they handed in.
    """
    terms = TermsText(Licence(sent.licence), sent.taker, sent.option_days, sent.royalty)
    call = commands.set_rights(
        request.actor,
        call_at(request, slug),
        terms=terms,
        participation=sent.participation,
        nda=sent.nda,
        images=sent.images,
    )
    return _said(call)


@router.posts("/calls/{slug:slug}/contributions/{int:number}/terms", HeldOut)
def agree_to_terms(request: HttpRequest, slug: str, number: int) -> Any:
    """Agree that the call's newer licence holds for your contribution; it does once all who made it have agreed."""
    contribution = contribution_at(request, slug, number)
    holds = commands.agree_to_terms(request.actor, contribution)
    held = terms_of(contribution)
    url = contribution_url(contribution.call.slug, contribution.number, contribution.title)
    return {"holds": holds, "url": url, "number": held.number if held else 0}


def _said(call: Call) -> dict[str, Any]:
    rights = rights_of(call)
    said = text_of(rights.terms) if rights and rights.terms else TermsText(Licence.STAYS)
    return {
        "url": call_url(call.slug), "licence": said.licence.value, "taker": said.taker, "option_days": said.option_days,
        "royalty": said.royalty, "number": rights.terms.number if rights and rights.terms else 0,
        "nda": rights.nda_id if rights else None, "participation": rights.participation_id if rights else None,
        "words": {step.value: who_owns(said, step) for step in Step},
    }  # fmt: skip
