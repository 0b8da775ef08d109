"""Curators ask why somebody can or can't: the rules themselves answer, with all that the verdict stands on."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from allmende.commons.things.models import Thing
from allmende.foundation.asked import rules
from allmende.foundation.journal.models import Entry
from allmende.foundation.verdicts import allow_if, first_denial, noting
from allmende.identity.accounts.commands import open_account
from allmende.identity.actors.models import Actor
from allmende.people.reasons.commands import ask_why
from allmende.people.reasons.queries import fitting_rules, specific
from allmende.rooms.calls.testing import make_call
from tests.matrix.test_verdicts import rules as modules_of_rules
from tests.matrix.test_verdicts import verbs_of

pytestmark = pytest.mark.django_db


def browser_of(actor: Actor) -> Client:
    browser = Client(SERVER_NAME="localhost", headers={"accept-language": "en"})
    browser.force_login(actor.account)
    return browser


def test_every_rule_about_a_space_a_thing_or_a_person_can_be_asked_about() -> None:
    held = {(module, verb) for module in modules_of_rules() for verb in verbs_of(module)}
    known = {rule.ask for rule in rules().values()}
    silent = [
        f"{module.__name__}.{verb}"
        for module, verb in held
        if getattr(module, verb) not in known and _can_be_told(getattr(module, verb))
    ]

    assert silent == [], "Say in words what the rule is about: @asked(_(…)) above it."


def _can_be_told(rule: Any) -> bool:
    """Whether a rule asks for one thing or person and its space, by the names of its parameters' classes; comments have no names,
    and conversations and announcements are seen by nobody who asks for others."""
    names = {"Space", "Thing", "Actor", *(model.__name__ for model in apps.get_models() if issubclass(model, Thing))}
    names -= {"Announcement", "Comment", "Conversation", "Message"}
    must = [one for one in list(inspect.signature(rule).parameters.values())[1:] if one.default is one.empty]
    return (
        bool(must)
        and all({part.strip() for part in str(one.annotation).split("|")} <= names for one in must)
        and sum(one.annotation != "Space" for one in must) < 2
    )


def test_each_rule_is_asked_as_commands_ask_it(cast: Any) -> None:
    """Given every rule that fits a space, a call and a person, when the curator asks, then the rule's own verdict comes back."""
    call = specific(Thing.objects.get(id=make_call(cast.ada, cast.team).id))
    for subject, space in ((cast.team, cast.team), (call, cast.team), (cast.ada, cast.community)):
        fitting = fitting_rules(subject)
        assert fitting
        for rule in fitting:
            answer = ask_why(cast.eli, cast.ben, rule, subject, space)
            assert answer.allowed or answer.reason, rule.key


def test_the_answer_is_the_rule_s_own_with_reason_and_grounds(cast: Any) -> None:
    page = browser_of(cast.eli).post(
        "/reasons/answer/", {"person": f"@{cast.ben.handle}", "about": str(cast.team.id), "rule": "spaces-change_space"}
    )
    shown = page.content.decode()

    assert "Only hosts and curators can do this." in shown
    assert "member, has a say, contributes" in shown
    assert "no-store" in page.headers["Cache-Control"]
    entry = Entry.objects.get(name="ReasonAsked")
    assert (entry.actor, entry.payload) == (cast.eli.id, {"member": str(cast.ben.id), "rule": "spaces-change_space"})


def test_what_whoever_asks_does_not_see_is_not_there(cast: Any) -> None:
    draft = make_call(cast.ada, cast.team)
    page = browser_of(cast.eli).get("/reasons/", {"person": "@" + cast.ben.handle, "about": str(draft.id)})
    sealed = Thing.objects.filter(id=draft.id).visible_to(cast.eli).exists()

    assert ("Nothing that you see is called that." in page.content.decode()) is not sealed


def test_a_name_an_address_and_a_part_of_a_title_lead_to_it(cast: Any) -> None:
    browser = browser_of(cast.eli)
    for about in (f"https://localhost/spaces/{cast.team.slug}/members/", cast.team.title, str(cast.team.id)):
        page = browser.get("/reasons/", {"person": cast.ben.name, "about": about}).content.decode()
        assert f'value="{cast.team.id}"' in page, about
    for hostile in ("../" * 200, "\x00", "@", "%00", "' OR 1=1", "/" * 500, "😀"):
        assert browser.get("/reasons/", {"person": hostile, "about": hostile}).status_code == 200
    assert browser.post("/reasons/answer/", {"person": "", "about": "x", "rule": "no"}).status_code == 422


def test_who_runs_the_node_asks_everywhere_and_curators_about_their_own_people(cast: Any) -> None:
    olga = open_account("olga@example.org", "Olga", "a meadow full of bees", operator=True, language="en")
    question = {"person": f"@{cast.dora.handle}", "about": str(cast.community.id), "rule": "see"}

    assert browser_of(cast.eli).post("/reasons/answer/", question).status_code == 403
    assert browser_of(olga).post("/reasons/answer/", question).status_code == 200


def test_conditions_are_noted_in_their_order_and_only_while_someone_wants_to_know() -> None:
    with noting() as noted:
        first_denial(allow_if(True, "one"), allow_if(False, "two"))
    allow_if(False, "three")

    assert [(one.reason, one.held) for one in noted] == [("one", True), ("two", False)]


def test_a_page_with_its_answer_takes_few_statements(cast: Any, django_assert_max_num_queries: Any) -> None:
    browser, question = browser_of(cast.eli), {"person": f"@{cast.ben.handle}", "about": str(cast.team.id)}
    browser.get("/reasons/", question)
    with django_assert_max_num_queries(12):
        browser.get("/reasons/", question)
