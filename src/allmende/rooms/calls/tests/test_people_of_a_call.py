"""People have a part in a call: they are told, host it with its author, and give their part back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor
from allmende.observers.notices.models import Notice
from allmende.rooms.calls.commands import change_call, publish_call
from allmende.rooms.calls.commands.people import end_part, give_part
from allmende.rooms.calls.models import Call, Part, PartKind
from allmende.rooms.calls.rules import has_part, is_host, may_change_call, sees_behind
from allmende.rooms.calls.testing import make_call, make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def anew(call: Call) -> Call:
    return Call.objects.select_related("audience", "author", "place__root").get(id=call.id)


def test_a_guide_hosts_the_call_and_changes_it(cast: Cast) -> None:
    call = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY)
    assert not is_host(cast.finn, anew(call))

    give_part(cast.ada, call, cast.finn, PartKind.GUIDE)

    assert is_host(cast.finn, anew(call))
    assert change_call(cast.finn, call, summary="Shade, please").summary == "Shade, please"


def test_whoever_wrote_a_call_is_responsible_without_being_named(cast: Cast) -> None:
    call = make_call(cast.ada, cast.team)

    assert has_part(cast.ada, call, PartKind.OWNER)
    assert not has_part(cast.ada, call, PartKind.JURY)
    assert not has_part(cast.ben, call, PartKind.OWNER)


def test_a_client_sees_the_draft_as_its_hosts_do_and_changes_nothing(
    cast: Cast, signed_in: Callable[[Actor], Client]
) -> None:
    draft = make_draft(cast.ada, cast.team)
    other = make_draft(cast.ada, cast.team, title="Another draft")
    give_part(cast.ada, draft, cast.finn, PartKind.CLIENT)

    browser = signed_in(cast.finn)

    assert browser.get(f"/calls/{draft.slug}/").status_code == 200
    assert browser.get(f"/calls/{other.slug}/").status_code == 404, "one draft, not all of its author's"
    assert sees_behind(cast.finn, anew(draft))
    assert may_change_call(cast.finn, anew(draft)).status == 403  # type: ignore[union-attr]


def test_an_expert_sees_no_draft(cast: Cast, signed_in: Callable[[Actor], Client]) -> None:
    draft = make_draft(cast.ada, cast.team)
    give_part(cast.ada, draft, cast.finn, PartKind.EXPERT)

    assert signed_in(cast.finn).get(f"/calls/{draft.slug}/").status_code == 404


def test_a_draft_that_others_see_is_published_as_any(cast: Cast) -> None:
    draft = make_draft(cast.ada, cast.team)
    give_part(cast.ada, draft, cast.finn, PartKind.GUIDE)

    assert publish_call(cast.finn, anew(draft), Layer.COMMUNITY).layer == Layer.COMMUNITY


def test_whose_part_has_ended_sees_the_draft_no_longer(cast: Cast, signed_in: Callable[[Actor], Client]) -> None:
    draft = make_draft(cast.ada, cast.team)
    part = give_part(cast.ada, draft, cast.finn, PartKind.GUIDE)
    end_part(cast.ada, anew(draft), part)

    assert signed_in(cast.finn).get(f"/calls/{draft.slug}/").status_code == 404
    assert signed_in(cast.ada).get(f"/calls/{draft.slug}/").status_code == 200


def test_each_is_told_and_the_hosts_hear_who_gave_a_part_back(cast: Cast) -> None:
    call = make_call(cast.ada, cast.team)
    part = give_part(cast.ada, call, cast.ben, PartKind.JURY)
    pull_all()
    assert Notice.objects.filter(actor=cast.ben, reason="calls.part.jury").count() == 1

    end_part(cast.ben, call, part)
    pull_all()

    assert Notice.objects.filter(actor=cast.ada, reason="calls.part_declined").count() == 1
    assert not Part.objects.filter(call=call).exists()


def test_the_same_part_given_twice_is_one_part_with_new_words(cast: Cast) -> None:
    call = make_call(cast.ada, cast.team)
    give_part(cast.ada, call, cast.ben, PartKind.EXPERT, does="Knows ponds.")
    give_part(cast.ada, call, cast.ben, PartKind.EXPERT, does="Knows frogs.")

    assert [part.does for part in Part.objects.filter(call=call)] == ["Knows frogs."]


@pytest.mark.parametrize("who", ["finn", "dora"])
def test_who_doesnt_see_the_call_or_isnt_of_the_community_has_no_part(cast: Cast, who: str) -> None:
    call = make_call(cast.ada, cast.team)

    with pytest.raises(Refused) as refused:
        give_part(cast.ada, call, getattr(cast, who), PartKind.EXPERT)

    assert refused.value.status == 422
    assert "person" in refused.value.errors


def test_the_brief_shows_who_does_what(cast: Cast, signed_in: Callable[[Actor], Client]) -> None:
    call = make_call(cast.ada, cast.team)
    give_part(cast.ada, call, cast.ben, PartKind.EXPERT, does="Knows ponds.")

    page = signed_in(cast.ben).get(f"/calls/{call.slug}/").content.decode()

    assert "Knows ponds." in page
    assert "Ada Berg" in page
