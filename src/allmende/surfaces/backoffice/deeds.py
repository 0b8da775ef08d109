"""What the office can do to many rows: each deed is a command with its rule, found by the filter of its list."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from allmende.commons.bin.commands import delete_now, restore
from allmende.commons.bin.models import Binned
from allmende.commons.bin.queries import keys_in_community
from allmende.commons.bin.rules import may_delete_for_good, may_restore
from allmende.commons.bulk.deeds import Deed, Given, offer_deed
from allmende.commons.spaces.commands import archive_space, reopen_space, set_role, take_in
from allmende.commons.spaces.letterheads import letterhead_for
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.commons.spaces.queries import space_of
from allmende.commons.spaces.rules import may_archive, may_leave, may_reopen, may_take_in
from allmende.foundation.ids import key_in
from allmende.foundation.mail.letterhead import Letterhead
from allmende.foundation.tasks.models import Job
from allmende.foundation.verdicts import ALLOWED, Refused, Verdict, allow_if, first_denial
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor
from allmende.identity.operating.commands.accounts import readmit_account, send_password_link, sign_out, suspend_account
from allmende.identity.operating.commands.work import drop_job, retry_job
from allmende.identity.operating.queries import accounts, work
from allmende.identity.operating.rules import (
    may_drop_job,
    may_help_in,
    may_readmit,
    may_retry_job,
    may_sign_out,
    may_suspend,
)
from allmende.surfaces.backoffice.forms import RoleForm, SpaceForm, SuspensionForm
from allmende.surfaces.backoffice.queries import keys_of_members, keys_of_places
from allmende.surfaces.backoffice.rules import may_see_members, may_see_node, may_see_office, may_see_waste

type Office = Space | None

GONE = _("This is gone already.")


def _key(row: str) -> UUID:
    key = key_in(row)
    if key is None:
        raise Refused(GONE, 404)
    return key


def _house(row: str, root: Office) -> Letterhead:
    """In whose name an account is written to."""
    return letterhead_for(_account(row).actor, root)


def _job(row: str) -> Job:
    return _there(Job.objects.filter(id=_key(row)).first())


def _account(row: str) -> Account:
    return _there(Account.objects.filter(actor_id=_key(row)).first())


def _member(row: str) -> Actor:
    return _there(Actor.objects.filter(id=_key(row)).first())


def _space(row: str) -> Space:
    return _there(Space.objects.select_related("root", "audience").filter(id=_key(row)).first())


def _binned(row: str) -> Binned:
    return _there(Binned.objects.filter(thing_id=_key(row)).select_related("thing__audience").first())


def _there[T](found: T | None) -> T:
    if found is None:
        raise Refused(GONE, 404)
    return found


def _jobs(mails: bool, _actor: Actor, _root: Office, given: Given) -> Iterable[str]:
    return work.keys_of(work.Wanted(mails, given.get("state", ""), given.get("task", "")))


def _accounts(_actor: Actor, _root: Office, given: Given) -> Iterable[str]:
    return accounts.keys_of(accounts.Sought(given.get("q", ""), given.get("state", "")))


def _says(sentence: Any, count: int, _given: Given) -> str:
    return str(sentence % {"n": count})


def _work_deeds(kind: str, back: str, *, mails: bool) -> tuple[Deed, ...]:
    find = partial(_jobs, mails)
    again = ngettext_lazy(
        "%(n)d job will wait for a worker again, now.", "%(n)d jobs will wait for a worker again, now.", "n"
    )
    away = ngettext_lazy(
        "%(n)d job will be dropped. What it would have done is not done.",
        "%(n)d jobs will be dropped. What they would have done is not done.", "n",
    )  # fmt: skip
    return (
        Deed(
            f"{kind}.retry", _("Try again"), may_see_node, find, lambda actor, _root, row, _given: may_retry_job(actor, _job(row)),
            lambda actor, _root, row, _given: retry_job(actor, _key(row)), partial(_says, again), back,
        ),
        Deed(
            f"{kind}.drop", _("Drop"), may_see_node, find, lambda actor, _root, row, _given: may_drop_job(actor, _job(row)),
            lambda actor, _root, row, _given: drop_job(actor, _key(row)), partial(_says, away), back, is_grave=True,
        ),
    )  # fmt: skip


def _weigh_restore(actor: Actor, _root: Office, row: str, _given: Given) -> Verdict:
    binned = _binned(row)
    return may_restore(actor, binned.thing, space_of(binned.thing), binned.by_id)


def _weigh_delete(actor: Actor, _root: Office, row: str, _given: Given) -> Verdict:
    thing = _binned(row).thing
    return may_delete_for_good(actor, thing, space_of(thing))


def _weigh_role(actor: Actor, root: Office, row: str, given: Given) -> Verdict:
    community, member = _there(root), _member(row)
    mine = Membership.objects.filter(space=community, actor=member).first()
    return first_denial(
        may_take_in(actor, community),
        allow_if(mine, _("Doesn't belong to the community any more."), status=409),
        allow_if(mine is None or mine.role != given["role"], _("Has this role already."), status=409),
        may_leave(member, community) if given["role"] == Role.MEMBER else ALLOWED,
    )


def _place(root: Office, given: Given) -> Space:
    return _there(Space.objects.filter(root=_there(root), slug=given["space"]).first())


def _weigh_space(actor: Actor, root: Office, row: str, given: Given) -> Verdict:
    place, member = _place(root, given), _member(row)
    inside = Membership.objects.filter(actor=member).values_list("space_id", flat=True)
    return first_denial(
        may_take_in(actor, place),
        allow_if(place.id not in inside, _("Belongs there already."), status=409),
        allow_if(place.house_id in inside, _("Must first belong to what is around it."), status=409),
    )


def _role_effect(count: int, given: Given) -> str:
    said = ngettext("%(n)d person will have the role: %(role)s.", "%(n)d people will have the role: %(role)s.", count)
    return said % {"n": count, "role": Role(given["role"]).label}


def _space_effect(count: int, given: Given) -> str:
    said = ngettext("%(n)d person will belong to %(space)s.", "%(n)d people will belong to %(space)s.", count)
    return said % {
        "n": count,
        "space": Space.objects.filter(slug=given["space"]).values_list("title", flat=True).first() or "",
    }


def _suspend_effect(count: int, given: Given) -> str:
    said = ngettext(
        "%(n)d person will be signed out, told why by mail, and can't sign in for %(days)d days.",
        "%(n)d people will be signed out, told why by mail, and can't sign in for %(days)d days.", count,
    )  # fmt: skip
    return said % {"n": count, "days": given["days"]}


ACCOUNTS = (
    Deed(
        "accounts.link", _("Send a link for a new password"), may_see_node, _accounts,
        lambda actor, _root, row, _given: may_help_in(actor, _account(row)),
        lambda actor, root, row, _given: send_password_link(actor, _key(row), house=_house(row, root)),
        partial(_says, ngettext_lazy("%(n)d person will get a mail with a link.", "%(n)d people will get a mail with a link.", "n")),
        "backoffice:people",
    ),
    Deed(
        "accounts.sessions", _("Sign out everywhere"), may_see_node, _accounts,
        lambda actor, _root, row, _given: may_sign_out(actor, _account(row)),
        lambda actor, _root, row, _given: sign_out(actor, _key(row)),
        partial(_says, ngettext_lazy("%(n)d person will have to sign in again.", "%(n)d people will have to sign in again.", "n")),
        "backoffice:people",
    ),
    Deed(
        "accounts.suspend", _("Suspend"), may_see_node, _accounts,
        lambda actor, _root, row, _given: may_suspend(actor, _account(row)),
        lambda actor, root, row, given: suspend_account(actor, _key(row), given["reason"], given["days"], house=_house(row, root)),
        _suspend_effect, "backoffice:people", SuspensionForm,
    ),
    Deed(
        "accounts.readmit", _("Let in again"), may_see_node, _accounts,
        lambda actor, _root, row, _given: may_readmit(actor, _account(row).actor),
        lambda actor, _root, row, _given: readmit_account(actor, _key(row)),
        partial(_says, ngettext_lazy("%(n)d person can sign in again.", "%(n)d people can sign in again.", "n")),
        "backoffice:people",
    ),
)  # fmt: skip

MEMBERS = (
    Deed(
        "members.role", _("Give a role"), may_see_members, keys_of_members, _weigh_role,
        lambda actor, root, row, given: set_role(actor, _there(root), _member(row), Role(given["role"])),
        _role_effect, "backoffice:members", RoleForm,
    ),
    Deed(
        "members.space", _("Take into a space"), may_see_members, keys_of_members, _weigh_space,
        lambda actor, root, row, given: take_in(actor, _place(root, given), _member(row)),
        _space_effect, "backoffice:members", SpaceForm,
    ),
)  # fmt: skip

SPACES = (
    Deed(
        "spaces.archive", _("Archive"), may_see_office, keys_of_places, lambda actor, _root, row, _given: may_archive(actor, _space(row)),
        lambda actor, _root, row, _given: archive_space(actor, _space(row)),
        partial(_says, ngettext_lazy(
            "%(n)d space will be archived with the spaces inside it: it can be read, and nothing changes in it.",
            "%(n)d spaces will be archived with the spaces inside them: they can be read, and nothing changes in them.", "n",
        )),
        "backoffice:spaces",
    ),
    Deed(
        "spaces.reopen", _("Reopen"), may_see_office, keys_of_places, lambda actor, _root, row, _given: may_reopen(actor, _space(row)),
        lambda actor, _root, row, _given: reopen_space(actor, _space(row)),
        partial(_says, ngettext_lazy("%(n)d space will be open again, as it was.", "%(n)d spaces will be open again, as they were.", "n")),
        "backoffice:spaces",
    ),
)  # fmt: skip

WASTE = (
    Deed(
        "bin.restore", _("Restore"), may_see_waste, lambda actor, root, _given: map(str, keys_in_community(actor, _there(root))),
        _weigh_restore, lambda actor, _root, row, _given: restore(actor, _binned(row).thing),
        partial(_says, ngettext_lazy("%(n)d thing will stand again where it stood.", "%(n)d things will stand again where they stood.", "n")),
        "backoffice:waste",
    ),
    Deed(
        "bin.delete", _("Delete for good"), may_see_waste, lambda actor, root, _given: map(str, keys_in_community(actor, _there(root))),
        _weigh_delete, lambda actor, _root, row, _given: delete_now(actor, _binned(row).thing),
        partial(_says, ngettext_lazy(
            "%(n)d thing will be deleted for good, with its comments and files.",
            "%(n)d things will be deleted for good, with their comments and files.", "n",
        )),
        "backoffice:waste", is_grave=True,
    ),
)  # fmt: skip

JOBS = _work_deeds("jobs", "backoffice:jobs", mails=False)
MAILS = _work_deeds("mails", "backoffice:mails", mails=True)

offer_deed(*JOBS, *MAILS, *ACCOUNTS, *MEMBERS, *SPACES, *WASTE)
