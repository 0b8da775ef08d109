"""A video award begun from its template, clicked through: a workshop, a film with its captions and consents, the hosts' look, a jury
and a vote, and a page that shows the film before all else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from allmende.commons.spaces.models import SpaceKind
from allmende.commons.spaces.testing import make_community, make_member, make_space
from allmende.foundation.testing import NOON
from allmende.identity.accounts.testing import make_person
from allmende.surfaces import demo
from tests.journeys.going import fill, film, hears, pick, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DAY = timedelta(days=1)
RECORDING = Path(demo.__file__).parent / "recordings" / "pond.webm"
CALL = "/calls/videopreis-mein-ort-am-wasser/"
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:04.000\nHier bin ich am liebsten.\n"


@pytest.fixture
def pages(house: Any) -> dict[str, Any]:
    """Marta holds the award, Vera judges, Amira films with her telephone, Tom votes with his."""
    house.hold(NOON)
    people = [make_person(name, language="de") for name in ("Marta Lindner", "Vera Falk", "Amira Haddad", "Tom Brandt")]
    harbour = make_community(people[0], "Quartier am Hafen", language="de")
    for person in people[1:]:
        make_member(harbour, person)
    make_space(people[0], harbour, "Alte Werft", SpaceKind.PROJECT)
    house.hold(NOON)
    widths = (1280, 390, 390, 390)
    return {
        who.handle.partition("-")[0]: house.open(who, width=width, language="de")
        for who, width in zip(people, widths, strict=True)
    }


def test_from_the_template_to_the_page_of_awards(house: Any, pages: dict[str, Any]) -> None:
    def go(name: str, address: str) -> Any:
        pages[name].goto(f"{house.address}{address}")
        return pages[name]

    _the_award_is_laid_out(go)
    _there_is_a_workshop_first(house, go)
    _a_film_is_handed_in_with_what_it_needs(house, go)
    _a_jury_and_everyone_decide(house, go)
    _the_page_of_awards_shows_the_film_first(house, go)


def _the_award_is_laid_out(go: Any) -> None:
    """The template leads to what is missing: it can't be published before its workshop has a time and a place."""
    marta = go("marta", "/calls/new/?space=alte-werft&template=video-award")
    fill(marta, title="Videopreis: Mein Ort am Wasser", summary="Zeig den Ort, an dem du am liebsten bist.")
    press(marta, "Entwurf beginnen")
    hears(marta, "Abschnitt 1")
    for n in range(7):
        marta.locator(f"[name='s-{n}-text']").fill("Das steht im Heft zum Preis.")
    press(marta, "Speichern und Termine setzen")
    hears(marta, "Gespeichert.")
    go("marta", f"{CALL}publication/")
    hears(marta, "Er beginnt mit einem Workshop")
    press(marta, "Zum Workshop")
    fill(marta, title="Filmen mit dem Handy", begins="2026-03-12T16:00", ends="2026-03-12T18:00", seats="12")
    marta.get_by_label("Wo (freiwillig)").fill("Werkhalle, Tor 2")
    press(marta, "Anbieten")
    hears(marta, "12 Plätze frei")
    go("marta", f"{CALL}people/")
    pick(marta, "Vera Falk")
    marta.locator("[name=part]").select_option(label="Jury")
    press(marta, "Hinzufügen und Bescheid geben")
    hears(marta, "Vera Falk erfährt davon")
    for step in ("prizes", "jury/criteria", "fields"):
        go("marta", f"{CALL}{step}/")
        press(marta, "Übernehmen")
        if step == "prizes":
            marta.locator("[name='p-0-money']").fill("500")
            marta.locator("[name='p-1-money']").fill("300")
        press(marta, "Preise speichern" if step == "prizes" else "Speichern")
        marta.get_by_role("status").or_(marta.locator(".toast")).first.wait_for()
    go("marta", f"{CALL}publication/")
    marta.locator("[name=layer][value='3']").check()
    press(marta, "Aufruf veröffentlichen")
    hears(marta, "Veröffentlicht.")


def _there_is_a_workshop_first(house: Any, go: Any) -> None:
    house.hold(NOON + 7 * DAY)
    amira = go("amira", CALL)
    press(amira, "Zum Workshop")
    amira.get_by_role("button", name="Ich komme").click()
    hears(amira, "Du hast einen Platz")


def _a_film_is_handed_in_with_what_it_needs(house: Any, go: Any) -> None:
    """Topic and form are free; without captions and without the consent of whoever is seen nothing is handed in, and a host looks first."""
    house.hold(NOON + 22 * DAY)
    amira = go("amira", CALL)
    press(amira, "Beitrag beginnen")
    fill(amira, title="Steg im Nebel")
    press(amira, "Entwurf speichern")
    film(amira, RECORDING, "Ein Steg im Nebel")
    amira.locator("[name^='captions-of-']").set_input_files(
        {"name": "steg.vtt", "mimeType": "text/vtt", "buffer": CAPTIONS}
    )
    press(amira, "Aufnahmen speichern")
    hears(amira, "Gespeichert.")
    with amira.expect_response(lambda answer: "/draft/" in answer.url):
        fill(amira, text="Früh um sechs gehört der Steg mir.", f_1="Der Steg hinter der Werft", f_2="Reportage")
        amira.locator("[name='f-2']").blur()
    press(amira, "Einreichen")
    hears(amira, "Sag, wer zu sehen oder zu hören ist")
    house.complaints.clear()  # the browser reports the 422 that we came for
    press(amira, "Nennen")
    amira.locator("[name=how][value=guardian]").check()
    fill(amira, name="Mila Haddad", guardian="Rana Haddad")
    press(amira, "Hinzufügen")
    hears(amira, "ist einverstanden")
    go("amira", f"{CALL}contributions/1/edit/")
    press(amira, "Einreichen")
    hears(amira, "Erst sieht jemand von den Gastgebenden darauf")

    expect(go("tom", f"{CALL}contributions/").locator("main")).not_to_contain_text("Steg im Nebel")
    house.hold(NOON + 22 * DAY)
    marta = go("marta", "/")
    marta.get_by_role("link", name="Sieh es dir an: Steg im Nebel").click()
    press(marta, "Hereinlassen")
    hears(marta, "Der Beitrag ist dabei")


def _a_jury_and_everyone_decide(house: Any, go: Any) -> None:
    house.hold(NOON + 64 * DAY)
    vera = go("vera", CALL)
    press(vera, "Zur Jury")
    press(vera, "Den nächsten beurteilen")
    names = {one.get_attribute("name") for one in vera.locator("main form input[type=radio]").all()}
    for name in sorted(names):
        vera.locator(f"main [name='{name}'][value='4']").check(force=True)
    press(vera, "Speichern und weiter")
    hears(vera, "Danke.")
    house.hold(NOON + 74 * DAY)
    for name in ("tom", "vera"):
        page = go(name, f"{CALL}vote/")
        expect(page.locator("main")).not_to_contain_text("Untertitel")
        page.get_by_role("checkbox", name="Steg im Nebel").check(force=True)
        press(page, "Stimmzettel abgeben")
        hears(page, "Dein Stimmzettel liegt in der Urne")


def _the_page_of_awards_shows_the_film_first(house: Any, go: Any) -> None:
    house.hold(NOON + 84 * DAY)
    marta = go("marta", CALL)
    press(marta, "Entscheiden")
    marta.locator("main select[name$='-to']").first.select_option(label="1. Steg im Nebel")
    press(marta, "Festhalten und ansehen")
    hears(marta, "Noch ist nichts vergeben")
    press(marta, "Alle Preise vergeben")
    hears(marta, "Alle Preise sind vergeben")
    tom = go("tom", f"{CALL}awards/")
    video, title = tom.locator("main video").first, tom.locator("main").get_by_role("link", name="Steg im Nebel").first
    assert video.bounding_box()["y"] < title.bounding_box()["y"]
    expect(tom.locator("main")).to_contain_text("Preis der Community")
    cards = go("tom", f"{CALL}contributions/")
    assert "poster" in (cards.locator("main article img, main .tile img").first.get_attribute("src") or "")
    go("tom", f"{CALL}result/")
    hears(tom, "Gewählt ist, was die meisten Stimmen hat")


def test_every_template_opens(house: Any, pages: dict[str, Any]) -> None:
    """Each of the starting set is shown, and opens into a form that says what it lays out."""
    marta = pages["marta"]
    marta.goto(f"{house.address}/calls/new/?space=alte-werft")
    addresses = {one.get_attribute("href") for one in marta.locator("main a[href*='template=']").all()}
    assert len(addresses) == 17
    for address in sorted(addresses):
        marta.goto(f"{house.address}/calls/new/{address}")
        expect(marta.get_by_role("button", name="Entwurf beginnen")).to_have_count(1)
