"""What needs someone in the office now: few sentences, the most urgent first; nothing when all is calm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.commons.duties.queries import overloaded
from allmende.commons.duties.rules import may_assign
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.waiting import what_waits
from allmende.foundation.gathered import Wanted, gathered
from allmende.foundation.health.findings import State as Health
from allmende.foundation.health.keeping import last_examination
from allmende.foundation.journal.models import Cursor
from allmende.foundation.mail.models import Outcome, Received
from allmende.foundation.tasks.models import State
from allmende.identity.actors.models import Reader
from allmende.identity.operating.queries.work import counts
from allmende.identity.signon.rules import may_operate
from allmende.observers.audit.queries import last_check

TOLD_BELOW = frozenset({"jobs", "observers"})
"""Findings of the doctor that lines of their own tell, with where to mend them."""
ICONS = {"backup": "database", "database": "database", "mail": "mail", "keys": "lock", "worker": "progress"}
MOST_FAILED = 100
"""So many mails that could not be handled are counted."""
MOST = 8
"""So much of what waits in the community shows here; the rest stands at home."""


@dataclass(frozen=True)
class Sign:
    """What is to be looked at: in a sentence, where, and how urgent (danger, warn, info)."""

    title: str
    note: str
    url: str
    icon: str
    tone: str


def signs_for(reader: Reader, root: Space | None) -> list[Sign]:
    """Return what needs a reader now; a fixed number of statements."""
    found = [*(_of_the_node(reader) if may_operate(reader) else ()), *(_of_the_community(reader, root) if root else ())]
    order = ("danger", "warn", "info")
    return sorted(found, key=lambda sign: order.index(sign.tone))


def _of_the_node(reader: Reader) -> Iterator[Sign]:
    check = last_check()
    if check and check.broken is not None:
        title = _("The journal is not as it was written.")
        yield Sign(
            title,
            _("From entry %(n)d on.") % {"n": check.broken},
            reverse("backoffice:journal"),
            "shield-check",
            "danger",
        )
    stuck, failed = (len(rows) for rows in gathered([_stuck.put(), _failed.put()]))
    if stuck:
        title = ngettext(
            "%(n)d reader of the journal stands still.", "%(n)d readers of the journal stand still.", stuck
        )
        yield Sign(
            title % {"n": stuck},
            _("Feed, notices or search miss what is new."),
            reverse("backoffice:health"),
            "alert-triangle",
            "danger",
        )
    yield from _of_health()
    yield from _of_work(reader)
    yield from _of_mail_that_came(failed)


_stuck = Wanted(lambda: Cursor.objects.exclude(error="").values_list("observer"))
_failed = Wanted(lambda: Received.objects.filter(outcome=Outcome.FAILED).values_list("id")[:MOST_FAILED])


def _of_health() -> Iterator[Sign]:
    """What the doctor found that no other line here says, and backups that failed or are overdue; each with what to do."""
    for finding in last_examination().ills:
        if finding.key not in TOLD_BELOW:
            tone = "danger" if finding.state == Health.BAD else "warn"
            yield Sign(
                finding.says,
                finding.remedy,
                reverse("backoffice:health"),
                ICONS.get(finding.key, "alert-triangle"),
                tone,
            )


def _of_work(reader: Reader) -> Iterator[Sign]:
    if dead := counts(reader, mails=False)[State.DEAD]:
        title = ngettext("%(n)d job was given up.", "%(n)d jobs were given up.", dead) % {"n": dead}
        yield Sign(
            title,
            _("See why, and try again what should still happen."),
            f"{reverse('backoffice:jobs')}?state=dead",
            "progress",
            "warn",
        )
    mails = counts(reader, mails=True)
    if back := mails[State.DEAD]:
        title = ngettext("%(n)d mail could not be delivered.", "%(n)d mails could not be delivered.", back) % {
            "n": back
        }
        yield Sign(
            title, _("The mail server's answer says why."), f"{reverse('backoffice:mails')}?state=dead", "mail", "warn"
        )
    if (waiting := mails[State.READY]) > 20:
        title = ngettext("%(n)d mail waits.", "%(n)d mails wait.", waiting) % {"n": waiting}
        yield Sign(
            title,
            _("Is the mail server reachable, and a worker at work?"),
            f"{reverse('backoffice:mails')}?state=ready",
            "mail",
            "info",
        )


def _of_mail_that_came(failed: int) -> Iterator[Sign]:
    if failed:
        title = ngettext(
            "%(n)d mail that came in could not be handled.", "%(n)d mails that came in could not be handled.", failed
        ) % {"n": failed}
        yield Sign(
            title, _("The log says why; tell us."), f"{reverse('backoffice:inbox')}?outcome=failed", "mail", "warn"
        )


def _of_the_community(reader: Reader, root: Space) -> Iterator[Sign]:
    """Who carries too much, and what waits for the reader anywhere in the house: gates, help, nominations."""
    for person, count in overloaded(root) if may_assign(reader, root) else ():
        title = _("%(name)s carries %(n)d duties.") % {"name": person.name, "n": count}
        remedy = _("Give them a deputy, or share a duty with someone who would like to.")
        yield Sign(title, remedy, reverse("duties:index", args=[root.slug]), "stack-2", "warn")
    for one in what_waits(reader, root, MOST):
        yield Sign(str(one.title), str(one.note), one.url, one.icon, "info")
