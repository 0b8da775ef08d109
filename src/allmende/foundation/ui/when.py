"""How moments are written: relative within a week, as a date after that, in the language and zone of the page."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from babel.dates import format_timedelta
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, gettext_noop

from allmende.foundation.clock import now
from allmende.foundation.ui.html import Text, text

NAMES = (
    gettext_noop("January"), gettext_noop("February"), gettext_noop("March"), gettext_noop("April"), gettext_noop("May"), gettext_noop("June"),
    gettext_noop("July"), gettext_noop("August"), gettext_noop("September"), gettext_noop("October"), gettext_noop("November"), gettext_noop("December"),
    gettext_noop("Monday"), gettext_noop("Tuesday"), gettext_noop("Wednesday"), gettext_noop("Thursday"), gettext_noop("Friday"),
    gettext_noop("Saturday"), gettext_noop("Sunday"),
)  # fmt: skip
"""Months and days, so that our catalogues say them: Django's write Italian ones with capitals, as nobody does within a sentence."""
WEEK = timedelta(days=7)
FORMS = frozenset({"auto", "relative", "date", "datetime", "short", "clock", "month"})


def local(at: datetime | date) -> datetime | date:
    """The moment in the zone of the page; a plain date stays one."""
    return timezone.localtime(at) if isinstance(at, datetime) else at


def relative_text(at: datetime, reference: datetime | None = None) -> str:
    """Such as "25 minutes ago", "in 3 days"; "just now" under a minute."""
    delta = at - (reference or now())
    if abs(delta) < timedelta(minutes=1):
        return gettext("just now")
    return format_timedelta(delta, add_direction=True, locale=(get_language() or "en").replace("-", "_"), threshold=1)


def full_text(at: datetime | date) -> str:
    """The date in full, and for an instant the time with its zone."""
    day = local(at)
    if isinstance(day, datetime):
        return gettext("%(date)s, %(time)s") % {
            "date": date_format(day, "DATE_FORMAT"),
            "time": f"{time_format(day, 'TIME_FORMAT')} ({day:%Z})",
        }
    return date_format(day, "DATE_FORMAT")


def moment_text(at: datetime | date, form: str = "date") -> str:
    """The moment in one of `FORMS`; "auto" is relative within a week of now. Raises ValueError for an unknown form."""
    if form not in FORMS:
        raise ValueError(f"There is no form {form!r} of a moment: {', '.join(sorted(FORMS))}.")
    day = local(at)
    if isinstance(at, datetime) and (form == "relative" or (form == "auto" and abs(at - now()) <= WEEK)):
        return relative_text(at)
    if form == "datetime" and isinstance(day, datetime):
        return gettext("%(date)s, %(time)s") % {
            "date": date_format(day, "DATE_FORMAT"),
            "time": time_format(day, "TIME_FORMAT"),
        }
    if form == "clock" and isinstance(day, datetime):
        return time_format(day, "TIME_FORMAT")
    patterns = {"short": "MONTH_DAY_FORMAT", "month": "YEAR_MONTH_FORMAT"}
    return date_format(day, patterns.get(form, "DATE_FORMAT"))


def moment(at: datetime | date, *, form: str = "date", prefix: Text = "", is_titled: bool = True) -> SafeString:
    """A `<time>` element: machine-readable in `datetime` (an instant to the minute, in UTC), in full in its title; where there are
    many, `main.js` makes the title."""
    lead = f"{text(prefix)} " if prefix else ""
    title = f' title="{text(full_text(at))}"' if is_titled else ""
    return mark_safe(f'{lead}<time datetime="{_by_machine(at)}"{title}>{text(moment_text(at, form))}</time>')


def _by_machine(at: datetime | date) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%MZ}" if isinstance(at, datetime) else at.isoformat()
