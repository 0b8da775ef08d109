"""ESCO's skills come in by language; free ones of the same name become theirs."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from allmende.commons.spaces.testing import Cast
from allmende.foundation.journal.models import Entry
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.verdicts import Refused
from allmende.people.directory.queries.cards import page_of
from allmende.people.directory.queries.search import search_of
from allmende.people.profiles.commands import import_skills
from allmende.people.profiles.door import DOOR
from allmende.people.profiles.models import Skill, SkillName
from allmende.people.profiles.queries.words import suggested_skills
from allmende.people.profiles.testing import make_skill

pytestmark = pytest.mark.django_db
HEAD = "conceptType,conceptUri,preferredLabel\n"
WOOD, BEES = "http://data.europa.eu/esco/skill/1", "http://data.europa.eu/esco/skill/2"


def write(path: Path, *lines: str, head: str = HEAD) -> Path:
    path.write_text(head + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_one_skill_has_a_name_in_each_language(cast: Cast, tmp_path: Path) -> None:
    own = make_skill(cast.ada, cast.community, "Joinery")
    english = write(tmp_path / "en.csv", f"Skill,{WOOD},joinery", f"Skill,{BEES},keep bees")
    german = write(tmp_path / "de.csv", f"Skill,{WOOD},Tischlern", f"Skill,{BEES},Bienen halten")

    import_skills(cast.eli, cast.community, english, "en")
    import_skills(cast.eli, cast.community, german, "de")
    import_skills(cast.eli, cast.community, german, "de")

    assert Skill.objects.get(uri=WOOD).key == own.word
    assert sorted(SkillName.objects.filter(skill__uri=WOOD).values_list("label", flat=True)) == ["Joinery", "Tischlern"]
    assert suggested_skills(cast.finn, "bien", "de") == ["Bienen halten"]


def test_another_name_brings_up_the_skill_and_finds_whoever_has_it(cast: Cast, tmp_path: Path) -> None:
    head = "conceptUri,preferredLabel,altLabels\n"
    english = write(
        tmp_path / "en.csv",
        f'{WOOD},joinery,"carpentry\nfine woodwork\nJoinery"',
        f'{BEES},keep bees,"apiculture\ncarpentry"',
        head=head,
    )
    german = write(tmp_path / "de.csv", f'{WOOD},Tischlern,"Schreinern\nMöbelbau"', head=head)

    assert import_skills(cast.eli, cast.community, english, "en") == 2 + 4
    assert import_skills(cast.eli, cast.community, german, "de") == 1 + 2
    assert import_skills(cast.eli, cast.community, german, "de") == 0
    wood = Skill.objects.get(uri=WOOD).key

    assert suggested_skills(cast.finn, "schrein", "de") == ["Tischlern"]
    assert suggested_skills(cast.finn, "schrein", "en") == ["joinery"]
    assert sorted(suggested_skills(cast.finn, "carpent", "en")) == ["joinery", "keep bees"]
    assert make_skill(cast.ada, cast.community, "Schreinern").word == wood, "by another name it is the same skill"
    assert make_skill(cast.ben, cast.community, "Carpentry").word not in {wood, "keep-bees"}, (
        "two are called so: it says neither"
    )

    run_due()
    found = page_of(cast.finn, cast.community, search_of({"q": "möbelbau"}))
    assert [card.name for card in found.cards] == ["Ada Berg"]

    write(tmp_path / "de.csv", f'{WOOD},Tischlern,"Schreinern"', head=head)
    import_skills(cast.eli, cast.community, german, "de")
    assert suggested_skills(cast.finn, "möbel", "de") == []


def test_a_rehearsal_keeps_nothing_and_lines_that_cannot_be_used_are_told(cast: Cast, tmp_path: Path) -> None:
    problems: list[str] = []
    path = write(tmp_path / "en.csv", f"Skill,{WOOD},joinery", "Skill,,nothing", f"Skill,{BEES},")

    assert import_skills(cast.eli, cast.community, path, "en", dry_run=True, on_problem=problems.append) == 1
    assert [problem.split(":")[0] for problem in problems] == ["Line 3", "Line 4"]
    assert not Skill.objects.exists()


@pytest.mark.parametrize(("head", "sentence"), [("a,b\n", "conceptUri is missing"), ("", "conceptUri is missing")])
def test_another_file_brings_in_nothing(head: str, sentence: str, cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=sentence):
        import_skills(cast.eli, cast.community, write(tmp_path / "en.csv", head=head), "en")


def test_on_the_page_a_list_is_tried_out_first_and_every_line_that_stays_out_is_named(cast: Cast) -> None:
    client, url = Client(SERVER_NAME="localhost", headers={"accept-language": "en"}), reverse("profiles:skills_import")
    client.force_login(cast.eli.account, backend="allauth.account.auth_backends.AuthenticationBackend")

    def send(name: str, content: str, **said: str) -> tuple[int, str]:
        file = SimpleUploadedFile(name, content.encode())
        answer = client.post(url, {"file": file, "language": "name", **said})
        return answer.status_code, answer.content.decode()

    listed = f"{HEAD}Skill,{WOOD},Tischlern\nSkill,,nichts\nSkill,{BEES},Bienen halten\n"
    status, tried = send("skills_de.csv", listed)
    assert (status, "2 names would be new" in tried, "Line 3" in tried) == (200, True, True)
    assert not Skill.objects.exists()

    assert "2 names are new" in send("skills_de.csv", listed, bring="1")[1]
    assert sorted(SkillName.objects.values_list("label", "language")) == [("Bienen halten", "de"), ("Tischlern", "de")]
    assert "0 names are new" in send("skills_de.csv", listed, bring="1")[1]
    assert Entry.objects.filter(name="SkillsImported").count() == 2

    for name, content, sentence in (
        ("list.csv", listed, "Say in which language"),
        ("../../skills_de.csv", "a,b\n", "conceptUri is missing"),
        ("skills_de.csv", "\udcff".encode("utf-8", "surrogateescape").decode("latin-1"), "conceptUri is missing"),
    ):
        status, refused = send(name, content, bring="1")
        assert (status, sentence in refused) == (422, True)
    assert Skill.objects.count() == 2


def test_the_command_line_takes_the_language_from_the_name(cast: Cast, tmp_path: Path) -> None:
    told: list[str] = []
    path, options = write(tmp_path / "skills_it.csv", f"Skill,{WOOD},falegnameria", "Skill,,x"), {"language": "name"}

    def bring(dry_run: bool) -> object:
        return DOOR.importers[0].run(
            cast.eli, cast.community, path, dry_run=dry_run, on_problem=told.append, on_progress=lambda *_far: None, **options
        )  # fmt: skip

    assert bring(dry_run=True).is_new
    assert not SkillName.objects.exists()
    bring(dry_run=False)
    assert not bring(dry_run=False).is_new
    assert SkillName.objects.get().language == "it"
    assert len(told) == 3
    with pytest.raises(Refused) as refusal:
        DOOR.importers[0].run(
            cast.ben, cast.community, path, dry_run=True, on_problem=told.append, on_progress=print, **options
        )
    assert refusal.value.status == 403
