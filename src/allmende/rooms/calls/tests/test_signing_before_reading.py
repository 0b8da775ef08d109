"""A call under a non-disclosure agreement: nobody reads it unsigned, by whatever way they come; title and summary are for all."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from allmende.commons.agreements.models import Licence
from allmende.commons.agreements.queries import unsigned_for
from allmende.commons.agreements.testing import make_agreement, new_version
from allmende.commons.agreements.words import TermsText
from allmende.commons.audiences.commands import public
from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.bin.commands import put_in_bin, restore
from allmende.commons.consent.commands import accept
from allmende.commons.consent.models import Acceptance, AgreementKind
from allmende.commons.files.testing import make_picture
from allmende.commons.spaces.commands import take_out
from allmende.commons.spaces.rules import may_widen
from allmende.commons.spaces.testing import Cast, make_cast, make_member
from allmende.commons.things.models import Thing
from allmende.commons.threads.commands import comment
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.testing import recorded
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor
from allmende.observers.search.queries import search
from allmende.rooms.calls.commands import change_call, publish_call, set_rights, sign_for
from allmende.rooms.calls.models import Call, Teaser
from allmende.rooms.calls.queries.rights import teasers
from allmende.rooms.calls.testing import make_contribution, make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

SECRET = "wolframite"
NOTHING = TermsText(Licence.STAYS)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def make_secret(cast: Cast, *, layer: Layer = Layer.COMMUNITY) -> Call:
    """Ada's call for the community, whose brief is read by those who signed."""
    nda = make_agreement(cast.eli, cast.community)
    draft = make_draft(cast.ada, cast.team, title="A new battery", summary="It lasts.")
    from allmende.rooms.calls.commands.calls import SectionText, set_sections

    set_sections(cast.ada, draft, [SectionText("How", f"With {SECRET}.")])
    make_picture(cast.ada, thing=draft)
    set_rights(cast.ada, draft, terms=NOTHING, nda=nda.id)
    publish_call(cast.ada, draft, layer)
    return fresh(draft)


def fresh(call: Call) -> Call:
    return Call.objects.select_related("audience", "author", "place__root", "rights__terms").get(id=call.id)


def sign(actor: Actor, call: Call, name: str = "Finn Thal") -> list[Acceptance]:
    """Sign all that a call asks for."""
    return sign_for(actor, fresh(call), name, versions=[one.id for one in unsigned_for(actor, fresh(call))])


def names_of(answer: object) -> str:
    return str(getattr(answer, "content", b""), "utf-8", "replace")


WAYS = (
    "/calls/{slug}/", "/calls/{slug}/discussion/", "/calls/{slug}/contributions/", "/calls/{slug}/contributions/1-a-pond/",
    "/calls/{slug}/edit/", "/calls/{slug}/vote/", "/calls/{slug}/result/", "/calls/{slug}/signatures/", "/calls/",
    "/", "/spaces/orchard/", "/spaces/", "/search/?q=cell", "/search/?q=pond", "/people/ben-roth/",
    "/api/v1/calls", "/api/v1/calls/{slug}", "/api/v1/calls/{slug}/contributions", "/api/v1/things/{id}", "/feed/", "/feed.atom",
    "/id/{id}", "/things/{id}/ladder/", "/lists/calls.csv", "/market/",
)  # fmt: skip
"""Addresses by which one might come to read it; those that aren't there answer 404, which is no way in either."""


@pytest.mark.parametrize("layer", [Layer.TEAM, Layer.COMMUNITY, Layer.PUBLIC])
def test_nobody_reads_it_unsigned_by_any_way(layer, cast, signed_in):
    call = make_secret(cast, layer=layer)
    sign(cast.ben, call, "Ben Roth")
    contribution = make_contribution(cast.ben, fresh(call), title=f"A {SECRET} cell")
    comment(cast.ben, contribution, f"The {SECRET} is from here.")
    pull_all()
    readers = {"guest": Client(SERVER_NAME="localhost"), "dora": signed_in(cast.dora), "finn": signed_in(cast.finn)}

    for who, client in readers.items():
        for way in WAYS:
            answer = client.get(way.format(slug=call.slug, id=call.id), follow=True)
            assert SECRET not in names_of(answer), (who, way)
    for reader in (cast.cleo, cast.dora, cast.finn):
        seen = set(Thing.objects.visible_to(reader).values_list("id", flat=True))
        assert not seen & {call.id, contribution.id}
        assert search(reader, SECRET).hits == ()


def test_title_and_summary_are_for_all_who_would_see_the_call(cast, signed_in):
    call = make_secret(cast)

    assert [each["title"] for each in teasers(cast.finn, cast.community)] == ["A new battery"]
    assert teasers(cast.dora, cast.community) == []
    page = names_of(signed_in(cast.finn).get(f"/calls/{call.slug}/", follow=True))
    assert "A new battery" in page
    assert "It lasts." in page
    assert "Keep it to yourself." in page
    assert SECRET not in page


def test_whoever_signs_reads_it_at_once_and_every_way(cast, signed_in):
    call = make_secret(cast)
    client = signed_in(cast.finn)
    (version,) = unsigned_for(cast.finn, call)

    answer = client.post(f"/calls/{call.slug}/signature/", {"name": "Finn Thal", "read": str(version.id)}, follow=True)

    assert SECRET in names_of(answer)
    assert teasers(cast.finn, cast.community) == []
    pull_all()
    assert [hit.title for hit in search(cast.finn, SECRET).hits] == ["A new battery"]


def test_a_signature_keeps_name_time_version_language_and_the_hash_of_the_exact_words(cast):
    from hashlib import sha256

    call = make_secret(cast)

    (signature,) = sign(cast.finn, call, "  Finn   Thal ")

    assert (signature.name, signature.version.number, signature.language) == ("Finn Thal", 1, "en")
    assert signature.digest == sha256(b"Confidentiality\n\nKeep it to yourself.").hexdigest()
    assert recorded(call.id)[-1] == "SignedFor"


@pytest.mark.parametrize("name", ["", " ", "X", "\x00\x00", "...", "x" * 200])
def test_a_name_that_is_none_is_refused_and_nothing_opens(name, cast, signed_in):
    call = make_secret(cast)
    (version,) = unsigned_for(cast.finn, call)

    answer = signed_in(cast.finn).post(f"/calls/{call.slug}/signature/", {"name": name, "read": str(version.id)})

    assert answer.status_code == 422
    assert not Acceptance.objects.filter(actor=cast.finn).exclude(name="").exists()


def test_a_text_replaced_while_one_reads_is_not_signed(cast, signed_in):
    call = make_secret(cast)
    (version,) = unsigned_for(cast.finn, call)
    new_version(cast.eli, version.agreement, "Another text.", asks_again=False)

    answer = signed_in(cast.finn).post(f"/calls/{call.slug}/signature/", {"name": "Finn Thal", "read": str(version.id)})

    assert answer.status_code == 409
    assert "Another text." in names_of(answer)
    assert "Finn Thal" in names_of(answer)


def test_a_new_version_that_asks_nobody_again_leaves_who_signed_where_they_are(cast):
    call = make_secret(cast)
    (signature,) = sign(cast.finn, call)

    new_version(cast.eli, signature.version.agreement, "Milder.", asks_again=False)

    assert call.audience_id in reach(cast.finn)
    assert unsigned_for(cast.finn, fresh(call)) == []


def test_a_new_version_that_asks_again_closes_the_call_until_it_is_signed_and_tells(cast):
    call = make_secret(cast)
    (signature,) = sign(cast.finn, call)

    newer = new_version(cast.eli, signature.version.agreement, "Stricter.", asks_again=True)

    assert call.audience_id not in reach(cast.finn)
    assert call.audience_id in reach(cast.ada)
    assert "SignatureAskedAnew" in recorded(Teaser.objects.get(call=call).id)
    assert Acceptance.objects.get(id=signature.id).version.number == 1
    (again,) = sign(cast.finn, call)
    assert (again.version_id, call.audience_id in reach(cast.finn)) == (newer.id, True)


def test_whoever_leaves_the_community_reads_it_no_longer_and_comes_back_to_it(cast):
    call = make_secret(cast)
    sign(cast.finn, call)

    take_out(cast.eli, cast.community, cast.finn)
    assert call.audience_id not in reach(cast.finn)
    make_member(cast.community, cast.finn)
    assert call.audience_id in reach(cast.finn)


def test_what_is_handed_in_stands_where_the_call_stands(cast):
    call = make_secret(cast)
    sign(cast.ben, call, "Ben Roth")

    contribution = make_contribution(cast.ben, fresh(call))

    assert contribution.audience_id == call.audience_id
    assert contribution.audience.kind == Kind.SIGNED
    assert not may_widen(cast.ben, contribution, cast.team, Layer.PUBLIC)


def test_a_plain_acceptance_is_no_signature(cast):
    call = make_secret(cast)
    (version,) = unsigned_for(cast.finn, call)

    with pytest.raises(Refused) as refused:
        accept(cast.finn, version)

    assert refused.value.status == 409


def test_nobody_outside_the_community_signs(cast, signed_in):
    call = make_secret(cast)
    teaser = Teaser.objects.get(call=call)
    teaser.audience = public()
    teaser.save()
    (version,) = unsigned_for(cast.dora, call)

    answer = signed_in(cast.dora).post(f"/calls/{call.slug}/signature/", {"name": "Dora Weit", "read": str(version.id)})

    assert answer.status_code == 403
    assert signed_in(cast.dora).get(f"/calls/{call.slug}/signature/").status_code == 200


def test_a_teaser_says_what_the_call_says_and_goes_into_the_bin_with_it(cast):
    call = make_secret(cast)

    change_call(cast.ada, call, title="A better battery", revision=fresh(call).revision)
    assert [each["title"] for each in teasers(cast.finn, cast.community)] == ["A better battery"]
    put_in_bin(cast.ada, fresh(call))
    assert teasers(cast.finn, cast.community) == []
    restore(cast.ada, fresh(call))
    assert [each["title"] for each in teasers(cast.finn, cast.community)] == ["A better battery"]
    assert call.audience_id not in reach(cast.finn)


def test_what_is_signed_stands_once_the_call_is_published(cast):
    call = make_secret(cast)

    with pytest.raises(Refused) as refused:
        set_rights(cast.ada, call, terms=NOTHING, nda=None)

    assert refused.value.status == 409


def test_a_participation_agreement_is_asked_for_at_contributing(cast, signed_in):
    agreement = make_agreement(cast.eli, cast.community, AgreementKind.PARTICIPATION)
    draft = make_draft(cast.ada, cast.team)
    set_rights(cast.ada, draft, terms=NOTHING, participation=agreement.id)
    call = publish_call(cast.ada, draft, Layer.COMMUNITY)

    assert signed_in(cast.finn).get(f"/calls/{call.slug}/").status_code == 200
    with pytest.raises(Refused) as refused:
        make_contribution(cast.finn, fresh(call))
    assert refused.value.remedy.url == reverse("calls:signature", args=[call.slug])
    sign(cast.finn, call)
    assert make_contribution(cast.finn, fresh(call)).number == 1


def test_both_sides_get_the_paper_and_nobody_else(cast, signed_in):
    call = make_secret(cast)
    (signature,) = sign(cast.finn, call)
    own, hosts = f"/agreements/signatures/{signature.id}.pdf", f"/calls/{call.slug}/signatures/{signature.id}.pdf"

    paper = signed_in(cast.finn).get(own)
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")
    assert signed_in(cast.ada).get(hosts).content == paper.content
    assert signed_in(cast.eli).get(own).status_code == 200
    assert signed_in(cast.ben).get(own).status_code == 404
    assert "Finn Thal" in names_of(signed_in(cast.ada).get(f"/calls/{call.slug}/signatures/"))
    assert SECRET not in names_of(signed_in(cast.ben).get(hosts, follow=True))


def reach(actor: Actor) -> set[int]:
    from allmende.commons.audiences.models import Reach

    return set(Reach.objects.filter(actor=actor).values_list("audience_id", flat=True))
