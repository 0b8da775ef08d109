"""People share in passing: posts with pictures and polls, and what others say about them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import cast
from uuid import UUID

from django.core.files.base import ContentFile

from allmende.commons.audiences.models import Layer
from allmende.commons.files.commands import set_captions, store_document, transcribe
from allmende.commons.files.judging import prepare_recording
from allmende.commons.files.pictures import Prepared, prepare_picture
from allmende.commons.things.models import Thing
from allmende.identity.actors.models import Actor
from allmende.rooms.posts import commands
from allmende.surfaces.demo.chapters.entries import write_talk
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.sayings import Recorded, Saying, sayings

RECORDINGS = Path(__file__).resolve().parent.parent / "recordings"
LAYERS = {layer.name.lower(): layer for layer in Layer}


def write(town: Town) -> None:
    """Write down who shares what when, who votes, and what is said about it."""
    for saying in sayings(town.story.language):
        for number, motif in enumerate(saying.pictures):
            town.darkroom.scene(f"{saying.key} {number}", motif.motif, motif.light)
        when = town.diary.at(saying.day, saying.hour)
        town.diary.write(when, saying.text[:40], partial(_share, town, saying))
        town.diary.write(town.diary.at(saying.day, saying.hour + 0.1), saying.text[:40], partial(_review, town, saying))
        if saying.poll:
            for order, (handle, number) in enumerate(saying.poll.votes.items()):
                voted = town.diary.at(saying.day, saying.hour + 0.3 + order / 4)
                town.diary.write(voted, saying.poll.question, partial(_vote, town, saying, handle, number))
        write_talk(town, saying.comments, saying.key, partial(_id, town, saying), after=when)


def _share(town: Town, saying: Saying) -> None:
    author = town.actors[saying.author]
    place = town.space(saying.space) if saying.space else town.root
    post = commands.draft_post(
        author, place, text=saying.text.strip(), heading=saying.heading, language=saying.language
    )
    for number, motif in enumerate(saying.pictures):
        town.hang(author, post, f"{saying.key} {number}", motif, saying.language)
    for recorded in saying.recordings:
        play(author, post, recorded, saying.language)
    if saying.poll:
        commands.set_poll(author, post, commands.PollText(saying.poll.question, saying.poll.answers))
    town.posts[saying.key] = commands.publish_post(author, post, LAYERS[saying.layer])


def play(author: Actor, post: Thing, recorded: Recorded, language: str) -> None:
    """Add a video with its poster and captions, or sound with what is to be heard."""
    upload = ContentFile((RECORDINGS / recorded.file).read_bytes(), name=recorded.file)
    shot = (RECORDINGS / recorded.file).with_suffix(".jpg")
    poster = prepare_picture(ContentFile(shot.read_bytes(), name=shot.name)) if shot.exists() else None
    file = store_document(author, cast(Prepared, prepare_recording(upload, poster)), thing=post, alt=recorded.alt)
    if poster is None:
        transcribe(author, file, "\n\n".join(recorded.heard))
        return
    cues = [f"00:{2.4 * k:06.3f} --> 00:{2.4 * k + 2.3:06.3f}\n{line}\n" for k, line in enumerate(recorded.heard)]
    set_captions(author, file, language, "\n".join(["WEBVTT\n", *cues]).encode())


def _review(town: Town, saying: Saying) -> None:
    town.review(town.posts[saying.key].id, town.curators)


def _id(town: Town, saying: Saying) -> UUID:
    return town.posts[saying.key].id


def _vote(town: Town, saying: Saying, handle: str, number: int) -> None:
    commands.vote(town.actors[handle], town.posts[saying.key], [number])
