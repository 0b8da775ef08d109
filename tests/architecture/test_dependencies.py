"""Packages of others are pinned, hashed, named by no index, and each has its reason."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from tools import sbom

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["base", "dev", "uv", "node"]

pytestmark = pytest.mark.once


def wanted(name: str) -> set[str]:
    """The packages that a list asks for."""
    lines = (ROOT / "requirements" / f"{name}.in").read_text().splitlines()
    return {re.match(r"[a-z0-9-]+", line).group() for line in lines if re.match(r"[a-z]", line)}


def locked(name: str) -> dict[str, str]:
    """The packages of a lock, with their versions."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", text, re.MULTILINE))


def test_every_package_that_a_node_needs_has_its_reason():
    page = (ROOT / "docs" / "dependencies.md").read_text()

    assert sorted(name for name in wanted("base") if f"| {name} |" not in page) == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_what_its_list_asks_for_with_hashes_and_no_address(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text()

    assert wanted(name) - locked(name).keys() == set()
    assert "://" not in text
    assert "--index" not in text
    assert all("--hash=sha256:" in entry for entry in re.split(r"\n(?=[a-z])", text.strip()))


def test_developers_and_nodes_use_the_same_versions():
    base, dev = locked("base"), locked("dev")

    assert {name: dev.get(name) for name in base} == base


def test_the_wheel_is_built_by_the_locked_backend():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())

    assert project["build-system"]["requires"] == [f"hatchling=={locked('dev')['hatchling']}"]


def test_the_front_end_lock_keeps_what_it_locks_but_no_address():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    others = [package for path, package in packages.items() if path]

    assert others
    assert all(package["integrity"].startswith("sha512-") for package in others)
    assert [package for package in others if "resolved" in package] == []


def test_the_bill_of_materials_names_every_locked_package_with_all_its_hashes():
    told = json.loads(sbom.document(ROOT))
    components = {(each["name"], each["version"]): each for each in told["components"]}
    lines = (ROOT / "requirements" / "base.txt").read_text().split()
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    front_end = {(path.removeprefix("node_modules/"), each["version"]) for path, each in packages.items() if path}

    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    assert components.keys() == set(locked("base").items()) | front_end
    assert all(each["hashes"] and each["purl"].endswith(f"@{each['version']}") for each in components.values())
    hashes = [
        digest["content"] for each in components.values() for digest in each["hashes"] if digest["alg"] == "SHA-256"
    ]
    assert sorted(hashes) == sorted(line.removeprefix("--hash=sha256:") for line in lines if line.startswith("--hash"))
    unlicensed = {each["name"] for each in components.values() if "licenses" not in each}
    assert unlicensed <= {"colorama", "pyrage"}, (
        "the one is for Windows alone, the other's licence stands in our own list"
    )
    assert sbom.document(ROOT) == sbom.document(ROOT)
