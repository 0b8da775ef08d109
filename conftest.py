"""What every test may rely on: no connection to other machines, a database in a file, a browser, shared material."""

import gc
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_django

from tools import outside, rows
from tools.shells import shells_uncovered

ROOT = Path(__file__).resolve().parent
BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LOOPBACK = ("127.", "::1", "localhost")

# Playwright keeps an event loop in the main thread, in which Django would refuse its synchronous database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def pytest_addoption(parser: pytest.Parser) -> None:
    """What is drawn by lot is drawn more often, or faults with one seed again (docs/reliability.md)."""
    parser.addoption(
        "--long", action="store_true", help="Fifty seeds of faults instead of five, ten times as many examples."
    )
    parser.addoption("--seed", type=int, help="Tests of faults: this seed alone.")


def pytest_configure(config: pytest.Config) -> None:
    """Spend no time on hard hashes for passwords that guard nothing, and hold no property test to a time."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = True  # or every new client lists all static files

    from hypothesis import HealthCheck
    from hypothesis import settings as property_tests

    # How long an example takes says how busy the machine is, not whether the property holds.
    examples = 300 if config.getoption("long") else 30
    property_tests.register_profile(
        "house", deadline=None, max_examples=examples, suppress_health_check=[HealthCheck.too_slow]
    )
    property_tests.load_profile("house")


def pytest_collection_finish() -> None:
    """What was read to find the tests stays: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """What touches no database runs once, not on each of them. Files that take long begin first: then no core waits at the end.

    What needs the demo comes before all, as one process does all of it.
    """
    for item in items:
        touches = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
        if not touches and not item.get_closest_marker("django_db"):
            item.add_marker("once")
    yield
    long = {
        item.path for item in items if any(map(item.get_closest_marker, ("browser", "packaging", "oracle", "first")))
    }
    items.sort(key=lambda item: (item.path not in long, "demo" not in item.path.name))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Give a process a file at a time, and one of them all that needs the demo, which moves in there once in each language."""
    from xdist.scheduler import LoadFileScheduling

    class ByFile(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return "the demo" if "demo" in file else file

    return ByFile(config, log) if config.getoption("dist") == "loadfile" else None


class OutboundBlockedError(RuntimeError):
    """A test tried to reach another machine."""


def _is_local(address: object) -> bool:
    if not isinstance(address, tuple):
        return True  # unix sockets and the like
    return str(address[0]).startswith(LOOPBACK)


@pytest.fixture(autouse=True)
def _no_outbound_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection to another machine, except in tests marked `network`, `oracle` or `packaging`."""
    if any(request.node.get_closest_marker(name) for name in ("network", "oracle", "packaging")):
        return

    def guarded(original: Callable[..., object]) -> Callable[..., object]:
        def connect(self: socket.socket, address: object) -> object:
            if not _is_local(address):
                raise OutboundBlockedError(f"Tests reach no other machine, yet this one connects to {address}.")
            return original(self, address)

        return connect

    monkeypatch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_blocker: pytest_django.DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Give each process a database of its own; SQLite's is a file, in which threads and processes meet as in earnest."""
    from django.db import connection

    from tools import tables  # app ready

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
    with django_db_blocker.unblock():
        place = tables.begin()
    yield
    with django_db_blocker.unblock():
        tables.end(place)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Begin with the tables that are there."""
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> rows.Rows:
    """Return what stands in tables that nobody has used."""
    from django.test import TransactionTestCase

    with django_db_blocker.unblock():
        empty = rows.taken()
    # After a test that commits: Django's own way empties every table and makes all permissions anew.
    TransactionTestCase._fixture_teardown = lambda case: rows.leave(empty)
    return empty


@pytest.fixture(scope="session")
def with_tables() -> Callable[[Path], Path]:
    """Put kept empty tables into a node's folder, where there are some and how they are made is not what is tested."""

    from tools import tables  # app ready

    def begun(folder: Path) -> Path:
        if tables.kept().exists():
            shutil.copy(tables.kept(), folder / "allmende.sqlite3")
        return folder

    return begun


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of material that others wrote (real elections, hostile text …); a test without it is skipped."""
    folder = Path(os.environ.get("ALLMENDE_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip("no shared test material (ALLMENDE_SHARED, or a folder `shared` beside the project)")
    return folder


@pytest.fixture(scope="session")
def part() -> Callable[[list[str]], list[str]]:
    """Return what takes a whole list on SQLite, and every eighth of it on PostgreSQL: how we clean and show text is the same."""
    from django.db import connection

    return lambda texts: texts[:: 1 if connection.vendor == "sqlite" else 8]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Sentences are compared in the language they are written in, whatever the node's is."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def _cast(django_db_setup: rows.Rows) -> rows.Mould:
    return rows.Mould(django_db_setup)


@pytest.fixture
def cast(db: None, _cast: rows.Mould) -> object:
    """Eli, Ada, Ben, Finn, Dora and Cleo with their community and team, together since before the tests' noon.

    Made by commands once; a later test that begins with them in an empty database, and commits nothing, gets their rows.
    """
    from django.db import connection

    from allmende.commons.spaces.testing import make_cast  # app ready
    from allmende.foundation import clock  # app ready
    from allmende.foundation.testing import NOON  # app ready
    from allmende.identity.actors.models import Actor  # app ready

    with clock.frozen(NOON - timedelta(weeks=8)):
        if Actor.objects.exists() or not connection.in_atomic_block:
            return make_cast()
        return _cast.make(make_cast)


@pytest.fixture(scope="session")
def move_in(django_db_setup: rows.Rows) -> Callable[[str], list[tuple[int, int, str]]]:
    """Let the demo's community of a language move into an empty database, with small pictures; return what it said meanwhile.

    It does so once in a process; later its rows are put back, and its files are there still.
    """
    from allmende.surfaces.demo import seeding  # app ready

    moulds: dict[str, rows.Mould[list[tuple[int, int, str]]]] = {}

    def made(language: str) -> list[tuple[int, int, str]]:
        said: list[tuple[int, int, str]] = []
        seeding.move_in(language, lambda *step: said.append(step), size=0.1)
        return said

    return lambda language: moulds.setdefault(language, rows.Mould(django_db_setup)).make(lambda: made(language))


@pytest.fixture
def client() -> object:
    """Django's client, calling the node by a name that it answers to."""
    from django.test import Client

    return Client(SERVER_NAME="localhost")


@pytest.fixture(scope="session")
def start_browser() -> Iterator[Callable[[str | None], object]]:
    """Start a Chromium, by its program; it ends with the tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:

        def started(program: str | None) -> object:
            if program is None:
                pytest.skip("no Chromium here")
            return playwright.chromium.launch(executable_path=program, args=list(BROWSER_FLAGS))

        yield started


@pytest.fixture(scope="session")
def browser(start_browser: Callable[[str | None], object]) -> object:
    """A Chromium, started once; tests open a context of their own in it (`browser.new_context(...)`)."""
    return start_browser(outside.chromium())


@pytest.fixture(autouse=True)
def _no_page_covers_its_shell() -> Iterator[None]:
    """Let no view hand its template a value by a name that the shell has: the bars around the page would show it."""
    with shells_uncovered():
        yield


@pytest.fixture(autouse=True)
def _fresh_memory() -> Iterator[None]:
    """Let no test see what another one kept in memory: a rolled-back test moves no generation."""
    from django.core.cache import cache  # app ready

    from allmende.foundation.kept import forget_all  # app ready

    cache.clear()
    forget_all()
    yield
    cache.clear()
    forget_all()
