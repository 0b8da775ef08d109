"""Throw what schemathesis can think of at the API of a demo node, as whoever the tokens are of, and as a guest.

    ALLMENDE_API_PER_MINUTE=0 ./allmende demo        # in one terminal: a node that may be filled with nonsense
    python tests/fuzzing/run.py http://localhost:8000 TOKEN [TOKEN …] [--seconds 300]

Installs schemathesis into an environment of its own (`var/fuzzing`). Fails on any answer that is a 5xx, of another media type, or
otherwise than described; what is refused by a rule (409, 410, 412, 422 …) is an answer as good as any.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLACE = HERE.parent.parent / "var" / "fuzzing"
LISTS = {
    "things": "/search?q=a", "comments": "/things/{thing}/comments", "contacts": "/contacts", "nominations": "/nominations",
    "organisations": "/organisations/joinings", "gates": "/gates", "bookings": "/bookings", "asks": "/asks",
    "help": "/help", "desk/help": "/desk/help", "desk/help-texts": "/desk/help-texts", "searches": "/searches", "tours": "/tours",
    "hooks": "/hooks", "turns": "/turns",
}  # fmt: skip
"""Where an id stands for the operations below an address: chance finds none."""
CONFIG = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", 401, 403, 404, 409, 410, 412, 413, 422, 428, 429]
[checks.missing_required_header]
expected-statuses = [401, 403, 404, 409, 412, 422, 428]
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 412, 415, 422, 428, 429]
"""
KEYED = """
[[operations]]
include-path-regex = "^/api/v1/{part}/"
[operations.parameters]
"path.key" = "{key}"
"""


def installed() -> Path:
    """Return schemathesis' program, in an environment of its own."""
    program = PLACE / "bin" / "schemathesis"
    if not program.exists():
        venv.create(PLACE, with_pip=True)
        pip = [str(PLACE / "bin" / "python"), "-m", "pip", "install", "--quiet", "--require-hashes"]
        subprocess.run([*pip, "-r", str(HERE / "requirements.txt")], check=True)
    return program


def ask(base: str, path: str, token: str) -> list[dict[str, str]]:
    """Return the rows of a list of the API; none where it refuses."""
    request = urllib.request.Request(f"{base}/api/v1{path}", headers={"Authorization": f"Bearer {token}"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            found = json.load(answer)
    except urllib.error.HTTPError:
        return []
    rows: list[dict[str, str]] = found["items"] if isinstance(found, dict) else found
    return rows


def keys_for(base: str, token: str) -> dict[str, str]:
    """Return an id that the token's person can see for each part of the API."""
    keys: dict[str, str] = {}
    for part, path in LISTS.items():
        rows = ask(base, path.format(thing=keys.get("things", "")), token)
        keys |= {part: rows[0]["id"]} if rows else {}
    return keys


def fuzz(base: str, token: str, keys: dict[str, str], seconds: int) -> bool:
    """Run once; return whether nothing was found."""
    config = PLACE / "schemathesis.toml"
    config.write_text(CONFIG + "".join(KEYED.format(part=part, key=key) for part, key in keys.items()))
    command = [
        str(installed()),
        "--config-file",
        str(config),
        "run",
        f"{base}/api/v1/openapi.json",
        "--continue-on-failure",
    ]
    command += ["--phases", "examples,coverage,fuzzing", "--max-time", str(seconds), "--no-shrink"]
    command += ["-H", f"Authorization: Bearer {token}"] if token else []
    known = os.environ | {"PYTHONPATH": str(HERE), "SCHEMATHESIS_HOOKS": "parts"}
    return subprocess.run(command, check=False, env=known).returncode == 0


def main() -> int:
    """Run for each token and for a guest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base")
    parser.add_argument("tokens", nargs="+")
    parser.add_argument("--seconds", type=int, default=300)
    asked = parser.parse_args()
    installed()
    good = [fuzz(asked.base, token, keys_for(asked.base, token), asked.seconds) for token in [*asked.tokens, ""]]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
