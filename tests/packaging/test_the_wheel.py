"""A built wheel holds all assets and works in an empty environment and folder, without repository and Node."""

import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tools import environments, sbom
from tools import wheel as builder

ROOT = Path(__file__).resolve().parents[2]
LOADED = {"css": rb"url\(\"?([^\")]+)\"?\)", "js": rb"^(?:import|export)\b[^;]*?from\s*\"([^\"]+)\""}
BALLOTS = """META
key;value
description;A small vote
country;Nowhere
unit;Town
instance;2026
num_projects;2
num_votes;3
budget;100
rule;greedy
vote_type;approval
PROJECTS
project_id;cost;votes
1;60;2
2;50;2
VOTES
voter_id;vote
a;1
b;1,2
c;2
"""

pytestmark = pytest.mark.packaging


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built once."""
    return builder.build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def program(wheel, tmp_path_factory) -> Path:
    """`allmende` in an environment that holds the locked packages and the wheel, nothing else."""
    python = environments.make(tmp_path_factory.mktemp("installed") / "home", ROOT / "requirements/base.txt", wheel)
    return python.with_name("allmende")


@pytest.fixture
def empty_folder(tmp_path, monkeypatch) -> Path:
    """An empty folder far from the checkout, and an environment that knows nothing of it."""
    for name in [name for name in os.environ if name.startswith(("ALLMENDE_", "PYTHON", "DJANGO_", "VIRTUAL_ENV"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False, timeout=120)


def test_the_wheel_holds_every_asset_and_no_test(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    built = [name for name in names if name.startswith("allmende/static_built/")]

    assert any(re.search(r"vendor/htmx\.min\.[0-9a-f]+\.js$", name) for name in built)
    assert any(re.search(r"vendor/icons\.[0-9a-f]+\.svg\.br$", name) for name in built)
    assert sum(name.endswith(".woff2") for name in built) >= 6
    assert sum("/foundation/pdf/fonts/" in name for name in names) == 4
    assert any(name.endswith("/foundation/pdf/typst/house.typ") for name in names)
    assert any(re.search(r"\.css\.gz$", name) for name in built)
    assert any(name.endswith("/locale/de/LC_MESSAGES/django.mo") for name in names)
    assert any(name.endswith(".html") and "/templates/" in name for name in names)
    assert [name for name in names if "/tests/" in name or "node_modules" in name] == []


def test_it_says_what_it_is_made_of(wheel):
    told = wheel.with_name(sbom.NAME).read_bytes()

    (inside,) = (name for name in zipfile.ZipFile(wheel).namelist() if name.endswith(f".dist-info/sboms/{sbom.NAME}"))
    assert zipfile.ZipFile(wheel).read(inside) == told
    assert {"django", "htmx.org"} <= {component["name"] for component in json.loads(told)["components"]}


def test_the_same_tree_gives_the_same_bytes(wheel, tmp_path):
    again = builder.build(tmp_path)

    made = sorted(file.name for file in tmp_path.iterdir())
    assert [Path(name).suffix for name in made] == [".whl", ".gz", ".json"]
    assert [name for name in made if (tmp_path / name).read_bytes() != wheel.with_name(name).read_bytes()] == []
    assert again.name == wheel.name


def test_a_command_explains_itself(program, empty_folder):
    answer = run(program, "--help")

    assert answer.returncode == 0, answer.stderr
    assert "count" in answer.stdout


def test_what_needs_a_checkout_says_so(program, empty_folder):
    answer = run(program, "check")

    assert answer.returncode == 1
    assert "checkout" in answer.stderr


def test_a_ballot_file_is_counted(program, empty_folder):
    (empty_folder / "vote.pb").write_text(BALLOTS)

    answer = run(program, "count", "vote.pb", "--rule", "greedy", "--json")

    assert answer.returncode == 0, answer.stderr
    assert '"1"' in answer.stdout


class Assets(HTMLParser):
    """Collects what a page loads."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note scripts, stylesheets, icons and pictures."""
        given = dict(attrs)
        loads = tag in {"script", "img", "use"} or (tag == "link" and given.get("rel") != "canonical")
        for name in ("src", "href"):
            if loads and given.get(name):
                self.urls.add(given[name].partition("#")[0])


@pytest.fixture
def site(program, empty_folder) -> Iterator[str]:
    """A community founded and served by the installed program."""
    founded = run(
        program, "found", "--name", "Probe", "--kind", "cooperative", "--circle", "Ada <ada@example.org>", "--opens",
        "2026-01-01",
    )  # fmt: skip
    assert founded.returncode == 0, founded.stderr + founded.stdout
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([program, "serve", "--port", str(port)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    address = f"http://localhost:{port}"
    try:
        until = time.monotonic() + 60
        while server.poll() is None and time.monotonic() < until:
            try:
                urllib.request.urlopen(address, timeout=5).read()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        server.send_signal(signal.SIGINT)
        output = server.communicate(timeout=30)[0].decode()
        assert server.returncode == 0, output


def test_a_founded_community_is_served_with_all_that_its_pages_load(site):
    page = urllib.request.urlopen(f"{site}/", timeout=20)
    assets = Assets()
    assets.feed(page.read().decode())

    own = [url for url in assets.urls if url.startswith("/static/")]
    assert any(url.endswith(".css") for url in own)
    assert any(url.endswith(".js") for url in own)
    assert all(re.search(r"\.[0-9a-f]{12}\.", url) for url in own), "every address changes with its content"
    for url in own:
        answer = urllib.request.urlopen(f"{site}{url}", timeout=20)
        assert answer.status == 200
        assert "immutable" in answer.headers["Cache-Control"]
        body = answer.read()
        pattern = LOADED.get(url.rpartition(".")[2])
        for reference in [found.decode() for found in re.findall(pattern, body, re.MULTILINE)] if pattern else []:
            if not reference.startswith(("data:", "#")):
                whole = urllib.parse.urljoin(f"{site}{url}", reference)
                assert re.search(r"\.[0-9a-f]{12}\.", whole), f"{url} loads {reference} by a name that stays"
                assert urllib.request.urlopen(whole, timeout=20).status == 200, whole
