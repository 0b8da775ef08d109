"""Signing for calls, their licence, and papers: Ada's call is read by those who signed; Ben has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.agreements.commands import Work, make_deed
from allmende.commons.agreements.models import Deed, Licence
from allmende.commons.agreements.queries import unsigned_for
from allmende.commons.agreements.testing import make_agreement
from allmende.commons.agreements.words import TermsText
from allmende.commons.audiences.models import Layer
from allmende.commons.consent.models import Acceptance, Agreement
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.money import Money
from allmende.foundation.testing import NOON
from allmende.rooms.calls.commands import publish_call, set_rights, sign_for
from allmende.rooms.calls.commands.inviting import invite, publish_to_invited
from allmende.rooms.calls.models import Call, Contribution
from allmende.rooms.calls.testing import make_contribution, make_draft
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route METHOD               | case               |  guest  stranger  community  member  host  curator
calls:call GET             | unsigned           |  404    404       302        200     200   200
calls:contributions GET    | unsigned           |  404    404       302        200     200   200
calls:signature GET        | unsigned           |  404    404       200        302     200   200
calls:signature POST       | unsigned, no name  |  404    404       422        302     422   422
calls:signatures GET       | unsigned           |  404    404       302        403     200   200
calls:signed GET           | Ben's              |  404    404       302        403     200   200
calls:rights GET           | unsigned           |  404    404       302        403     200   200
calls:rights POST          | unsigned, empty    |  404    404       302        403     422   422
calls:terms POST           | Ben's, none newer  |  404    404       302        409     409   409
agreements:signed GET      | Ben's              |  404    404       404        200     404   200
agreements:deed GET        | Ben's              |  404    404       404        200     200   200
calls:call GET             | by invitation      |  404    404       404        302     200   200
calls:signature GET        | by invitation      |  404    404       404        200     200   200
calls:signature POST       | by invitation, no name | 404  404      404        422     422   422
calls:invitation GET       | by invitation      |  404    404       404        302     404   404
calls:invitation POST      | by invitation, declining | 404 404     404        302     404   404
api:listCallAgreements GET | by invitation      |  404    404       404        200     200   200
api:signForCall POST       | by invitation      |  401    404       404        409     409   409
api:answerInvitation PUT   | by invitation, unsigned | 401 404      404        403     404   404
api:listCallAgreements GET | unsigned           |  404    404       200        200     200   200
api:signForCall POST       | nothing read       |  401    404       409        201     409   409
api:readRights GET         | unsigned           |  404    404       404        200     200   200
api:setRights PUT          | unsigned           |  401    404       404        403     200   200
api:agreeToTerms POST      | Ben's, none newer  |  401    404       404        409     409   409
"""
ROUTES = routes_in(TABLE)


@pytest.fixture
def now() -> Iterator[None]:
    """The day on which contributions are taken."""
    with clock.frozen(NOON):
        yield


def make_signed(cast: Cast) -> tuple[Call, Agreement, Acceptance, Contribution, Deed]:
    """Make a call that is signed for, what Ben signed and handed in, and a deed of it."""
    nda = make_agreement(cast.eli, cast.community)
    draft = make_draft(cast.ada, cast.team, title="A new battery")
    set_rights(cast.ada, draft, terms=TermsText(Licence.STAYS), nda=nda.id)
    publish_call(cast.ada, draft, Layer.COMMUNITY)
    call = Call.objects.select_related("audience", "author", "place__root", "rights__terms").get(id=draft.id)
    (signature,) = sign_for(cast.ben, call, "Ben Roth", versions=[one.id for one in unsigned_for(cast.ben, call)])
    pond = make_contribution(cast.ben, call)
    deed = make_deed(
        cast.ada,
        Work(pond, "0" * 64, 1, call.title),
        award=None,
        taker="Orchard",
        consideration=Money(500),
        language="en",
    )
    return call, nda, signature, pond, deed


def make_signed_by_invitation(cast: Cast) -> Call:
    """Make a call that is signed for, to which Ben is invited."""
    draft = make_draft(cast.ada, cast.team, title="A battery for few")
    set_rights(cast.ada, draft, terms=TermsText(Licence.STAYS), nda=make_agreement(cast.eli, cast.community).id)
    publish_to_invited(cast.ada, Call.objects.get(id=draft.id))
    invite(cast.ada, Call.objects.get(id=draft.id), [cast.ben])
    return Call.objects.get(id=draft.id)


def requests_to(cast: Cast) -> dict[tuple[str, str], Request]:
    """Make what the table speaks of, and say where each line leads."""
    call, nda, signature, pond, deed = make_signed(cast)

    def of(route: str, *more: Any, sent: Any = None) -> Request:
        return Request(reverse(f"calls:{route}", args=[call.slug, *more]), sent)

    def ask(part: str, sent: Any = None) -> Request:
        headers = {"Idempotency-Key": "matrix", "If-Match": "*"}
        return Request(
            f"/api/v1/calls/{call.slug}{part}", sent, "application/json" if sent is not None else "", headers
        )

    terms = {"licence": "stays", "nda": str(nda.id)}
    return requests_to_invited(make_signed_by_invitation(cast)) | {
        ("calls:call GET", "unsigned"): of("call"),
        ("calls:contributions GET", "unsigned"): of("contributions"),
        ("calls:signature GET", "unsigned"): of("signature"),
        ("calls:signature POST", "unsigned, no name"): of("signature", sent={"name": ""}),
        ("calls:signatures GET", "unsigned"): of("signatures"),
        ("calls:signed GET", "Ben's"): of("signed", signature.id),
        ("calls:rights GET", "unsigned"): of("rights"),
        ("calls:rights POST", "unsigned, empty"): of("rights", sent={"licence": ""}),
        ("calls:terms POST", "Ben's, none newer"): of("terms", pond.number, sent={}),
        ("agreements:signed GET", "Ben's"): Request(reverse("agreements:signed", args=[signature.id])),
        ("agreements:deed GET", "Ben's"): Request(reverse("agreements:deed", args=[deed.id])),
        ("api:listCallAgreements GET", "unsigned"): ask("/agreements"),
        ("api:signForCall POST", "nothing read"): ask("/signature", {"name": "", "read": []}),
        ("api:readRights GET", "unsigned"): ask("/rights"),
        ("api:setRights PUT", "unsigned"): ask("/rights", terms),
        ("api:agreeToTerms POST", "Ben's, none newer"): ask(f"/contributions/{pond.number}/terms", {}),
    }


def requests_to_invited(call: Call) -> dict[tuple[str, str], Request]:
    """Every step of the way in to a call that is signed for by those invited."""

    def of(route: str, sent: Any = None) -> Request:
        return Request(reverse(f"calls:{route}", args=[call.slug]), sent)

    def ask(part: str, sent: Any = None) -> Request:
        headers = {"Idempotency-Key": "matrix", "If-Match": "*"}
        return Request(f"/api/v1/calls/{call.slug}{part}", sent, "application/json" if sent else "", headers)

    return {
        ("calls:call GET", "by invitation"): of("call"),
        ("calls:signature GET", "by invitation"): of("signature"),
        ("calls:signature POST", "by invitation, no name"): of("signature", {"name": ""}),
        ("calls:invitation GET", "by invitation"): of("invitation"),
        ("calls:invitation POST", "by invitation, declining"): of("invitation", {"answer": "decline"}),
        ("api:listCallAgreements GET", "by invitation"): ask("/agreements"),
        ("api:signForCall POST", "by invitation"): ask("/signature", {"name": "", "read": []}),
        ("api:answerInvitation PUT", "by invitation, unsigned"): ask("/invitation", {"accepts": True}),
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_each_of_the_cast_is_answered_as_written(cast: Cast) -> None:
    assert differences(TABLE, cast, requests_to(cast)) == []
