"""What an organisation says of itself: fields, links, and legal data that each piece's own audience sees."""

from __future__ import annotations

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Gate, Mode
from allmende.foundation.verdicts import Refused
from allmende.people.organisations.commands import change_organisation, set_facts
from allmende.people.organisations.models import Fact, FactKind
from allmende.people.organisations.queries import shown_facts
from allmende.people.organisations.testing import join

pytestmark = pytest.mark.django_db


def test_each_piece_is_seen_by_whom_it_is_for(cast, meadow, brook, water):
    for body in (meadow, brook):
        join(water, body)
    Gate.objects.filter(space=meadow.space).update(mode=Mode.FREE)
    set_facts(
        cast.ben, meadow,
        {
            FactKind.LEGAL_NAME: ("Meadow GmbH", Layer.PUBLIC), FactKind.VAT_ID: ("DE 136 695 976", Layer.NETWORK),
            FactKind.ADDRESS: ("Am Anger 1\n30159 Hannover", Layer.TEAM),
        },
    )  # fmt: skip

    seen = {
        who: [fact.kind for fact in shown_facts(getattr(cast, who), meadow.space_id)]
        for who in ("cleo", "dora", "ada", "finn", "eli", "ben")
    }

    assert seen == {
        "cleo": ["legal_name"], "dora": ["legal_name"], "ada": ["legal_name"], "finn": ["legal_name", "vat_id"],
        "eli": ["legal_name", "vat_id"], "ben": ["legal_name", "vat_id", "address"],
    }  # fmt: skip


def test_a_layer_that_is_not_open_yet_cannot_be_chosen_and_nothing_is_written(cast, meadow):
    with pytest.raises(Refused) as refusal:
        set_facts(
            cast.ben,
            meadow,
            {FactKind.LEGAL_NAME: ("Meadow GmbH", Layer.TEAM), FactKind.FORM: ("GmbH", Layer.PUBLIC)},
        )

    assert list(refusal.value.errors) == ["form-layer"]
    assert not Fact.objects.exists()


@pytest.mark.parametrize("layer", [Layer.PRIVATE, Layer.COMMUNITY])
def test_only_rungs_of_an_organisation_hold(cast, meadow, layer):
    if layer == Layer.PRIVATE:
        set_facts(cast.ben, meadow, {FactKind.FORM: ("GmbH", layer)})
        assert [fact.value for fact in shown_facts(cast.ben, meadow.space_id)] == ["GmbH"]
    else:
        with pytest.raises(Refused):
            set_facts(cast.ben, meadow, {FactKind.FORM: ("GmbH", layer)})


def test_an_empty_value_takes_a_piece_away(cast, meadow):
    set_facts(cast.ben, meadow, {FactKind.FORM: ("GmbH", Layer.TEAM)})
    set_facts(cast.ben, meadow, {FactKind.FORM: ("  ", Layer.TEAM)})

    assert not Fact.objects.exists()


@pytest.mark.parametrize("value", ["DE123", "DE136695977", "XX1", "x" * 400])
def test_a_vat_id_that_cannot_be_one_is_refused_by_name(cast, meadow, value):
    with pytest.raises(Refused) as refusal:
        set_facts(cast.ben, meadow, {FactKind.VAT_ID: (value, Layer.TEAM)})

    assert list(refusal.value.errors) == ["vat_id"]


def test_only_representatives_answer_for_legal_data(cast, meadow):
    for who in (cast.eli, cast.ada, cast.cleo):
        with pytest.raises(Refused):
            set_facts(who, meadow, {FactKind.FORM: ("GmbH", Layer.TEAM)})


def test_fields_and_links_are_cleaned_and_kept_once(cast, meadow):
    change_organisation(
        cast.ben, meadow, fields_of_work=["Bees", " Bees ", "", "Timber"], links=["https://example.org", ""]
    )

    meadow.refresh_from_db()
    assert (meadow.fields_of_work, meadow.links) == (["Bees", "Timber"], ["https://example.org"])


@pytest.mark.parametrize("link", ["javascript:alert(1)", "example.org", "ftp://x.org", "https://", "https://a b.org"])
def test_a_link_that_is_none_is_refused(cast, meadow, link):
    with pytest.raises(Refused) as refusal:
        change_organisation(cast.ben, meadow, fields_of_work=[], links=[link])

    assert "links" in refusal.value.errors


def test_too_many_or_too_long_fields_are_refused(cast, meadow):
    for fields in (["x" * 61], [str(n) for n in range(13)]):
        with pytest.raises(Refused):
            change_organisation(cast.ben, meadow, fields_of_work=fields, links=[])
