"""Those on duty write to many: one was sent and answered, one waits for a second pair of eyes, one is a draft."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from allmende.people.directory.queries.search import Search
from allmende.rooms.messages import commands
from allmende.rooms.messages.commands import Announcement, Words
from allmende.rooms.messages.queries import Chosen
from allmende.surfaces.demo.announcing import Announced, Reply, announcements
from allmende.surfaces.demo.chapters.town import Town


def write(town: Town) -> None:
    """Write down who writes what to whom, and who answers."""
    for one in announcements(town.story.language):
        when, made = town.diary.at(one.day, one.hour), list[Announcement]()
        town.diary.write(when, one.by, partial(_draft, town, one, made))
        if one.way == "draft":
            continue
        town.diary.write(when + timedelta(minutes=12), one.by, partial(_release, town, one, made))
        if one.way == "review":
            continue
        town.diary.write(when + timedelta(minutes=40), one.reviewer, partial(_look_at, town, one, made))
        for reply in one.replies:
            answered = when + timedelta(hours=reply.hours)
            town.diary.write(answered, reply.by, partial(_answer, town, made, reply))
            if reply.answer:
                later = answered + timedelta(hours=reply.answered_after)
                town.diary.write(later, reply.by_whom, partial(_write_back, town, made, reply))


def _draft(town: Town, one: Announced, made: list[Announcement]) -> None:
    words = {language: Words(told["title"], told["text"]) for language, told in one.words.items()}
    chosen = Chosen(Search(skill=one.skill), lacks=one.lacks)
    made.append(commands.draft_announcement(town.actors[one.by], town.root, words, chosen))


def _release(town: Town, one: Announced, made: list[Announcement]) -> None:
    commands.release(town.actors[one.by], made[0])


def _look_at(town: Town, one: Announced, made: list[Announcement]) -> None:
    commands.review(town.actors[one.reviewer], made[0], approved=True)
    commands.send_out()


def _answer(town: Town, made: list[Announcement], reply: Reply) -> None:
    commands.answer_announcement(town.actors[reply.by], made[0], reply.text, carrier=reply.carrier)


def _write_back(town: Town, made: list[Announcement], reply: Reply) -> None:
    team = town.actors[reply.by_whom]
    talk = commands.talk_with(town.actors[reply.by], town.root)
    commands.take(team, talk)
    commands.write(team, talk, reply.answer)
