"""People from outside in a conversation: asked in, given a new link, taken out; how they leave, and how they come in for good."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.commands import let_in
from allmende.commons.audiences.models import Reach
from allmende.commons.consent.commands import erase_again
from allmende.commons.spaces.models import Membership
from allmende.commons.spaces.queries import root_of, space_of
from allmende.commons.spaces.senders import person_of
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.keys import sign
from allmende.foundation.limits.commands import use
from allmende.foundation.mail.reachable import why_stopped
from allmende.foundation.text.cleaning import clean_line, clean_text
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.commands import make_actor
from allmende.identity.actors.models import LANGUAGES, Actor, Kind
from allmende.rooms.messages.activities import MessageChanged
from allmende.rooms.messages.channels import outside
from allmende.rooms.messages.commands.linking import new_token
from allmende.rooms.messages.commands.seating import changed
from allmende.rooms.messages.commands.writing import fill_seats, held, newest
from allmende.rooms.messages.models import Conversation, Delivery, Ended, Message, Outsider, Shape
from allmende.rooms.messages.rules import may_add, may_host_outsiders, may_take_in_outsiders, people_in

MOST_OUTSIDE = 10
"""So many take part in one conversation by mail."""
ASKED_A_DAY = 10
"""So many people from outside one person asks in."""
ASKED_A_MONTH = 3
"""So often one address is asked on this node, whoever asks."""
LONGEST_WHY = 500
DAY = 86_400


@transaction.atomic
def take_in_outside(actor: Actor, about: Conversation, *, name: str, email: str, language: str, why: str) -> Outsider:
    """Ask someone without an account to take part in a conversation by mail; they read what is written from now on.

    Whether the address is a member's nobody is told: they are asked the same way, and led to their account.
    Raises Refused: 403, 404, 409 closed to strangers, full, there already or unreachable, 422 not filled in, 429 too many.
    """
    conversation = held(about)
    require(may_take_in_outsiders(actor, conversation))
    name, email, why = _filled_in(name, email, language, why)
    digest = sign("outsiders", email)
    known = conversation.outsiders.filter(digest=digest).select_related("actor").first()
    _require_welcome(conversation, known, email)
    if not use(f"outside:{actor.id}", ASKED_A_DAY, DAY) or not use(f"outside address:{email}", ASKED_A_MONTH, 30 * DAY):
        raise Refused(_("That is enough for today. Go on tomorrow."), 429)
    if known is not None and known.actor.kind == Kind.OUTSIDE:
        Actor.objects.filter(id=known.actor_id).update(name=name, language=language)
        person = Actor.objects.get(id=known.actor_id)
    else:
        person = make_actor(name, kind=Kind.OUTSIDE, handle=f"outside-{clock.new_id().hex[-20:]}", language=language)
    found, _new = Outsider.objects.update_or_create(
        conversation=conversation, digest=digest,
        defaults={
            "actor": person, "by": actor, "email": email, "since": newest(conversation), "added": clock.now(),
            "renewed": clock.now(), "ended": None, "why": Ended.NOT,
        },
    )  # fmt: skip
    changed(actor, conversation, "outside_in", person)
    outside.invite(found, new_token(found), why)
    return found


def _filled_in(name: str, email: str, language: str, why: str) -> tuple[str, str, str]:
    name, email = clean_line(name), email.strip().lower()
    wrong: dict[str, Text] = {}
    if not any(letter.isalnum() for letter in name) or len(name) > 120:
        wrong["name"] = _("Say what they are called.")
    try:
        validate_email(email)
        why = clean_text(why, LONGEST_WHY).strip()
    except ValidationError as error:
        wrong["why" if "@" in email and len(why) > LONGEST_WHY else "email"] = " ".join(error.messages)
    if not wrong and not clean_line(why):
        wrong["why"] = _("Say why you ask them: they read it in the mail.")
    if language not in dict(LANGUAGES):
        wrong["language"] = _("Choose a language.")
    if wrong:
        raise Refused(str(next(iter(wrong.values()))), 422, errors=wrong)
    return name, email, why


def _require_welcome(conversation: Conversation, known: Outsider | None, email: str) -> None:
    if known is not None and known.ended is None:
        raise Refused(_("This address takes part already. You can send it a new link."), 409)
    if known is not None and known.why == Ended.LEFT:
        raise Refused(_("Whoever has this address left, and wants no more mails of this conversation."), 409)
    if conversation.outsiders.filter(ended=None).count() >= MOST_OUTSIDE:
        raise Refused(_("Ten people take part by mail. More than that need an account."), 409)
    if why_stopped(email):
        raise Refused(_("Mails to this address came back, or weren't wanted. Nothing more is sent to it."), 409)


@transaction.atomic
def renew_outside(actor: Actor, about: Outsider) -> None:
    """Send someone from outside a new link; all earlier ones open nothing any more. Raises Refused: 403, 404, 409, 429."""
    conversation = held(about.conversation)
    require(may_take_in_outsiders(actor, conversation))
    outsider = _still(about, conversation)
    if not use(f"outside renewal:{outsider.pk}", 3, DAY):
        raise Refused(_("That is enough for today. Go on tomorrow."), 429)
    outsider.keys.all().delete()
    outsider.renewed = clock.now()
    outsider.save(update_fields=["renewed"])
    outside.invite(outsider, new_token(outsider), "")


@transaction.atomic
def take_out_outside(actor: Actor, about: Outsider) -> None:
    """Take someone from outside out: their links open nothing any more, no mail goes to them. Raises Refused: 403, 404, 409."""
    conversation = held(about.conversation)
    require(may_host_outsiders(actor, conversation))
    outsider = _still(about, conversation)
    _end(outsider, Ended.TAKEN_OUT)
    changed(actor, conversation, "outside_out", outsider.actor)


@transaction.atomic
def leave_outside(about: Outsider) -> None:
    """End one's mails and one's part in a conversation; said twice it changes nothing. Whoever comes has the link, which is the proof."""
    conversation = held(about.conversation)
    outsider = Outsider.objects.select_related("actor").get(pk=about.pk)
    if outsider.ended is None:
        _end(outsider, Ended.LEFT)
        changed(outsider.actor, conversation, "outside_out", outsider.actor)


@transaction.atomic
def erase_outside(about: Outsider) -> None:
    """Leave, and have one's name, address and words erased; the places of the messages stay."""
    leave_outside(about)
    if about.actor.kind == Kind.OUTSIDE:
        erase_again(about.actor_id, keeps_contributions=False)


def _still(about: Outsider, conversation: Conversation) -> Outsider:
    outsider = Outsider.objects.select_related("actor", "by").get(pk=about.pk)
    outsider.conversation = conversation
    if outsider.ended is not None:
        raise Refused(_("They don't take part any more."), 409)
    return outsider


def _end(outsider: Outsider, why: Ended) -> None:
    """Note an end: the address goes, the links open nothing, what was on its way isn't sent."""
    outsider.keys.all().delete()
    outsider.email, outsider.ended, outsider.why = "", clock.now(), why
    outsider.save(update_fields=["email", "ended", "why"])


@transaction.atomic
def come_in(actor: Actor, about: Outsider) -> bool:
    """Take part with one's account from now on: what one wrote by mail is one's own, in its place. Say whether one reads all of it now.

    One does where one belongs to the space, or whoever asked one in may bring one in; else one goes on by mail, under one's own name.
    Raises Refused: 403 where the address is not the account's, 409 where it is over.
    """
    conversation = held(about.conversation)
    outsider = _still(about, conversation)
    person = person_of(actor.id)
    if person is None or outsider.email not in person.addresses:
        raise Refused(_("This link went to another address than yours. Add that address to your account first."), 403)
    placeholder = outsider.actor
    if placeholder.id != actor.id:
        outsider.actor = actor
        outsider.save(update_fields=["actor"])
        _hand_on(placeholder, actor, conversation)
    if _reads_all(actor, outsider, conversation):
        _end(outsider, Ended.CAME_IN)
        return True
    return False


def _hand_on(placeholder: Actor, actor: Actor, conversation: Conversation) -> None:
    """Give what was written from outside to who came in; of the row that stood for them nothing is left."""
    wrote = list(Message.objects.filter(conversation=conversation, author=placeholder).order_by("pk"))
    Thing.objects.filter(pk__in=[said.pk for said in wrote]).update(author=actor)
    Delivery.objects.filter(actor=placeholder).delete()
    if placeholder.kind == Kind.OUTSIDE:
        Actor.objects.filter(id=placeholder.id).update(
            name="", handle=f"gone-{placeholder.id.hex[-12:]}", erased=clock.now()
        )
    for said in wrote:
        record(MessageChanged(actor=actor.id, thing=said.pk, audience=said.audience_id, conversation=conversation.pk))


def _reads_all(actor: Actor, outsider: Outsider, conversation: Conversation) -> bool:
    if Reach.objects.filter(audience=conversation.audience_id, actor=actor).exists():
        return True
    there, host = list(people_in(conversation)), outsider.by
    if conversation.shape != Shape.GROUP or host is None or not may_add(host, conversation, [actor], there):
        return False
    let_in(conversation.audience, {actor.id})
    fill_seats(conversation, newest(conversation))
    changed(host, conversation, "joined", actor)
    return True


def receive_who_came_in() -> None:
    """Let those who came in since, with the address they were asked by, take part with their account. Cheap, and safe twice at once.

    Whoever had an account before says so themselves, by the link: otherwise all would see whose address it is.
    """
    shown = EmailAddress.objects.filter(verified=True, email__in=Outsider.objects.exclude(email="").values("email"))
    for email, actor in shown.values_list("email", "user__actor"):
        rows = Outsider.objects.filter(email=email, ended=None, actor__kind=Kind.OUTSIDE)
        for outsider in rows.select_related("conversation__place", "actor", "by")[:100]:
            root = root_of(space_of(outsider.conversation))
            if Membership.objects.filter(actor=actor, space=root, joined__gt=outsider.added).exists():
                come_in(Actor.objects.get(id=actor), outsider)
