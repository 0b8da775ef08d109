"""What a contribution may hold, what is missing, and how what two people wrote at once is put together."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from allmende.commons.agreements.queries import appearances_of, consent_text, what_is_missing
from allmende.commons.consent.models import Scope
from allmende.commons.consent.rules import guardian_allows
from allmende.commons.files.queries import has_video, longer_than, without_captions
from allmende.foundation.text.cleaning import clean_line, clean_text
from allmende.foundation.text.excerpts import plain
from allmende.foundation.verdicts import Refused, Text
from allmende.rooms.calls.models import Contribution, FieldKind
from allmende.rooms.calls.queries.template import PREFIX, Asked, template_of

FIELDS = {"title", "text", "cost", "picture", "language"}
LONGEST = {FieldKind.LINE: 200, FieldKind.TEXT: 20_000, FieldKind.NUMBER: 30, FieldKind.LINK: 500}
COMPARED = ("title", "text", "cost")
"""What a version keeps beside the answers."""


def snapshot(contribution: Contribution) -> dict[str, Any]:
    """Return what a version keeps of a contribution: title, text, cost, and each answer under the name of its field."""
    answers = {f"{PREFIX}{key}": value for key, value in (contribution.answers or {}).items()}
    return {name: getattr(contribution, name) for name in COMPARED} | answers


def mark(value: Any) -> str:
    """Return a short mark of a value, by which a form says what it was loaded with."""
    return hashlib.sha256(("" if value is None else str(value)).encode()).hexdigest()[:12]


def marks_of(contribution: Contribution) -> dict[str, str]:
    """Return the marks of all that a form shows of a contribution, by field; a field that was never filled counts as empty."""
    stored = {field.name: "" for field in template_of(contribution.call_id)} | snapshot(contribution)
    return {name: mark(value) for name, value in stored.items()}


def merged(contribution: Contribution, content: Mapping[str, Any], was: Mapping[str, str] | None) -> dict[str, Any]:
    """Return of content what its writer changed since they loaded it (`was`: the marks of then), where others saved meanwhile.

    Fields that only others changed stay as these left them. Raises Refused (409) naming each field that both changed.
    """
    if was is None:
        raise Refused(_("This was saved in another window in the meantime. Compare the two and decide."), 409)
    stored, now = marks_of(contribution), dict[str, Any]()
    both: dict[str, Text] = {}
    for name, value in content.items():
        mine, before = mark(value), was.get(name, mark(""))
        if name not in stored or mine in {before, stored[name]}:
            continue
        if stored[name] != before:
            both[name] = _("Somebody else changed this too. Both texts stand below: put them together, then save.")
        now[name] = value
    if both:
        raise Refused(
            _("While you wrote, somebody else saved the same. Nothing is lost: compare the two."), 409, errors=both
        )
    return now


def cleaned(contribution: Contribution, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return content as it is stored; raises Refused (422) naming each field that can't be, TypeError for an unknown one."""
    template = {field.name: field for field in template_of(contribution.call_id)}
    if unknown := content.keys() - FIELDS - template.keys():
        raise TypeError(f"A contribution has no {', '.join(sorted(unknown))}.")
    clean, errors = dict(content), dict[str, Text]()
    if "title" in content:
        clean["title"] = clean_line(content["title"])
    if "text" in content:
        clean["text"] = clean_text(content["text"])
    if len(clean.get("title", "")) > 120:
        errors["title"] = _("120 letters at most.")
    if len(clean.get("text", "")) > 40_000:
        errors["text"] = _("40,000 letters at most.")
    if error := _wrong_cost(contribution, content.get("cost")):
        errors["cost"] = error
    for name in content.keys() & template.keys():
        try:
            clean[name] = clean_answer(template[name], content[name])
        except Refused as refusal:
            errors[name] = refusal.reason
    if errors:
        raise Refused(_("Please look at these fields again."), 422, errors=errors)
    return clean


def _wrong_cost(contribution: Contribution, cost: int | None) -> Text:
    budget = contribution.call.budget
    if cost is not None and cost <= 0:
        return _("Enter the cost as a number greater than zero, such as 7460.")
    if cost is not None and budget is not None and cost > budget:
        whole = contribution.call.money(budget).format(contribution.language)
        return gettext("The whole budget is %(budget)s. Stay within it.") % {"budget": whole}
    return ""


def write(contribution: Contribution, clean: Mapping[str, Any]) -> None:
    """Take over content that `cleaned` has returned."""
    answers = dict(contribution.answers or {})
    for name, value in clean.items():
        if name.startswith(PREFIX):
            answers[name.removeprefix(PREFIX)] = value
        else:
            setattr(contribution, name, value)
    contribution.answers = answers or None
    contribution.summary = plain(contribution.text, 240)


def clean_answer(field: Asked, typed: object) -> str:
    """Return what was typed into a field as it is stored, a number with a point and a date as 2026-05-31. Raises Refused (422)."""
    text = "" if typed is None else str(typed)
    text = clean_text(text).strip() if field.kind == FieldKind.TEXT else clean_line(text)
    if not text:
        return ""
    if len(text) > LONGEST.get(FieldKind(field.kind), 200):
        raise Refused(_("That is too long."), 422)
    if field.kind == FieldKind.NUMBER:
        return _number(text)
    if field.kind == FieldKind.CHOICE and text not in field.choices:
        raise Refused(_("Choose one of these."), 422)
    if field.kind == FieldKind.LINK and (urlsplit(text).scheme not in {"http", "https"} or not urlsplit(text).netloc):
        raise Refused(_("Enter a whole address that begins with https://."), 422)
    if field.kind == FieldKind.DATE:
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError as error:
            raise Refused(_("Enter the date as 2026-05-31."), 422) from error
    return text


def _number(text: str) -> str:
    """A number as people write it in any of our languages: the last point or comma with other than three digits behind it divides."""
    bare = text.replace(" ", "").replace("\u00a0", "").replace("'", "")
    whole, mark_, rest = max((bare.rpartition("."), bare.rpartition(",")), key=lambda parts: len(parts[0]))
    if mark_ and (len(rest) != 3 or whole.lstrip("-") in {"", "0"}):
        bare = f"{whole.replace('.', '').replace(',', '')}.{rest}"
    else:
        bare = bare.replace(".", "").replace(",", "")
    try:
        number = Decimal(bare)
    except InvalidOperation as error:
        raise Refused(_("Enter a number, such as 12.5."), 422) from error
    if not number.is_finite() or abs(number) >= 10**15:
        raise Refused(_("Enter a number, such as 12.5."), 422)
    return f"{number.normalize():f}"


def require_complete(contribution: Contribution) -> None:
    """Raise Refused (422) naming all that is missing for handing in."""
    errors: dict[str, Text] = {}
    if len(contribution.title.strip()) < 3:
        errors["title"] = _("Give your contribution a title.")
    if len(contribution.text.strip()) < 20:
        errors["text"] = _("Describe it in a few sentences.")
    if contribution.call.budget is not None and contribution.cost is None:
        errors["cost"] = _("Enter the cost as a number, such as 7460.")
    errors |= _missing_in_answers(contribution)
    errors |= _missing_in_videos(contribution)
    errors |= _missing_in_consents(contribution)
    if errors:
        raise Refused(_("Something is still missing."), 422, errors=errors)


def _missing_in_answers(contribution: Contribution) -> dict[str, Text]:
    answers, errors = contribution.answers or {}, dict[str, Text]()
    for field in template_of(contribution.call_id):
        text = str(answers.get(field.key, ""))
        if field.is_required and not text:
            errors[field.name] = gettext("“%(field)s” is asked for in this call.") % {"field": field.label}
        words = len(text.split())
        if field.most and words > field.most:
            errors[field.name] = gettext("%(most)d words at most; these are %(words)d.") % {"most": field.most, "words": words}  # fmt: skip
    return errors


def _missing_in_videos(contribution: Contribution) -> dict[str, Text]:
    call = contribution.call
    if call.needs_video and not has_video(contribution.id):
        return {"video": _("This call asks for a video. Add one below.")}
    if call.most_minutes and (names := longer_than(contribution.id, call.most_minutes)):
        said = gettext("%(minutes)d minutes at most in this call. Too long: %(names)s. Cut it, and add it anew.")
        return {"video": said % {"minutes": call.most_minutes, "names": ", ".join(names)}}
    if call.needs_captions and (names := without_captions(contribution.id)):
        return {
            "video": _("This call asks for captions. They are missing for: %(names)s.") % {"names": ", ".join(names)}
        }
    return {}


def _missing_in_consents(contribution: Contribution) -> dict[str, Text]:
    """Where the call asks for it, each who is to be seen or heard agrees, and the young who hand in have their guardian's word."""
    if consent_text(contribution.call) is None:
        return {}
    young = guardian_allows(contribution.author, Scope.IMAGES)
    missing = young.reason if not young else what_is_missing(
        appearances_of(contribution.id), nobody=contribution.shows_nobody
    )  # fmt: skip
    return {"consents": missing} if missing else {}
