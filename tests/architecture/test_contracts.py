"""The import contracts hold, and each catches an import that is planted."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PLANTED = [
    ("floors", "foundation/clock.py", "from allmende.commons.things import models"),
    ("floors", "observers/feed/pull.py", "from allmende.rooms.calls import room"),
    ("floors", "counting/greedy.py", "from allmende.foundation import money"),
    ("floors", "sixth_floor/__init__.py", ""),
    ("rooms", "rooms/calls/queries.py", "from allmende.rooms.plans import queries"),
    ("observers", "observers/feed/pull.py", "from allmende.observers.search import pull"),
    ("order", "rooms/calls/models.py", "from allmende.rooms.calls import commands"),
    ("order", "rooms/calls/queries.py", "from allmende.rooms.calls import commands"),
    ("order", "rooms/calls/leftovers.py", ""),
    ("cycles", "commons/things/models.py", "from allmende.commons.spaces import models"),
    ("faces", "surfaces/web/home.py", "from allmende.rooms.calls import models"),
]
SKELETON = [
    "config/settings", "surfaces/web/home", "people/profiles/models", "identity/actors/models", "foundation/clock",
    "foundation/money", "counting/greedy", "judging/effects", "commons/things/models", "commons/spaces/models", "observers/feed/pull",
    "observers/search/pull",
    *(f"rooms/{room}/{part}" for room in ("calls", "plans")
      for part in ("activities", "models", "rules", "queries", "commands", "forms", "views", "urls", "room")),
]  # fmt: skip


@pytest.fixture
def house(tmp_path):
    """A small house that keeps all contracts."""
    shutil.copy(ROOT / "contracts.toml", tmp_path)
    (tmp_path / "tools").mkdir()
    for name in ("__init__.py", "contracts.py"):
        shutil.copy(ROOT / "tools" / name, tmp_path / "tools")
    for module in SKELETON:
        path = tmp_path / "allmende" / f"{module}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
        for folder in path.relative_to(tmp_path).parents:
            if str(folder) != ".":
                (tmp_path / folder / "__init__.py").touch()
    (tmp_path / "allmende/commons/spaces/models.py").write_text("from allmende.commons.things import models\n")
    (tmp_path / "allmende/surfaces/web/home.py").write_text("from allmende.rooms.calls import room, queries\n")
    return tmp_path


def contracts(folder: Path, source: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on a tree."""
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--config", str(folder / "contracts.toml"), "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": f"{source}:{folder}", "PATH": "/usr/bin:/bin", "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.once
def test_our_own_house_keeps_all_contracts():
    answer = contracts(ROOT, ROOT / "src")

    assert answer.returncode == 0, answer.stdout


@pytest.mark.once
def test_a_small_house_keeps_them_too(house):
    answer = contracts(house, house)

    assert answer.returncode == 0, answer.stdout


@pytest.mark.once
@pytest.mark.parametrize(("contract", "module", "line"), PLANTED)
def test_a_planted_import_is_caught(house, contract, module, line):
    path = house / "allmende" / module
    path.parent.mkdir(exist_ok=True)
    path.write_text(line + "\n")
    names = {
        "floors": "Imports only go down the floors",
        "rooms": "Rooms do not know each other",
        "observers": "Observers do not know each other",
        "order": "Inside a room imports go one way",
        "cycles": "No two siblings import each other",
        "faces": "From outside, a room shows only its face",
    }

    answer = contracts(house, house)

    assert f"{names[contract]} BROKEN" in answer.stdout, answer.stdout + answer.stderr
