"""Who may keep the node running: its operators; and what they may not do alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.foundation.doors import Option
from allmende.foundation.tasks.models import Job
from allmende.foundation.tasks.models import State as JobState
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor, Kind, Reader
from allmende.identity.signon.rules import may_operate

LONGEST = Option(
    "accounts.suspension", _("Suspended accounts"),
    _("So long one operator can keep someone out. For longer the community decides: an exclusion takes two people."), _("days"), 30, 1, 90,
)  # fmt: skip


def may_see_work(reader: Reader) -> Verdict:
    """Jobs, mails, storage, options: operators."""
    return may_operate(reader)


def may_retry_job(reader: Reader, job: Job) -> Verdict:
    """Try a job again now: one that was given up, or waits for its next try."""
    return first_denial(
        may_operate(reader),
        allow_if(job.state != JobState.RUNNING, _("It is running."), status=409),
        allow_if(job.state != JobState.DONE, _("It is done already."), status=409),
    )


def may_drop_job(reader: Reader, job: Job) -> Verdict:
    """Drop a job: what waits or was given up; what runs must end first."""
    return first_denial(
        may_operate(reader),
        allow_if(job.state != JobState.RUNNING, _("It is running. Wait until it ends."), status=409),
        allow_if(job.state != JobState.DONE, _("It is done already."), status=409),
    )


def may_see_accounts(reader: Reader) -> Verdict:
    """Whether someone can sign in, and how: operators."""
    return may_operate(reader)


def may_help_in(reader: Reader, account: Account) -> Verdict:
    """Send someone a link for a new password: operators; not to who is suspended or was erased."""
    return first_denial(
        may_operate(reader),
        allow_if(account.actor.erased is None, _("This account is erased."), status=410),
        allow_if(account.is_active, _("This account is suspended."), status=409),
    )


def may_sign_out(reader: Reader, account: Account) -> Verdict:
    """End someone's sessions: operators; their own they end on their security page."""
    return first_denial(
        may_operate(reader),
        allow_if(reader.id != account.actor_id, _("Your own sessions you end on your security page."), status=409),
    )


def may_suspend(reader: Reader, account: Account) -> Verdict:
    """Keep someone out for some days: operators; never themselves, nor each other."""
    return first_denial(
        may_operate(reader),
        allow_if(account.actor.kind == Kind.PERSON, _("Only people's accounts can be suspended."), status=409),
        allow_if(reader.id != account.actor_id, _("Let someone else decide this: it is about you.")),
        allow_if(not account.is_staff, _("Nobody suspends those who run this node. Let them give up the role first.")),
        allow_if(account.is_active, _("This account can't sign in anyway."), status=409),
    )


def may_readmit(reader: Reader, actor: Actor) -> Verdict:
    """Let someone in again: operators, while they are suspended."""
    is_out = actor.suspensions.filter(ended=None).exists()
    return first_denial(may_operate(reader), allow_if(is_out, _("This account is not suspended."), status=409))


def may_set_option(reader: Reader, option: Option, number: int) -> Verdict:
    """Set an option of the node within its limits: operators."""
    limits = {"least": option.least, "most": option.most}
    return first_denial(
        may_operate(reader),
        allow_if(
            option.least <= number <= option.most, _("Between %(least)d and %(most)d.") % limits, status=422
        ),
    )  # fmt: skip
