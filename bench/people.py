"""A community of 20,000: how quickly people come in, are found and seen; statements, p95 at 16 connections, processor time."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from datetime import date
from itertools import batched
from typing import Any
from urllib.parse import urlencode

from bench.driver import PARALLEL, request_of
from bench.pages import HEAD, cookie_of, look, measure, pace
from bench.server import SERVE, serving

GOAL_MS = 100
GIVEN = "Ada Ben Cem Dina Emil Fatma Gisela Hana Ilse Jonas Karim Lea Mila Noor Otto Pia Quirin Rosa Sven Tilda Uwe Vera".split()
FAMILY = (
    "Berg Roth Stein Thal Weit Vogel Brandt Kowalski Rossi Yilmaz Groß Müller Santos Novak Haas Lindner Moretti".split()
)
SKILLS = [
    f"{what} {kind}"
    for what in "Garten Holz Metall Wasser Solar Textil Papier Ton Stein Glas".split()
    for kind in "bau pflege planung reparatur beratung gestaltung lehre technik".split()
]
LANGUAGES = ("de", "en", "it", "tr", "pl", "fr", "es", "ar")


class Village:
    """A community whose people say something of themselves, always the same for the same number."""

    def __init__(self, members: int, teams: int = 200) -> None:
        from allmende.commons.spaces.commands import found_community, open_space
        from allmende.commons.spaces.models import SpaceKind
        from allmende.identity.accounts.commands import open_account

        self.random, self.members = random.Random(20261128), members
        self.curator = open_account("eli@example.org", "Eli Stein", operator=True)
        self.root = found_community(self.curator, name="Grossdorf", language="de")
        self.hubs = [open_space(self.curator, self.root, name=f"Werkhof {n}", purpose=SpaceKind.HUB) for n in range(8)]
        self.teams = [
            open_space(self.curator, self.root, name=f"Team {n}", purpose=SpaceKind.TEAM) for n in range(teams)
        ]

    def lines(self) -> Iterator[Any]:
        """What a table of its people would say."""
        from allmende.people.arrivals.queries.lines import Line

        rng = self.random
        for n in range(self.members):
            yield Line(
                number=n + 2, name=f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}-{rng.choice(FAMILY)}",
                email=f"p{n}@example.org", language=rng.choice(("de", "de", "en", "it")), source=f"id:{n}",
                spaces=(f"Team {n % len(self.teams)}",), skills=tuple(rng.sample(SKILLS, 3)),
                about=f"Seit {1990 + n % 30} dabei, am liebsten mit {rng.choice(SKILLS).lower()} und Kaffee.",
            )  # fmt: skip

    def fill(self) -> float:
        """Bring everyone in as an import does, and let them say the rest; return the seconds that the import took."""
        from allmende.people.arrivals.commands.making import Maker

        maker, started = Maker(self.curator, self.root, None), time.perf_counter()
        for some in batched(self.lines(), 500):
            maker.bring(some)
        took = time.perf_counter() - started
        self.talk()
        return took

    def talk(self) -> None:
        """Details on every layer: half for the community, some for all, some for nobody."""
        from allmende.commons.audiences.models import Layer
        from allmende.commons.spaces.models import Membership
        from allmende.commons.spaces.reach import audience_for
        from allmende.people.directory.commands import refresh_all
        from allmende.people.profiles.models import Detail, Key

        rng = self.random
        layers = [
            audience_for(self.root, layer, self.curator) for layer in (Layer.COMMUNITY, Layer.NETWORK, Layer.PUBLIC)
        ]
        people = list(Membership.objects.filter(space=self.root).values_list("actor_id", flat=True))
        details = []
        for actor in people:
            details += [
                Detail(actor_id=actor, key=Key.LANGUAGE, audience=rng.choice(layers), word=code, amount=6)
                for code in rng.sample(LANGUAGES, 2)
            ]
            details += [
                Detail(actor_id=actor, key=Key.SHORT, audience=rng.choice(layers), text=f"Macht {rng.choice(SKILLS)} mit Freude"),
                Detail(actor_id=actor, key=Key.HUB, audience=rng.choice(layers), word=str(rng.choice(self.hubs).id)),
                Detail(actor_id=actor, key=Key.AVAILABILITY, audience=rng.choice(layers), amount=rng.randrange(1, 30), since=date(2026, 12, 1)),
            ]  # fmt: skip
        Detail.objects.bulk_create(details, batch_size=1000)
        refresh_all()


def _member() -> Any:
    from allmende.identity.actors.models import Actor

    return Actor.objects.select_related("account").get(account__email="p77@example.org")


def pages(handle: str, hub: str) -> dict[str, tuple[str, bool]]:
    """What is asked for: address, and whether as someone types."""
    return {
        "directory, whole": ("/people/", False),
        "typed: an, rare": ("/people/?" + urlencode({"q": "gisela moretti"}), True),
        "typed: a name": ("/people/?" + urlencode({"q": "ada"}), True),
        "typed: a word": ("/people/?" + urlencode({"q": "solar"}), True),
        "typed: two letters": ("/people/?" + urlencode({"q": "ma"}), True),
        "typed: nobody": ("/people/?" + urlencode({"q": "zzzz"}), True),
        "filters": ("/people/?" + urlencode({"skill": "holz-bau", "language": "it", "hours": "10", "hub": hub}), True),
        "a profile": (f"/people/{handle}/", False),
    }


def run(members: int, seconds: float) -> bool:
    """Measure and print; return whether every typed search was answered below the goal."""
    from allmende.commons.spaces.models import Membership, Space, SpaceKind
    from allmende.people.profiles.queries import reach_in_profiles
    from bench.filling import settle

    if not Membership.objects.exists():
        print(f"Making a community of {members:,} …", flush=True)
        print(f"Import: {members:,} people in {Village(members).fill():.0f} s", flush=True)
        settle()
    member = _member()
    cookie, hub = cookie_of(member.account), Space.objects.filter(purpose=SpaceKind.HUB).order_by("id")[0]
    started = time.perf_counter()
    reach = len(reach_in_profiles(member))
    print(f"One's reach in profiles: {reach} audiences in {(time.perf_counter() - started) * 1000:.1f} ms")
    print(f"The machine's pace: {pace():.2f} s")
    print(f"{'':14}{'page':20}" + "".join(f"{name:>11}" for name in HEAD))
    worst = 0.0
    with serving(SERVE) as server:
        for name, (path, typed) in pages(member.handle, str(hub.id)).items():
            headers = {"HX-Request": "true"} if typed else {}
            status, statements, size = look(path, cookie, headers)
            asked = [request_of(server.address + path, cookie, headers)]
            rest = f"{statements:11}{size / 1000:11.0f}"
            load = measure(server, ("typed" if typed else "", name), asked, seconds, PARALLEL, rest=rest)
            worst = max(worst, load.percentile(0.95) if typed else 0, 1e9 if load.wrong or status != 200 else 0)
    print(f"Load of the machine: {os.getloadavg()[0]:.1f}, its pace: {pace():.2f} s")
    return worst < GOAL_MS
