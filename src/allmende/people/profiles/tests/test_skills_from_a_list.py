"""ESCO's skills come in by language; free ones of the same name become theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from allmende.commons.spaces.testing import Cast
from allmende.foundation.verdicts import Refused
from allmende.people.profiles.commands import import_skills
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
