"""Questions of people without an account: they count once their address is confirmed, and a budget keeps floods out."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation.journal.commands import record
from allmende.foundation.limits.commands import use
from allmende.foundation.options.definitions import value_of
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.accounts.addresses import is_address
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Reader
from allmende.people.desk.activities import GuestAskedForHelp, HelpClosed
from allmende.people.desk.commands.help import answer_back, asked_from, held
from allmende.people.desk.commands.mails import mail_confirmation
from allmende.people.desk.commands.words import here, in_words
from allmende.people.desk.models import Help, HelpState
from allmende.people.desk.rules import GUESTS, may_ask_as_guest

MOST_A_DAY = 3
"""So many questions a day are asked under one address."""
DAY = 24 * 3600


@transaction.atomic
def ask_as_guest(
    reader: Reader, root: Space, text: str, *, name: str, email: str, language: str, page: str = ""
) -> Help:
    """Ask without an account: a mail goes to the address, and those on duty read the question once its link was used.

    Raises Refused: 403 where guests can't ask, 409 for who is signed in, 422 for bad input, 429 beyond three questions a day
    of one address, or what all guests of the community may ask in a day.
    """
    require(may_ask_as_guest(reader, root))
    text, name, email = in_words(text, 600), clean_line(name)[:120], email.strip().lower()
    if not any(letter.isalnum() for letter in name):
        raise Refused(_("Say how we may call you."), 422, errors={"name": _("A name, please.")})
    if not is_address(email):
        no_address = _("Write an address such as noor@example.org.")
        raise Refused(no_address, 422, errors={"email": no_address})
    if not use(f"desk.guest:{email}", MOST_A_DAY, DAY):
        raise Refused(_("Three questions a day are enough for one address. Look into your mail for the answers."), 429)
    if not use(f"desk.guests:{root.id.hex}", value_of(GUESTS), DAY):
        raise Refused(_("Many have asked today. Please come back tomorrow."), 429)
    made = Help.objects.create(
        space=root, text=text, name=name, email=email, language=language, state=HelpState.SENT, **asked_from(page)
    )
    mail_confirmation(made)
    return made


@transaction.atomic
def confirm_question(call: Help) -> Help:
    """Let a guest's question into the queue, since its link was used. May be said twice."""
    call = held(call)
    if call.state == HelpState.SENT:
        call.state = HelpState.OPEN
        call.save()
        record(GuestAskedForHelp(**here(system(), call.space), help=call.id))
    return call


def answer_back_as_guest(call: Help, text: str) -> Help:
    """Say something more to a question that one asked without an account. Raises Refused (409, 422, 429)."""
    return answer_back(system(), call, text)


@transaction.atomic
def close_as_guest(call: Help) -> None:
    """Say that an answer to a question that one asked without an account helped. May be said twice."""
    call = held(call)
    if call.state not in {HelpState.SENT, HelpState.CLOSED}:
        call.state = HelpState.CLOSED
        call.save()
        record(HelpClosed(**here(system(), call.space), help=call.id))


@transaction.atomic
def forget_question(call: Help) -> None:
    """Delete a guest's question with their address, as they wish. May be said twice."""
    Help.objects.filter(pk=call.pk, asker=None).delete()
