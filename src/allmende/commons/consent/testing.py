"""Makers for tests: young people, and guardians who have answered."""

from __future__ import annotations

import re

from allmende.commons.consent.commands import answer, ask_guardian
from allmende.commons.consent.models import Guardianship
from allmende.foundation.mail.tasks import send_mail
from allmende.foundation.tasks.models import Job
from allmende.identity.accounts.commands import set_age_band
from allmende.identity.accounts.models import AgeBand
from allmende.identity.actors.models import Actor, Guest

_LINK = re.compile(r"/guardians/([0-9a-f-]{36})/([0-9a-f]{32})/")


def make_young(actor: Actor, band: AgeBand = AgeBand.UNDER_16) -> Actor:
    """Let someone be below 16, or of another age, without a history of it."""
    set_age_band(actor, band)
    return actor


def latest_link(address: str) -> tuple[str, str]:
    """Return id and signature of the link in the last mail to a guardian."""
    mails = [job for job in Job.objects.filter(path=send_mail.module_path).order_by("id") if job.args[0] == address]
    return _LINK.findall(mails[-1].args[2])[-1]  # type: ignore[no-any-return]


def make_guardian(child: Actor, *allows: str, address: str = "mum@example.net") -> Guardianship:
    """Let a guardian agree to what is named."""
    asked = ask_guardian(child, "Mum", address)
    _key, signature = latest_link(address)
    return answer(asked, signature, list(allows), reader=Guest("en"))
