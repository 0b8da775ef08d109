"""People write to each other: two of them, several, a team, and someone to an organisation; one whom nobody here knows asks first."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from allmende.rooms.messages import commands
from allmende.rooms.messages.commands import Conversation
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.talks import Said, Talk, talks


def write(town: Town) -> None:
    """Write down who writes what to whom."""
    for talk in talks(town.story.language):
        when = town.diary.at(talk.day, talk.hour)
        begun: list[Conversation] = []
        for number, said in enumerate(talk.said):
            when += timedelta(minutes=said.minutes)
            town.diary.write(when, said.by, partial(_say, town, talk, begun, number))


def _say(town: Town, talk: Talk, begun: list[Conversation], number: int) -> None:
    said = talk.said[number]
    if said.by == "guest":
        _say_from_outside(town, talk, begun[0], said)
        return
    actor = town.actors[said.by]
    if begun:
        commands.write(actor, begun[0], said.text, carrier=said.carrier)
    elif talk.body:
        begun.append(commands.write_to_body(actor, town.space(talk.body), said.text).conversation)
    elif talk.space:
        begun.append(commands.open_space_talk(actor, town.space(talk.space)))
        commands.write(actor, begun[0], said.text)
    else:
        people = [town.actors[handle] for handle in talk.to]
        begun.append(commands.begin(actor, town.root, people, said.text, title=talk.title).conversation)


def _say_from_outside(town: Town, talk: Talk, begun: Conversation, said: Said) -> None:
    name, email, why = talk.guest
    host, language = town.actors[talk.said[0].by], town.story.language
    asked = commands.take_in_outside(host, begun, name=name, email=email, language=language, why=why)
    commands.write(asked.actor, begun, said.text, carrier=said.carrier)
