"""Throw what schemathesis can think of at the API of a demo node, as whoever the tokens are of, and as a guest.

    ALLMENDE_API_PER_MINUTE=0 ./allmende demo        # in one terminal: a node that may be filled with nonsense
    python tests/fuzzing/run.py http://localhost:8000 TOKEN [TOKEN …] [--seconds 300]

Installs schemathesis into an environment of its own (`var/fuzzing`). Fails on any answer that is a 5xx, of another media type, or
otherwise than described; what is refused by a rule (409, 410, 412, 422 …) is an answer as good as any.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import urllib.error
import urllib.request
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLACE = HERE.parent.parent / "var" / "fuzzing"
LISTS = ("/search?q=a&limit=100", "/feed?limit=60", "/notices?limit=60", "/drafts", "/contacts", "/contacts/asking", "/nominations",
         "/nominations?show=queue", "/organisations/joinings", "/gates", "/bookings", "/asks", "/help", "/bin")  # fmt: skip
"""Where there are ids to try: chance finds none."""
CONFIG = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", 401, 403, 404, 409, 410, 412, 413, 422, 428, 429]
[checks.missing_required_header]
expected-statuses = [401, 403, 404, 409, 422, 428]
[parameters]
"path.key" = {keys}
"""


def installed() -> Path:
    """Return schemathesis' program, in an environment of its own."""
    program = PLACE / "bin" / "schemathesis"
    if not program.exists():
        venv.create(PLACE, with_pip=True)
        pip = [str(PLACE / "bin" / "python"), "-m", "pip", "install", "--quiet", "--require-hashes"]
        subprocess.run([*pip, "-r", str(HERE / "requirements.txt")], check=True)
    return program


def ask(base: str, path: str, token: str) -> dict[str, object]:
    """Return what the API answers, or nothing where it refuses."""
    request = urllib.request.Request(f"{base}/api/v1{path}", headers={"Authorization": f"Bearer {token}"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            found: dict[str, object] = json.load(answer)
            return found
    except urllib.error.HTTPError:
        return {}


def keys_for(base: str, token: str) -> list[str]:
    """Return ids of things, comments and whatever else there is, that the token's person can see."""
    found: list[str] = []
    for path in LISTS:
        items = ask(base, path, token)
        rows = items.get("items", []) if isinstance(items, dict) else items
        found += [str(row.get("thing") or row.get("id")) for row in rows]  # type: ignore[union-attr, attr-defined]
    for thing in found[:20]:
        found += [str(row["id"]) for row in ask(base, f"/things/{thing}/comments", token).get("items", [])]  # type: ignore[attr-defined]
    return sorted(set(found))[:200] or ["e3e70682-c209-1cac-a29f-6fbed82c07cd"]


def fuzz(base: str, token: str, keys: list[str], seconds: int) -> bool:
    """Run once; return whether nothing was found."""
    config = PLACE / "schemathesis.toml"
    config.write_text(CONFIG.format(keys=json.dumps(keys)))
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
    return subprocess.run(command, check=False).returncode == 0


def main() -> int:
    """Run for each token and for a guest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base")
    parser.add_argument("tokens", nargs="+")
    parser.add_argument("--seconds", type=int, default=300)
    asked = parser.parse_args()
    installed()
    keys = keys_for(asked.base, asked.tokens[0])
    good = [fuzz(asked.base, token, keys, asked.seconds) for token in [*asked.tokens, ""]]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
