"""Our counting against pabutools, an implementation by others, in an environment of its own."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import environments

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LOCK = HERE / "requirements.txt"
ENVIRONMENT = ROOT / "var" / "oracles" / "pabutools"
STAMP = ENVIRONMENT / "made-from.sha256"

pytestmark = pytest.mark.oracle


@pytest.fixture(scope="module")
def python() -> Path:
    """The interpreter of an environment that holds exactly what the lock says."""
    wanted = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()
    if not STAMP.exists() or STAMP.read_text() != wanted:
        try:
            environments.make(ENVIRONMENT, LOCK)
        except (subprocess.SubprocessError, OSError) as error:
            reason = (getattr(error, "stderr", None) or str(error)).strip().splitlines()[-1:]
            pytest.skip(f"pabutools could not be installed into an environment of its own: {''.join(reason)}")
        STAMP.write_text(wanted)
    return ENVIRONMENT / "bin" / "python"


def compared(python: Path, *arguments: str | Path) -> dict[str, float]:
    """Run the comparison; its summary."""
    command = [python, HERE / "compare_with_pabutools.py", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=600)
    *differences, summary = done.stdout.splitlines() or [""]
    assert done.returncode == 0, "\n".join([*differences[:20], summary, done.stderr])
    return json.loads(summary)


def test_two_thousand_random_elections_come_out_the_same(python):
    summary = compared(python, "--random", "2000")

    assert summary["different"] == 0
    assert summary["random"] == 2000
    assert summary["with_ties"] >= 667
    assert summary["combinations"] == 5 * 8 + 3 * 4  # two or three measures, four ways of choosing


def test_the_real_elections_come_out_the_same(python, shared):
    summary = compared(python, "--random", "0", "--elections", shared / "data" / "pabulib" / "elections")

    assert summary["files"] == 8
    assert summary["different"] == 0
