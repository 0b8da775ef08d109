"""What a release is made of, as a CycloneDX 1.6 document: every locked package that a node runs with, or that its pages load.

`python -m tools.sbom [FILE]` (default: standard output). The locks say name, version and hashes; licences are those that the installed
packages name. The same tree gives the same bytes.
"""

from __future__ import annotations

import base64
import json
import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

ROOT = Path(__file__).resolve().parent.parent
NAME = "allmende.cdx.json"
VERSION = re.compile(r'__version__ = "([^"]+)"')
LOCKED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)(.*?)(?=^[a-z0-9]|\Z)", re.MULTILINE | re.DOTALL)
SHA256 = re.compile(r"--hash=sha256:([0-9a-f]{64})")
EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*")


def document(root: Path = ROOT) -> str:
    """Return the document as JSON."""
    version = VERSION.search((root / "src/allmende/__init__.py").read_text(encoding="utf-8"))
    assert version, "The package names no version."
    components = [*_of_python(root / "requirements/base.txt"), *_of_pages(root / "package-lock.json")]
    made = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), UTC)
    whole = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, json.dumps([version[1], components]))}",
        "version": 1,
        "metadata": {
            "timestamp": f"{made:%Y-%m-%dT%H:%M:%SZ}",
            "component": {
                "type": "application", "bom-ref": "allmende", "name": "allmende", "version": version[1],
                "licenses": [{"license": {"id": "AGPL-3.0-or-later"}}],
            },
        },
        "components": components,
    }  # fmt: skip
    return json.dumps(whole, indent=1) + "\n"


def _of_python(lock: Path) -> Iterator[dict[str, Any]]:
    """Each package of a hashed lock; its hashes are those of its files for all platforms."""
    for name, version, rest in LOCKED.findall(lock.read_text(encoding="utf-8")):
        hashes = [{"alg": "SHA-256", "content": found} for found in SHA256.findall(rest)]
        yield _component(f"pkg:pypi/{name}@{version}", name, version, hashes, _licence_of(name))


def _of_pages(lock: Path) -> Iterator[dict[str, Any]]:
    """Each package that pages load files of."""
    for place, told in json.loads(lock.read_text(encoding="utf-8"))["packages"].items():
        if place:
            name = place.removeprefix("node_modules/")
            kind, _dash, digest = told["integrity"].partition("-")
            hashes = [{"alg": kind.upper().replace("SHA", "SHA-"), "content": base64.b64decode(digest).hex()}]
            purl = f"pkg:npm/{quote(name)}@{told['version']}"
            yield _component(purl, name, told["version"], hashes, told.get("license", ""))


def _component(purl: str, name: str, version: str, hashes: list[dict[str, str]], licence: str) -> dict[str, Any]:
    told = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl, "hashes": hashes}
    if EXPRESSION.fullmatch(licence) and " " in licence:
        return told | {"licenses": [{"expression": licence}]}
    return told | ({"licenses": [{"license": {"name": licence}}]} if licence else {})


def _licence_of(name: str) -> str:
    """The licence that an installed package names; empty for one that this platform doesn't need."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return ""
    classified = [text.rpartition(" :: ")[2] for text in told.get_all("Classifier") or [] if text.startswith("License")]
    written = (told.get("License") or "").partition("\n")[0]
    return told.get("License-Expression") or "; ".join(classified) or written


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(document(), encoding="utf-8")
    else:
        sys.stdout.write(document())
