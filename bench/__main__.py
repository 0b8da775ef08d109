"""`python -m bench spine`, `search`, `pages`, `start`, `writes`, `trust`, `people`, `talk`, `calls`, `streams` and `lighthouse`: measure what this machine makes of our own code."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))


def main() -> int:
    """Read the command line and run one benchmark; 1 when its goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    _of_statements(commands)
    _of_pages(commands)
    options = parser.parse_args()
    with ExitStack() as stack:
        return _run(options, stack)


def _of_statements(commands: Any) -> None:
    """What is measured inside this process."""
    spine = commands.add_parser("spine", help="lists of things for readers of short and long reach (goal: p95 < 50 ms)")
    spine.add_argument("--explain", default="", metavar="LIST", help="show the database's plan for lists of this name")
    search = commands.add_parser("search", help="searching as readers of short and long reach (goal: p95 < 150 ms)")
    stays = "sqlite, postgres (thrown away), or sqlite:///path or postgres://… that stays and is filled once"
    for bench in (spine, search):
        bench.add_argument("--things", type=int, default=1_000_000)
        bench.add_argument("--audiences", type=int, default=55_000)
        bench.add_argument("--times", type=int, default=200, help="how often each list is read")
        bench.add_argument("--database", default="sqlite", help=stays)
    trust = commands.add_parser("trust", help="levels of all members (goal: under 60 s at 20,000 members)")
    trust.add_argument("--members", type=int, default=20_000)
    streams = commands.add_parser("streams", help="open streams: memory, and how soon a hint arrives (goal: < 300 MB)")
    streams.add_argument("--streams", type=int, default=1000)
    for bench in (trust, streams):
        bench.add_argument("--database", default="sqlite", help="sqlite, or postgres (thrown away)")


def _of_pages(commands: Any) -> None:
    """What is asked of a server of its own over HTTP."""
    lighthouse = commands.add_parser(
        "lighthouse", help="a guest's first visit on a slow phone (goal: 98 in all four categories)"
    )
    lighthouse.add_argument(
        "node", help="a node that runs with pictures, as `allmende demo` does: http://localhost:8000"
    )
    lighthouse.add_argument("--front", type=int, default=8443, help="the port of the proxy before it")
    lighthouse.add_argument("--times", type=int, default=3, help="how often each page is measured; the median counts")
    pages = commands.add_parser(
        "pages", help="the main pages beside plain Django: requests a second, waiting, statements"
    )
    pages.add_argument("--connections", type=int, default=16)
    pages.add_argument("--rate", type=float, default=0, help="requests come at this rate, answered or not")
    writes = commands.add_parser(
        "writes", help="eight at a time who comment, then who vote (goal: 200/s, on SQLite 100/s; p95 < 60 ms)"
    )
    start = commands.add_parser("start", help="from nothing to the first page (goal: 2 s)")
    start.add_argument("--times", type=int, default=5, help="how often it is started; the median counts")
    for bench in (pages, writes, start):
        bench.add_argument("--size", default="small", choices=("small", "medium", "large"), help="see bench/town.py")
    people = commands.add_parser("people", help="a community of 20,000: coming in, being found (goal: p95 < 100 ms)")
    people.add_argument("--members", type=int, default=20_000)
    talk = commands.add_parser(
        "talk",
        help="20,000 people and 200,000 comments: home, a thread, saying something, telling everyone (goals: p95 150, 80, 60 ms)",
    )
    talk.add_argument("--members", type=int, default=20_000)
    calls = commands.add_parser(
        "calls",
        help="a call with 10,000 contributions and 100,000 ratings (goals: lists p95 100 ms, rating 60 ms, the order of all 20 s)",
    )
    calls.add_argument("--contributions", type=int, default=10_000)
    calls.add_argument("--ratings", type=int, default=100_000)
    for bench in (pages, writes, people, talk, calls):
        bench.add_argument("--seconds", type=float, default=5, help="how long each is asked for")
    for bench in (pages, writes, people, talk, calls, start):
        bench.add_argument("--data", default="", metavar="FOLDER", help="a folder that stays and is filled once")
        bench.add_argument(
            "--database", default="sqlite", help="sqlite, postgres (thrown away), or postgres://… that stays"
        )


def _run(options: argparse.Namespace, stack: ExitStack) -> int:
    if options.command == "lighthouse":
        from bench import lighthouse

        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="allmende-bench-")))
        return lighthouse.run(options.node, folder, options.front, options.times)
    if options.command in {"pages", "writes", "people", "talk", "calls", "start"}:
        return _served(options, stack)
    os.environ["ALLMENDE_DATA"] = stack.enter_context(tempfile.TemporaryDirectory(prefix="allmende-bench-"))
    settings = {
        "search": "bench.search_settings",
        "trust": "allmende.config.settings",
        "streams": "allmende.config.settings",
    }
    os.environ["DJANGO_SETTINGS_MODULE"] = settings.get(options.command, "bench.settings")
    address = {"sqlite": ""}.get(options.database, options.database)
    if address == "postgres":
        from tools import outside

        programs = outside.postgresql()
        if programs is None:
            print("There is no PostgreSQL on this machine.", file=sys.stderr)
            return 2
        address = stack.enter_context(outside.throw_away_cluster(programs)) + "/postgres"
    os.environ["ALLMENDE_DATABASE"] = address
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    if options.command == "trust":
        from bench import trust

        return 0 if trust.run(options.members) else 1
    if options.command == "streams":
        from bench import streams

        return streams.run(options.streams)
    return _things(options)


def _things(options: argparse.Namespace) -> int:
    from allmende.commons.things.models import Thing
    from bench.village import Size

    size = Size(options.things, options.audiences)
    fill = not Thing.objects.exists()
    if options.command == "search":
        from bench import search

        return 0 if search.run(size, times=options.times, filled=not fill) else 1
    from bench import spine

    return 0 if spine.run(size, times=options.times, fill=fill, explain=options.explain) else 1


def _served(options: argparse.Namespace, stack: ExitStack) -> int:
    """Fill a house of its own, unless it is filled already, and measure it over HTTP."""
    folder = options.data or stack.enter_context(tempfile.TemporaryDirectory(prefix="allmende-bench-"))
    os.environ |= {"ALLMENDE_DATA": folder, "DJANGO_SETTINGS_MODULE": "allmende.config.settings"}
    if options.database == "postgres":
        from tools import outside

        programs = outside.postgresql()
        if programs is None:
            print("There is no PostgreSQL on this machine.", file=sys.stderr)
            return 2
        os.environ["ALLMENDE_DATABASE"] = stack.enter_context(outside.throw_away_cluster(programs)) + "/postgres"
    elif options.database != "sqlite":
        os.environ["ALLMENDE_DATABASE"] = options.database
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    if options.command == "people":
        from bench import people

        return 0 if people.run(options.members, options.seconds) else 1
    if options.command == "talk":
        from bench import talk

        return 0 if talk.run(options.members, options.seconds) else 1
    if options.command == "calls":
        from bench import calls

        return 0 if calls.run(options.contributions, options.ratings, options.seconds) else 1
    from bench import pages, start, town, writes

    town.fill(options.size)
    if options.command == "start":
        return 0 if start.run(options.times) else 1
    if options.command == "writes":
        return 0 if writes.run(options.seconds) else 1
    return 0 if pages.run(options.seconds, options.connections, options.rate) else 1


if __name__ == "__main__":
    sys.exit(main())
