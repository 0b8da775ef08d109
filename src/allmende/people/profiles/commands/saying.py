"""What can be said in a detail: each maker judges its words and gives them their one spelling, or refuses in a sentence."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from babel import Locale
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Space, SpaceKind
from allmende.foundation.money import Money
from allmende.foundation.text import check_length, clean_line, clean_text
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.commands import handle_from
from allmende.identity.actors.models import Reader
from allmende.people.profiles.models import Key, Skill, SkillAlias, SkillName
from allmende.people.profiles.queries.words import fold

HOURS_OF_A_WEEK = 80
"""More than that nobody should offer."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that someone says; its parts are those of `models.Detail`."""

    word: str = ""
    text: str = ""
    amount: int | None = None
    since: date | None = None


def refused(key: str, sentence: str) -> Refused:
    """Return a refusal that points at a field."""
    return Refused(sentence, 422, errors={key: sentence})


def line(key: Key, text: str, limit: int) -> list[Said]:
    """One line, such as the pronouns; nothing for an empty one."""
    return [Said(text=cleaned)] if (cleaned := _short_enough(key, clean_line(text), limit)) else []


def paragraphs(key: Key, text: str, limit: int = 10_000) -> list[Said]:
    """A text in Markdown; nothing for an empty one."""
    return [Said(text=cleaned)] if (cleaned := _short_enough(key, clean_text(text).strip(), limit)) else []


def skill(label: str, language: str) -> Said:
    """A skill, by whatever name it is known in any language; one that nobody has named yet is made."""
    label = _short_enough(Key.SKILL, clean_line(label), 80)
    if not any(letter.isalnum() for letter in label):
        raise refused(Key.SKILL, _("Name the skill with at least one letter."))
    return Said(word=_skill_named(label, language).key, text=label)


def _skill_named(label: str, language: str) -> Skill:
    folded = fold(label)
    known = list(SkillName.objects.filter(folded=folded).select_related("skill"))
    known.sort(key=lambda name: name.language != language)
    if known:
        return known[0].skill
    others = {alias.skill_id: alias.skill for alias in SkillAlias.objects.filter(folded=folded).select_related("skill")}
    if len(others) == 1:  # what two skills may be called says neither
        return others.popitem()[1]
    stem = handle_from(label) if handle_from(label) != "person" else folded[:60]
    for number in range(1, 1000):
        key = stem if number == 1 else f"{stem}-{number}"
        try:
            with transaction.atomic():
                made, is_new = Skill.objects.get_or_create(key=key)
                if is_new:
                    SkillName.objects.create(skill=made, language=language, label=label, folded=folded)
                    return made
        except IntegrityError:  # somebody named it in the same moment
            return SkillName.objects.select_related("skill").get(language=language, folded=folded).skill
    raise refused(Key.SKILL, _("This skill can't be kept. Name it in other words."))


def spoken(code: str, level: Any) -> Said:
    """A language by its code (ISO 639), and how well: 1 to 6 as A1 to C2 of the European framework, 7 a first language."""
    known = Locale("en").languages
    if code not in known or not re.fullmatch(r"[a-z]{2,3}", code):
        raise refused(Key.LANGUAGE, _("Choose a language from the list."))
    if level not in range(1, 8):
        raise refused(Key.LANGUAGE, _("Say how well, from A1 to C2, or that it is your first language."))
    return Said(word=code, amount=level)


def wish(key: Key, text: str) -> Said:
    """What one offers or seeks, in a few words."""
    text = _short_enough(key, clean_line(text), 120)
    if not (word := fold(text)):
        raise refused(key, _("Say it with at least one letter."))
    return Said(word=word, text=text)


def free_time(hours: int | None, since: date | None) -> list[Said]:
    """How many hours a week one has, and from which day on; nothing without hours."""
    if hours is None:
        return []
    if hours not in range(1, HOURS_OF_A_WEEK + 1):
        raise refused(Key.AVAILABILITY, _("Say between 1 and %(most)d hours a week.") % {"most": HOURS_OF_A_WEEK})
    return [Said(amount=hours, since=since)]


def rate(amount: Money | None) -> list[Said]:
    """What an hour of one's work costs; nothing without an amount."""
    if amount is None:
        return []
    if not 0 < amount.minor <= 100_000_00:
        raise refused(Key.RATE, _("Say what an hour costs, as an amount above zero."))
    return [Said(word=amount.currency, amount=amount.minor)]


def hub(reader: Reader, space: UUID | None) -> list[Said]:
    """The hub that one belongs to, of the open ones that the reader sees."""
    if space is None:
        return []
    if not Space.objects.visible_to(reader).filter(id=space, purpose=SpaceKind.HUB, archived=None).exists():
        raise refused(Key.HUB, _("Choose a hub from the list."))
    return [Said(word=str(space))]


def link(address: str, label: str = "") -> Said:
    """A web page, a mail address or a telephone number of one's own; what lacks `https://` gets it."""
    address, label = clean_line(address), _short_enough(Key.LINK, clean_line(label), 80)
    if re.fullmatch(r"\+?[0-9 ()/.-]{5,25}", address):
        return Said(word="tel:" + re.sub(r"[^+0-9]", "", address), text=label)
    try:
        if "@" in address.removeprefix("mailto:") and "/" not in address:
            validate_email(mail := address.removeprefix("mailto:"))
            return Said(word=f"mailto:{mail}", text=label)
        if not urlsplit(address).scheme and address:
            address = f"https://{address}"
        URLValidator(schemes=["https", "http"])(address)
        if len(address) > 300 or urlsplit(address).username is not None:
            raise ValueError
    except (ValidationError, ValueError) as error:
        raise refused(
            Key.LINK, _("Write the whole address, such as https://example.org, or a mail address.")
        ) from error
    return Said(word=address, text=label)


def _short_enough(key: str, text: str, limit: int) -> str:
    try:
        check_length(text, limit)
    except ValidationError as error:
        raise refused(key, " ".join(error.messages)) from error
    return unicodedata.normalize("NFC", text)
