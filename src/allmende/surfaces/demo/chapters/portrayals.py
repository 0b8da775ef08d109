"""People say who they are: details on layers of their own, work they show, and what others say they can do."""

from __future__ import annotations

from functools import partial

from allmende.commons.consent.commands import answer, ask_guardian, say_age
from allmende.commons.consent.commands.guardians import PURPOSE
from allmende.commons.consent.models import Scope
from allmende.commons.files.pictures import Prepared
from allmende.foundation.keys import sign
from allmende.foundation.money import Money
from allmende.identity.accounts.models import AgeBand
from allmende.identity.actors.models import Guest
from allmende.people.profiles.commands import (
    accept_endorsement,
    add_file,
    add_piece,
    endorse,
    free_time,
    line,
    link,
    put,
    rate,
    spoken,
    wish,
)
from allmende.people.profiles.models import Detail, Key
from allmende.surfaces.demo.chapters.places import LAYERS
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.reading import motif_words
from allmende.surfaces.demo.together import Child, Portrayal, Praise, Work


def write(town: Town) -> None:
    """Write down who says what of themselves, and of others."""
    diary, told = town.diary, town.together
    for child in told.children:
        born = diary.at(town.story.person(child.handle).joined, 8.7)
        diary.write(born, child.handle, partial(_protect, town, child))
    for portrayal in told.portrayals:
        settled = max(town.story.person(portrayal.handle).joined, town.story.community.founded) + 2
        diary.write(diary.at(settled, 21), portrayal.handle, partial(_portray, town, portrayal))
    for number, work in enumerate(told.works):
        town.darkroom.scene(f"work {number}", work.picture.motif, work.picture.light)
        diary.write(diary.at(work.day, 20), work.title, partial(_show, town, work, f"work {number}"))
    for praise in told.praises:
        diary.write(diary.some_time(praise.day, praise.by, praise.of), praise.skill, partial(_praise, town, praise))


def _protect(town: Town, child: Child) -> None:
    """Say how old someone is; below 16 their guardian answers by the link of the mail."""
    actor = town.actors[child.handle]
    say_age(actor, AgeBand.UNDER_16 if child.guardian else AgeBand.UNDER_18)
    if not child.guardian:
        return
    asked = ask_guardian(actor, child.guardian, child.address)
    answer(asked, sign(PURPOSE, f"{asked.id}:{asked.turn}"), list(Scope.values), reader=Guest(actor.language))


def _portray(town: Town, told: Portrayal) -> None:
    actor, root = town.actors[told.handle], town.root
    currency = town.story.community.currency
    said = {
        Key.PRONOUNS: line(Key.PRONOUNS, told.pronouns, 40),
        Key.LANGUAGE: [spoken(code, level) for code, level in told.languages.items()],
        Key.OFFER: [wish(Key.OFFER, offer) for offer in told.offers],
        Key.SEEK: [wish(Key.SEEK, what) for what in told.seeks],
        Key.AVAILABILITY: free_time(told.hours, None),
        Key.RATE: rate(Money(told.rate * 100, currency) if told.rate else None),
        Key.LINK: [link(address, label) for address, label in told.links.items()],
    }
    for key, words in said.items():
        if words:
            layer = told.layers.get(key)
            put(actor, actor, root, key, words, LAYERS[layer] if layer else None)


def _show(town: Town, work: Work, key: str) -> None:
    actor = town.actors[work.of]
    piece = add_piece(
        actor, actor, town.root, title=work.title, layer=LAYERS[work.layer], text=work.text, link=work.link
    )
    picture: Prepared = town.darkroom.collect(key)
    add_file(actor, piece, picture, motif_words()[work.picture.motif][actor.language])


def _praise(town: Town, praise: Praise) -> None:
    by, of = town.actors[praise.by], town.actors[praise.of]
    detail = Detail.objects.get(actor=of, key=Key.SKILL, text=praise.skill)
    made = endorse(by, detail, town.root, praise.text)
    if praise.shows:
        accept_endorsement(of, made)
