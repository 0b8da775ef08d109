"""What doesn't fit an operation's description, in sentences of the caller's language, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "missing": _("This is missing."),
    "extra_forbidden": _("There is no such field."),
    "string_type": _("Send this as text."),
    "string_too_short": _("This is too short: at least %(min_length)s letters."),
    "string_too_long": _("This is too long: %(max_length)s letters at most."),
    "string_pattern_mismatch": _("This has letters that don't belong here."),
    "int_type": _("Send this as a whole number."),
    "int_parsing": _("Send this as a whole number."),
    "int_from_float": _("Send this as a whole number."),
    "greater_than_equal": _("At least %(ge)s."),
    "less_than_equal": _("At most %(le)s."),
    "date_type": _("Write a date, such as 2026-03-09."),
    "date_from_datetime_parsing": _("Write a date, such as 2026-03-09."),
    "datetime_from_date_parsing": _("Write a moment, such as 2026-03-09T18:00:00+01:00."),
    "time_type": _("Write a time of day, such as 09:00."),
    "bool_type": _("Send true or false."),
    "literal_error": _("One of %(expected)s."),
    "uuid_parsing": _("This is no key of this list."),
    "model_attributes_type": _("Send an object with fields."),
    "model_type": _("Send an object with fields."),
    "dict_type": _("Send an object with fields."),
}
OTHERWISE = _("This can't be read as what it should be.")


def faults_in(errors: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """Return each thing that is wrong with a JSON pointer into the body, or with the name of the parameter."""
    return [{"pointer": _pointer(error["loc"]), "detail": _sentence(error)} for error in errors]


def _sentence(error: dict[str, Any]) -> str:
    sentence = str(SENTENCES.get(error["type"], OTHERWISE))
    try:
        return sentence % error.get("ctx", {})
    except KeyError:  # a kind of error that says less than its sentence needs
        return str(OTHERWISE)


def _pointer(where: tuple[Any, ...]) -> str:
    """Return a pointer as RFC 6901 writes it; `where` begins with body, query, path or header."""
    source, *steps = where
    if source != "body":
        return str(steps[-1]) if steps else str(source)
    inside = steps[1:]  # the first step is the name of our own parameter
    return "#" + "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in inside)
