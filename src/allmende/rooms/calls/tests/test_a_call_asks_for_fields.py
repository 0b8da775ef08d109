"""A call asks for fields of its own; nothing that was typed into one is lost."""

from __future__ import annotations

import pytest

from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.commands import draft_contribution, save_contribution, submit_contribution
from allmende.rooms.calls.commands.template import FieldText, set_template
from allmende.rooms.calls.models import Call, Contribution, TemplateField
from allmende.rooms.calls.queries.template import answers_of, template_of
from allmende.rooms.calls.testing import make_call

pytestmark = pytest.mark.django_db
TEXT = "A pond: it cools the air, and the frogs will like it too."
FIELDS = [
    FieldText("number", "Area", unit="m²", is_required=True),
    FieldText("choice", "Where", choices=("Yard", "Roof")),
    FieldText("text", "Care", most=5),
    FieldText("link", "Plan"),
    FieldText("date", "Ready by"),
    FieldText("line", "Slogan"),
]


@pytest.fixture
def call(cast, at_noon):
    made = make_call(cast.ada, cast.team)
    set_template(cast.ada, made, FIELDS)
    return made


def draft(cast, call, **answers):
    return draft_contribution(cast.ben, call, title="A pond", text=TEXT, cost=100, **answers)


def again(call, *, without=(), **changed):
    """The fields as they are, some left out or changed."""
    rows = template_of(call.id)
    return [
        FieldText(
            changed.get(f"kind{row.key}", row.kind), changed.get(f"label{row.key}", row.label), key=row.key,
            is_required=row.is_required, unit=row.unit, choices=row.choices, most=row.most,
        )
        for row in rows
        if row.key not in without
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "typed", "stored"),
    [
        ("f-1", "12,5", "12.5"),
        ("f-1", "1.250", "1250"),
        ("f-1", "1.250,75", "1250.75"),
        ("f-1", "-3", "-3"),
        ("f-1", "0.125", "0.125"),
        ("f-2", "Roof", "Roof"),
        ("f-4", "https://example.org/plan", "https://example.org/plan"),
        ("f-5", "2026-05-31", "2026-05-31"),
        ("f-6", "  Cool \n down ", "Cool down"),
        ("f-6", "", ""),
    ],
)
def test_what_is_typed_is_stored_so_that_it_can_be_compared(cast, call, name, typed, stored):
    assert draft(cast, call, **{name: typed}).answers == {name[2:]: stored}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("f-1", "many"), ("f-1", "1e400"), ("f-1", "NaN"), ("f-2", "Cellar"), ("f-4", "javascript:alert(1)"), ("f-4", "https://"),
        ("f-5", "31.5.2026"), ("f-6", "x" * 201),
    ],
)  # fmt: skip
def test_what_cant_be_is_named_at_its_field(cast, call, name, typed):
    with pytest.raises(Refused) as refusal:
        draft(cast, call, **{name: typed})

    assert (refusal.value.status, list(refusal.value.errors)) == (422, [name])


def test_what_is_missing_or_too_long_is_named_on_handing_in(cast, call):
    made = draft(cast, call, **{"f-3": "one two three four five six"})

    with pytest.raises(Refused) as refusal:
        submit_contribution(cast.ben, made)

    assert sorted(refusal.value.errors) == ["f-1", "f-3"]


def test_nothing_typed_is_lost_when_a_field_goes_and_comes_back(cast, call):
    made = draft(cast, call, **{"f-1": "12", "f-6": "Cool down"})

    set_template(cast.ada, call, again(call, without={"6"}))
    made = save_contribution(cast.ben, Contribution.objects.get(id=made.id), 0, **{"f-1": "13"})
    assert [answer.label for answer in answers_of(call.id, made.answers)] == ["Area"]
    assert made.answers["6"] == "Cool down"

    set_template(cast.ada, call, [*again(call), FieldText("line", "Slogan", key="6")])
    assert answers_of(call.id, made.answers)[-1].text == "Cool down"


def test_a_field_that_changes_its_kind_is_another_field(cast, call):
    made = draft(cast, call, **{"f-6": "Cool down"})

    set_template(cast.ada, call, again(call, kind6="number", label6="Slogans"))

    assert template_of(call.id)[-1].key == "7"
    assert Contribution.objects.get(id=made.id).answers == {"6": "Cool down"}


def test_a_renamed_field_keeps_what_was_typed(cast, call):
    made = draft(cast, call, **{"f-6": "Cool down"})

    set_template(cast.ada, call, again(call, label6="Motto"))

    assert [(one.label, one.text) for one in answers_of(call.id, made.answers)] == [("Motto", "Cool down")]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ([FieldText("line", "")], "0-label"), ([FieldText("line", "x" * 81)], "0-label"), ([FieldText("song", "Song")], "0-kind"),
        ([FieldText("choice", "Where", choices=("Yard",))], "0-choices"), ([FieldText("text", "Care", most=0)], "0-most"),
        ([FieldText("line", f"Field {n}") for n in range(13)], ""),
    ],
)  # fmt: skip
def test_fields_that_cant_be_are_named(cast, call, fields, error):
    with pytest.raises(Refused) as refusal:
        set_template(cast.ada, call, fields)

    assert (refusal.value.status, list(refusal.value.errors)) == (422, [error] if error else [])
    assert len(template_of(call.id)) == 6


def test_two_hosts_cant_overwrite_each_other(cast, call):
    revision = Call.objects.get(id=call.id).revision
    set_template(cast.ada, call, again(call, label1="Size"), revision=revision)

    with pytest.raises(Refused) as refusal:
        set_template(cast.eli, call, again(call), revision=revision)

    assert refusal.value.status == 409


def test_hosts_write_the_fields_on_a_page_and_people_fill_them_in(cast, call, signed_in):
    ada, ben = signed_in(cast.ada), signed_in(cast.ben)
    page = f"/calls/{call.slug}/fields/"
    assert b"Area" in ada.get(page).content
    form = {"field-TOTAL_FORMS": "2", "field-INITIAL_FORMS": "1", "version": Call.objects.get(id=call.id).revision}
    form |= {
        "field-0-key": "1",
        "field-0-label": "Area",
        "field-0-kind": "number",
        "field-0-unit": "m²",
        "field-1-label": "Colour",
    }
    wrong = ada.post(page, form | {"field-1-kind": "choice", "field-1-choices": "green"})
    assert (wrong.status_code, b"two to twenty choices" in wrong.content) == (422, True)
    right = form | {"field-1-kind": "choice", "field-1-choices": "green\nblue"}
    assert ada.post(page, right).status_code == 302
    made = draft(cast, call)
    write = f"/calls/{call.slug}/contributions/{made.number}/edit/"
    assert b"Colour" in ben.get(write).content
    typed = {"title": "A pond", "text": TEXT, "cost": "1", "f-1": "lots", "f-7": "blue", "version": "0"}
    answer = ben.post(write, typed)
    assert (answer.status_code, b"lots" in answer.content) == (422, True)
    assert ben.post(write, typed | {"f-1": "12,5", "submit": "1"}).status_code == 302
    shown = ben.get(f"/calls/{call.slug}/contributions/{made.number}-a-pond/").content.decode()
    assert ("12.5 m²" in shown, "blue" in shown) == (True, True)
    assert TemplateField.objects.filter(call=call, is_gone=True).count() == 5


def test_a_list_is_narrowed_by_what_was_chosen_and_cards_show_it(cast, signed_in, at_noon):
    call = make_call(cast.ada, cast.team, budget=None, vote=False)
    forms = FieldText("choice", "Form", choices=("Film", "Song & dance"))
    set_template(cast.ada, call, [FieldText("line", "Team"), forms])
    for title, form in (("The pond", "Film"), ("The frogs", "Song & dance"), ("The hedge", "Film"), ("The wall", "")):
        answered = {"f-2": form} if form else {}
        submit_contribution(
            cast.ben, draft_contribution(cast.ben, call, title=title, text="It cools the yard and the air.", **answered)
        )
    ben, page = signed_in(cast.ben), f"/calls/{call.slug}/contributions/"

    def shown(query):
        said = ben.get(page + query).content.decode()
        return {title for title in ("The pond", "The frogs", "The hedge", "The wall") if title in said}

    for order in ("mixed", "newest"):
        assert shown(f"?order={order}&f-2=Film") == {"The pond", "The hedge"}
        assert shown(f"?order={order}&f-2=Song+%26+dance") == {"The frogs"}
    assert len(shown("?f-2=Opera")) == len(shown("")) == 4, "what the call doesn't offer narrows nothing"
    assert b"f-2=Song+%26amp%3B" not in ben.get(page).content
    assert ben.get(page).content.decode().count(">Film<") >= 2
