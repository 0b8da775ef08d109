"""The recipe makes a room that keeps the house's rules and passes its test."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import new_room
from tools.house import findings
from tools.house.source import Source

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.once, pytest.mark.first]


@pytest.mark.parametrize("name", ["", "Offers", "offer", "class", "../calls", "o", "my offers"])
def test_a_name_that_can_not_be_a_rooms_is_refused(name):
    with pytest.raises(ValueError, match="plural noun"):
        new_room.names(name)


def test_what_it_writes_keeps_the_house_rules():
    found = [
        str(finding)
        for path, text in new_room.files("offers").items()
        if path.endswith((".py", ".html"))
        for finding in findings(Source(path, text))
    ]

    assert found == []


def test_a_room_that_is_there_is_left_alone(tmp_path):
    (tmp_path / "src/allmende/rooms/offers").mkdir(parents=True)

    with pytest.raises(ValueError, match="already"):
        new_room.write(tmp_path, "offers")


@pytest.mark.django_db  # so that tables are kept
def test_the_new_rooms_own_test_passes(tmp_path, with_tables):
    house, tables = tmp_path / "house", with_tables(tmp_path) / "allmende.sqlite3"
    for part in ("src", "tools"):
        ignored = shutil.ignore_patterns("__pycache__", "static_built", "vendor")
        shutil.copytree(ROOT / part, house / part, ignore=ignored)
    for part in ("pyproject.toml", "conftest.py"):
        shutil.copy(ROOT / part, house)

    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.path[:0] = ['.', 'src']; from tools import new_room; "
         "from pathlib import Path; sys.exit(new_room.run(Path('.').resolve(), 'offers'))"],
        cwd=house,
        env={
            "PATH": "/usr/bin:/bin", "PYTHONPATH": f"{house / 'src'}:{house}", "PYTHONPYCACHEPREFIX": str(tmp_path / "bytecode"),
            "ALLMENDE_DATA": str(tmp_path / "data"), "TMPDIR": str(tmp_path), "TESTS_BEGIN_WITH": str(tables),
        },
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 passed" in done.stdout
    assert (house / "src/allmende/rooms/offers/migrations/0001_initial.py").exists()
