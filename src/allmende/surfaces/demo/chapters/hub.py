"""A hub opens: hours, desks and bookings, who is there today, and who has ten minutes for someone who is stuck."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import partial

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import open_space, take_in, widen
from allmende.commons.spaces.models import SpaceKind
from allmende.foundation import clock
from allmende.rooms.hubs import commands
from allmende.rooms.hubs.commands import Desk, DeskKind, Part, Span
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.workroom import Here, Hub, Seat

HOURS = {weekday: Span(time(8), time(20)) for weekday in range(5)} | {day: Span(time(10), time(17)) for day in (5, 6)}


def write(town: Town) -> None:
    """Write down when the hub opens, who books, and who is there today."""
    diary, hub = town.diary, town.together.hub
    diary.write(diary.at(hub.founded, 11), hub.name, partial(_open, town, hub))
    for order, handle in enumerate(hub.members):
        came = max(hub.founded, town.story.person(handle).joined) + 1
        diary.write(diary.at(came, 13 + order / 20), hub.name, partial(_join, town, hub, handle))
    for order, seat in enumerate(hub.seats):
        diary.write(diary.at(-1, 16 + order / 10), hub.name, partial(_book, town, hub, seat))
    for order, here in enumerate(hub.here):
        diary.write(_today(town, 90 - order), hub.name, partial(_be_here, town, hub, here))
    diary.write(_today(town, 25), hub.name, partial(_be_stuck, town, hub))


def _today(town: Town, minutes: int) -> datetime:
    """So many minutes ago, but today: who is there is forgotten at midnight."""
    return max(town.diary.at(0, 0), clock.now() - timedelta(minutes=minutes))


def _open(town: Town, hub: Hub) -> None:
    host = town.actors[hub.host]
    space = open_space(
        host, town.root, name=hub.name, purpose=SpaceKind.HUB, summary=hub.summary, about=hub.about,
        language=town.story.language,
    )  # fmt: skip
    town.spaces[hub.slug] = space.id
    commands.change_hub(host, space, hours=HOURS, address=hub.address, directions=hub.directions)
    for desk in hub.desks:
        commands.add_desk(host, space, desk.name, DeskKind(desk.kind), desk.seats)
    widen(host, space, space, Layer.PUBLIC)
    town.review(space.id, town.curators)


def _join(town: Town, hub: Hub, handle: str) -> None:
    take_in(town.actors[hub.host], town.space(hub.slug), town.actors[handle])


def _book(town: Town, hub: Hub, seat: Seat) -> None:
    space = town.space(hub.slug)
    day = town.diary.today + timedelta(days=seat.day)
    desk = Desk.objects.get(hub=space.id, name=seat.desk)
    commands.book(town.actors[seat.handle], space, day, Part(seat.part), desk)


def _be_here(town: Town, hub: Hub, here: Here) -> None:
    commands.say_presence(town.actors[here.handle], town.space(hub.slug), is_here=here.is_here, what=here.text)


def _be_stuck(town: Town, hub: Hub) -> None:
    question = commands.ask(town.actors[hub.stuck.by], town.space(hub.slug), hub.stuck.text)
    commands.offer_help(town.actors[hub.stuck.helper], question)
