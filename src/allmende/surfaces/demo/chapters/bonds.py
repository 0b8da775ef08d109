"""People find one another: contacts, thanks, and what whoever cares for the community does for single people."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from allmende.identity.actors.models import Guest
from allmende.people.connections import commands as contacts
from allmende.people.desk import commands as desk
from allmende.people.desk.models import Help, Step
from allmende.people.trust.commands import thank
from allmende.people.welcome import commands as welcome
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.faces import ADDRESS
from allmende.surfaces.demo.together import Call, Contact, Nudge, Thank, Tour


def write(town: Town) -> None:
    """Write down who finds whom, who thanks whom, and who asks for help."""
    diary, told = town.diary, town.together
    for contact in told.contacts:
        when = diary.some_time(contact.day, contact.by, contact.to)
        diary.write(when, contact.by, partial(_meet, town, contact))
    for thanks in told.thanks:
        when = diary.some_time(thanks.day, thanks.by, thanks.to)
        diary.write(when, thanks.by, partial(_thank, town, thanks))
    for call in told.calls:
        when = diary.some_time(call.day, call.text)
        diary.write(when, call.by or call.guest, partial(_call, town, call))
        if call.answer:
            diary.write(when + timedelta(hours=2.5), call.by or call.guest, partial(_answer, town, call))
    for nudge in told.nudges:
        diary.write(diary.at(nudge.day, 9), nudge.to, partial(_nudge, town, nudge))
    for tour in told.tours:
        diary.write(diary.at(-4, tour.hour), tour.where, partial(_offer, town, tour))


def _meet(town: Town, contact: Contact) -> None:
    one, other = town.actors[contact.by], town.actors[contact.to]
    asked = contacts.ask(one, other, town.root, contact.text)
    if not contact.open:
        contacts.accept(other, asked, town.root)


def _thank(town: Town, thanks: Thank) -> None:
    thank(town.actors[thanks.by], town.root, town.actors[thanks.to], thanks.text)


def _call(town: Town, call: Call) -> None:
    if call.by:
        desk.ask_for_help(town.actors[call.by], town.root, call.text)
        return
    asked = desk.ask_as_guest(
        Guest(), town.root, call.text, name=call.guest, email=_address(call.guest), language=town.story.language, page=call.page
    )  # fmt: skip
    desk.confirm_question(asked)


def _answer(town: Town, call: Call) -> None:
    desk.answer_help(town.carer, Help.objects.get(space=town.root, text=call.text), call.answer)
    if call.route:
        desk.write_tip(town.carer, town.root, call.route, call.text, call.answer, for_guests=bool(call.guest))


def _nudge(town: Town, nudge: Nudge) -> None:
    desk.ask(town.carer, town.root, town.actors[nudge.to], Step(nudge.step), nudge.text)


def _offer(town: Town, tour: Tour) -> None:
    slot = welcome.offer_tour(town.carer, town.root, begins=town.diary.at(tour.day, tour.hour), where=tour.where)
    if tour.guest:
        booking = welcome.book(slot, name=tour.guest, email=_address(tour.guest), language=town.story.language)
        welcome.confirm_booking(booking)


def _address(guest: str) -> str:
    return ADDRESS.format(handle=guest.split()[0].lower())
