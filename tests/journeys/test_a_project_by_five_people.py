"""One project of five people, clicked through from its first question to its result: a plan, a call by invitation under an NDA, a
video made by two, suggestions, ratings, a jury, a prize with its split and deed, an outcome, a result that goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from allmende.commons.lineage.models import Link
from allmende.commons.spaces.models import SpaceKind
from allmende.commons.spaces.testing import make_community, make_member, make_space
from allmende.foundation.testing import NOON
from allmende.identity.accounts.testing import make_person
from allmende.surfaces import demo
from tests.journeys.going import fill, film, hears, pick, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DAY = timedelta(days=1)
RECORDING = Path(demo.__file__).parent / "recordings" / "pond.webm"
CALL = "/calls/ein-film-ueber-die-alte-werft/"
FILM = f"{CALL}contributions/1-licht-an-in-der-halle/"


@dataclass
class Five:
    """Marta owns the project, Jonas cares for the community and judges, Amira and Tom make a film, Vera is the client."""

    marta: Any
    jonas: Any
    amira: Any
    tom: Any
    vera: Any


@pytest.fixture
def five(house: Any) -> Five:
    """Five browsers, those of Amira, Tom and Vera as wide as a telephone; the directory knows them all."""
    house.hold(NOON)
    names = ("Marta Lindner", "Jonas Ebert", "Amira Haddad", "Tom Brandt", "Vera Falk")
    people = [make_person(name, language="de") for name in names]
    marta, jonas, *others = people
    harbour = make_community(jonas, "Quartier am Hafen", language="de")
    for person in (marta, *others):
        make_member(harbour, person)
    make_member(make_space(marta, harbour, "Alte Werft", SpaceKind.PROJECT), others[0])
    house.hold(NOON)
    widths = (1280, 1280, 390, 390, 390)
    return Five(*(house.open(who, width=width, language="de") for who, width in zip(people, widths, strict=True)))


def test_from_the_first_question_to_a_result(house: Any, five: Five) -> None:
    def go(page: Any, address: str) -> None:
        page.goto(f"{house.address}{address}")

    _they_plan(go, five)
    _they_call(go, five)
    _they_accept_under_an_nda(house, go, five)
    _they_make_a_film_together(house, go, five)
    _they_rate_judge_and_refine(house, go, five)
    _the_prize_is_given_with_its_deed(house, go, five)
    _it_becomes_a_result(house, go, five)


def _they_plan(go: Any, five: Five) -> None:
    """One answers, another confirms."""
    go(five.marta, "/plans/new/?in=alte-werft")
    fill(five.marta, title="Die alte Werft wird unser Treffpunkt")
    press(five.marta, "Zu den zehn Fragen")
    five.marta.wait_for_url("**/plans/*-*/")
    plan = five.marta.url
    five.amira.goto(plan)
    five.amira.get_by_role("link", name="Wen und warum").first.click()
    fill(five.amira, text="Die zwölf Familien der Werftstraße, weil ihre Kinder am Nachmittag keinen Ort haben.")
    press(five.amira, "Antwort speichern")
    hears(five.amira, "Wartet auf eine zweite Person")
    five.marta.goto(five.amira.url)
    five.marta.get_by_role("button", name="Ist konkret").click()
    hears(five.marta, "bestätigt von")


def _they_call(go: Any, five: Five) -> None:
    """A curator writes the NDA that the call asks for."""
    jonas = five.jonas
    go(jonas, "/spaces/quartier-am-hafen/agreements/")
    jonas.locator("main select").select_option(label="Vertraulichkeitsvereinbarung")
    press(jonas, "Neue schreiben")
    jonas.locator("[name=title_de]").fill("Verschwiegenheit")
    jonas.locator("[name=text_de]").fill("Wer unterzeichnet, spricht darüber nur mit denen, die es auch lesen.")
    press(jonas, "Speichern und ansehen")
    hears(jonas, "Unterzeichnet wird sie dort")
    press(jonas, "Veröffentlichen")
    hears(jonas, "Veröffentlicht.")
    _the_owner_writes_the_call(go, five.marta)
    _the_owner_names_its_people(go, five.marta)


def _the_owner_writes_the_call(go: Any, marta: Any) -> None:
    """She begins with a template; everything that is missing is found in its steps, one beside the other."""
    go(marta, "/calls/new/?space=alte-werft&template=creative-brief-invited")
    fill(marta, title="Ein Film über die alte Werft", summary="Welche zwei Minuten machen Lust, die Halle zu öffnen?")
    marta.get_by_label("Jeder Beitrag bringt ein Video mit").check()
    press(marta, "Entwurf beginnen")
    hears(marta, "Abschnitt 1")
    for n in range(7):
        marta.locator(f"[name='s-{n}-text']").fill("Zwei Minuten Film, die zeigen, was hier möglich wird.")
    press(marta, "Speichern und Termine setzen")
    marta.locator("[name='p-2-opens']").fill("2026-03-30T20:00")
    marta.locator("[name='p-6-kind']").select_option("rate")
    marta.locator("[name='p-6-opens']").fill("2026-03-28T20:00")
    marta.locator("[name='p-6-closes']").fill("2026-03-30T20:00")
    press(marta, "Termine setzen")
    press(marta, "Aufruf bearbeiten")
    press(marta, "Rechte")
    marta.locator("[name=nda]").select_option(label="Verschwiegenheit")
    marta.locator("[name=licence][value=transfer]").check()
    fill(marta, taker="Hafenbau eG")
    press(marta, "Rechte festlegen")
    for step, address in (("Kriterien", "rating"), ("Jury", "jury")):
        press(marta, step)
        press(marta, "Übernehmen")
        press(marta, "Speichern")
        marta.wait_for_url(f"**/{address}/")
        go(marta, f"{CALL}edit/")
    press(marta, "Preise")
    press(marta, "Übernehmen")
    marta.locator("[name='p-0-money']").fill("300")
    marta.locator("[name='p-1-money']").fill("2000")
    press(marta, "Preise speichern")


def _the_owner_names_its_people(go: Any, marta: Any) -> None:
    """The client and the jury are told; the film makers are invited."""
    go(marta, f"{CALL}people/")
    for name, part in (("Vera Falk", "Auftraggebend"), ("Jonas Ebert", "Jury")):
        pick(marta, name)
        marta.locator("[name=part]").select_option(label=part)
        press(marta, "Hinzufügen und Bescheid geben")
        hears(marta, f"{name} erfährt davon")
    go(marta, f"{CALL}publication/")
    press(marta, "Auf Einladung öffnen")
    for name in ("Amira Haddad", "Tom Brandt"):
        marta.get_by_role("checkbox", name=name).check(force=True)
    fill(marta, word="Ihr kennt die Halle von innen.")
    press(marta, "Gewählte einladen")
    hears(marta, "2 Personen sind eingeladen")


def _they_accept_under_an_nda(house: Any, go: Any, five: Five) -> None:
    """Who is invited signs before reading, and reads there what they are promised."""
    house.hold(NOON)
    for page, name in ((five.amira, "Amira Haddad"), (five.tom, "Tom Brandt")):
        go(page, "/")
        page.get_by_role("link", name="Du bist eingeladen").click()
        hears(page, "Für deine Teilnahme bekommst du")
        expect(page.locator("main")).to_contain_text("300")
        expect(page.locator("main")).not_to_contain_text("was hier möglich wird")
        fill(page, name=name)
        press(page, "Ich habe es gelesen und unterzeichne")
        press(page, "Einladung beantworten")
        press(page, "Ich mache mit")
        hears(page, "Du machst mit")


def _they_make_a_film_together(house: Any, go: Any, five: Five) -> None:
    """A draft with a video, a second author, and a passage that the owner suggests: a new version."""
    amira, tom, marta = five.amira, five.tom, five.marta
    house.hold(NOON + 13 * DAY)
    go(amira, CALL)
    press(amira, "Beitrag beginnen")
    fill(amira, title="Licht an in der Halle")
    press(amira, "Entwurf speichern")
    film(amira, RECORDING, "Eine Halle im ersten Licht")
    press(amira, "Aufnahmen speichern")
    hears(amira, "Gespeichert.")
    with amira.expect_response(lambda answer: "/draft/" in answer.url):
        fill(amira, text="Ein Kind macht Licht an, und die Halle wacht auf.")
        amira.locator("[name=text]").blur()
    press(amira, "Andere dazuholen")
    pick(amira, "Tom Brandt")
    press(amira, "Fragen")
    press(amira, "Ich stimme zu")
    house.hold(NOON + 13 * DAY)
    go(tom, "/")
    tom.get_by_role("link", name="Macht ihr es zusammen? Licht an in der Halle").click()
    press(tom, "Ja, ich bin dabei")
    hears(tom, "Ihr macht es jetzt zusammen")
    go(amira, f"{CALL}contributions/1/edit/")
    press(amira, "Einreichen")
    hears(amira, "Eingereicht. Danke!")

    go(marta, FILM)
    press(marta, "Andere Worte vorschlagen")
    fill(marta, passage="wacht auf", replacement="wacht langsam auf")
    press(marta, "Vorschlagen")
    hears(marta, "Vorgeschlagen.")
    go(amira, FILM)
    press(amira, "Vorschläge")
    amira.get_by_role("button", name="Aufgreifen").click()
    amira.get_by_role("button", name="Aufgreifen").wait_for(state="detached")
    go(amira, f"{CALL}contributions/1/versions/")
    expect(amira.locator("main")).to_contain_text("Fassung 2, Amira Haddad")


def _they_rate_judge_and_refine(house: Any, go: Any, five: Five) -> None:
    """The client rates on her telephone, the jury judges and chooses, and the two refine what was chosen."""
    vera, jonas, amira = five.vera, five.jonas, five.amira
    house.hold(NOON + 27 * DAY)
    go(vera, CALL)
    press(vera, "Beiträge bewerten")
    press(vera, "Mit dem Bewerten beginnen")
    _judge(vera)
    house.hold(NOON + 29 * DAY)
    go(jonas, "/")
    jonas.get_by_role("link", name="Beurteilen: Ein Film über die alte Werft").click()
    press(jonas, "Den nächsten beurteilen")
    _judge(jonas)
    go(jonas, f"{CALL}shortlist/")
    fill(jonas, numbers="1")
    press(jonas, "Allen verkünden")
    hears(jonas, "Die engere Wahl ist verkündet")
    house.hold(NOON + 32 * DAY)
    go(amira, CALL)
    press(amira, "Weiterschreiben")
    fill(amira, text="Ein Kind macht Licht an, und die Halle wacht langsam auf. Am Ende tanzen alle.")
    press(amira, "Überarbeitung speichern")
    hears(amira, "Am Ende tanzen alle")


def _judge(page: Any) -> None:
    """Four points for everything that is asked."""
    names = {one.get_attribute("name") for one in page.locator("main form input[type=radio]").all()}
    for name in sorted(names):
        page.locator(f"main [name='{name}'][value='4']").check(force=True)
    press(page, "Speichern und weiter")
    hears(page, "Danke.")


def _the_prize_is_given_with_its_deed(house: Any, go: Any, five: Five) -> None:
    """The client chooses, the owner gives, each of the two gets half, and the deed says so."""
    vera, marta, amira = five.vera, five.marta, five.amira
    house.hold(NOON + 46 * DAY)
    go(vera, CALL)
    press(vera, "Entscheiden")
    vera.locator("main select").first.select_option(label="1. Licht an in der Halle")
    vera.locator("main [name$=reason]").first.fill("Man sieht sofort, was hier werden kann.")
    press(vera, "Festhalten und ansehen")
    hears(vera, "50 % · 1.000 €")
    go(marta, f"{CALL}awards/decision/")
    press(marta, "Festhalten und ansehen")
    hears(marta, "Noch ist nichts vergeben")
    press(marta, "Alle Preise vergeben")
    hears(marta, "Alle Preise sind vergeben")
    go(amira, f"{CALL}awards/")
    expect(amira.locator("main")).to_contain_text("50 % · 1.000 €")
    deed = amira.get_by_role("link", name="Urkunde über Nutzungsrechte (PDF)").get_attribute("href")
    assert amira.request.get(f"{house.address}{deed}").body().startswith(b"%PDF")


def _it_becomes_a_result(house: Any, go: Any, five: Five) -> None:
    """Everyone has their word, the outcome is told, and what came of it is a result that knows where it comes from."""
    marta, amira, tom = five.marta, five.amira, five.tom
    go(marta, f"{CALL}outcome/words/")
    marta.locator("[name='c1-word']").fill("Danke für die Ruhe in diesem Film.")
    press(marta, "Festhalten")
    hears(marta, "Festgehalten.")
    go(marta, f"{CALL}outcome/")
    fill(marta, text="Der Film läuft am 1. Mai zum Hoffest in der Halle.")
    press(marta, "Veröffentlichen und danken")
    hears(marta, "Erzählt, und allen ist gedankt")
    press(marta, "Daraus ein Ergebnis machen")
    fill(marta, title="Der Film lief beim Hoffest", progress="60")
    press(marta, "Speichern")
    hears(marta, "zu 60 % geschafft")
    assert Link.objects.filter(target__title="Der Film lief beim Hoffest").count() == 2
    house.hold(NOON + 46 * DAY)
    go(tom, CALL)
    press(tom, "Den Ausgang lesen")
    hears(tom, "Der Film läuft am 1. Mai")
    go(amira, "/notices/")
    hears(amira, "Ein Preis für dich")
