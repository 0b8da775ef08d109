"""Mails that can be answered with a word or a number: a vote, a yes, a kind no. The same commands as on the page do it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.mail.inbound.letters import Letter
from allmende.foundation.mail.inbound.reasons import REASONS
from allmende.foundation.mail.inbound.telling import MOST_CHOICES, tell_done
from allmende.foundation.mail.replies import Handler, when_answered
from allmende.foundation.verdicts import Refused, Text

LONGEST_ANSWER = 120
"""Letters of a line that can be an answer: options are shorter."""
SHORT = 25
"""What is no answer but as short as one is asked about; what is longer is taken for something said."""
NUMBERED = re.compile(
    r"(?:option|antwort|answer|risposta|nr\.?|no\.?|n\.|#)? {0,3}(\d{1,2}) {0,2}[.):]?", re.IGNORECASE
)
BETWEEN = re.compile(r"[,;/+&]| and | und | e ")

YES = ("yes", "ja", "sì", "si", "ok", "gern", "gerne", "volentieri")
NO = ("no", "nein", "lieber nicht", "rather not", "no grazie")
"""Words that mean yes and no, in whatever language someone answers."""


@dataclass(frozen=True)
class Choices:
    """What can be chosen, in its order, each with further words that mean it (`YES`). `has_several`: more than one; what is no longer
    open is not offered, and an answer to it is told why. Without options the mail says only what stands in `question`.
    """

    question: str
    options: tuple[str, ...]
    words: tuple[tuple[str, ...], ...] = ()
    has_several: bool = False
    is_open: bool = True


@dataclass(frozen=True)
class Offer:
    """A kind of mail that can be answered so.

    `read(actor, subject)` tells what there is to choose (None: nothing, or no more), `choose(actor, subject, numbers)` does it and returns a
    sentence that confirms it, or raises Refused. `otherwise` takes what is said besides, or instead. `reasons` are the keys of
    the notices that are told by such mails, of things of any kind or of one `kind`; `subject` is the field of the activity that names it
    (empty: the thing).
    """

    key: str
    title: Text
    read: Callable[[UUID, UUID], Choices | None]
    choose: Callable[[UUID, UUID, tuple[int, ...]], Text]
    otherwise: Handler | None = None
    reasons: Collection[str] = ()
    kind: str = ""
    subject: str = ""


_offers: list[Offer] = []


def offer_choices(offer: Offer) -> None:
    """Let mails of a kind be answered with a word or a number (called when an app is ready). What is chosen needs proof of who wrote."""
    _offers.append(offer)
    answer = partial(_answered, offer)
    when_answered(offer.key, answer, title=offer.title, needs_proof=False, most_told=MOST_CHOICES)


def offer_for(reason: str, kind: str) -> Offer | None:
    """Return what a mail about a notice offers to choose; None where it offers nothing."""
    return next((offer for offer in _offers if reason in offer.reasons or (offer.kind and kind == offer.kind)), None)


def _answered(offer: Offer, actor: UUID, subject: UUID, letter: Letter) -> tuple[str, ...]:
    choices = offer.read(actor, subject)
    if choices is None:
        raise Refused(
            _("What that mail asked is answered, closed or gone by now. On the page you see how it stands."), 410
        )
    line, _break, rest = letter.text.strip().partition("\n")
    numbers = picked(line, choices)
    if numbers is None:
        if offer.otherwise is None or (choices.options and not rest.strip() and len(line) < SHORT):
            raise Refused(_ambiguous(choices), 422)
        return tuple(offer.otherwise(actor, subject, letter))
    if not letter.is_proven:
        raise Refused(REASONS["unproven"], 403)
    said = offer.choose(actor, subject, numbers)
    tell_done(actor, letter, said)
    if rest.strip() and offer.otherwise:
        return tuple(offer.otherwise(actor, subject, replace(letter, text=rest.strip())))
    return tuple(file.name for file in letter.attachments)


def picked(line: str, choices: Choices) -> tuple[int, ...] | None:
    """Return which options a line names, by number or word, from 1 on; None where it is no answer, or could be two."""
    line = line.strip().casefold()[: LONGEST_ANSWER + 1]
    if len(line) > LONGEST_ANSWER:
        return None
    whole = _one(line, choices)
    if whole:
        return (whole,)
    parts = [_one(part.strip(), choices) for part in BETWEEN.split(line) if part.strip()]
    if not choices.has_several or not parts or not all(parts):
        return None
    return tuple(dict.fromkeys(part for part in parts if part))


def _one(said: str, choices: Choices) -> int | None:
    """Return the one option that is meant: its number and its words may not mean two different ones."""
    said = said.strip(" \t\"'“”„«».!")
    meant = {
        number
        for number, option in enumerate(choices.options, 1)
        if said in {option.casefold().strip(" .!"), *(choices.words[number - 1] if choices.words else ())}
    }
    if (found := NUMBERED.fullmatch(said)) and 1 <= int(found[1]) <= len(choices.options):
        meant.add(int(found[1]))
    return meant.pop() if len(meant) == 1 else None


def _ambiguous(choices: Choices) -> str:
    listed = "\n".join(f"{number}  {option}" for number, option in enumerate(choices.options, 1))
    if choices.has_several:
        asked = _(
            "We could not tell what you choose. Answer the same mail again with nothing but numbers, such as “1, 2”:"
        )
    else:
        asked = _("We could not tell what you choose. Answer the same mail again with nothing but one number:")
    return f"{asked}\n\n{choices.question}\n{listed}"
