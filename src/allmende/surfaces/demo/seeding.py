"""Filling an empty house: the whole story is lived through in one transaction, each deed at its own instant."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.verdicts import Refused
from allmende.observers.notices.commands.delivering import settle
from allmende.people.trust.tasks import reckon_levels, survey_all
from allmende.rooms.messages.commands import reckon_paces
from allmende.surfaces.demo.chapters import (
    alarms,
    announcing,
    arrivals,
    awards,
    begun,
    bodies,
    bonds,
    briefs,
    calls,
    creating,
    duties,
    heeding,
    hub,
    judging,
    methods,
    outside,
    places,
    plans,
    portrayals,
    reach,
    sayings,
    sworn,
    talks,
    videos,
    way_in,
)
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.diary import Diary, Progress
from allmende.surfaces.demo.pictures.developing import Darkroom
from allmende.surfaces.demo.reading import story
from allmende.surfaces.demo.together import together

CHAPTERS = (
    arrivals,
    way_in,
    places,
    portrayals,
    duties,
    bodies,
    hub,
    alarms,
    bonds,
    calls,
    awards,
    judging,
    videos,
    begun,
    plans,
    briefs,
    sworn,
    sayings,
    talks,
    announcing,
    outside,
    heeding,
    creating,
    methods,
)


def move_in(language: str, progress: Progress, *, size: float = 1.0) -> None:
    """Let the community of a language move in; then bring feed, notices and search up to date.

    `size` scales the pictures: smaller ones come sooner. Raises Refused (409) when there is a community already. What fails on the way leaves nothing behind.
    """
    if Space.objects.exists():
        raise Refused(_("A community lives here already."), 409)
    told = story(language)
    zone = ZoneInfo(told.community.zone)
    with Darkroom(size) as darkroom:
        town = Town(told, together(language), Diary(localdate(clock.now(), zone), zone), darkroom)
        for chapter in CHAPTERS:
            chapter.write(town)
        with transaction.atomic():
            town.diary.live(progress)
            reach.say(town)
    pull_all()
    outside.settle(town)
    pull_all()
    settle()
    reckon_levels.func()
    survey_all.func()
    reckon_paces()
    pull_all()
