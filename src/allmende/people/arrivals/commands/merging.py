"""Making one account of two, and two of one again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import batched
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.db.models.deletion import Collector
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.kept import outdate
from allmende.commons.spaces.letterheads import letterhead_of
from allmende.commons.spaces.models import Membership, Space
from allmende.commons.spaces.reach import hold, recompile
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.mail.commands import post
from allmende.foundation.personal import rows_went
from allmende.foundation.verdicts import Refused, require
from allmende.identity.accounts.models import Account
from allmende.identity.actors.commands import take_turns
from allmende.identity.actors.models import Actor
from allmende.people.arrivals.activities import AccountsMerged, MergeUndone
from allmende.people.arrivals.models import Merge, Moved
from allmende.people.arrivals.queries.relations import Relation, plan
from allmende.people.arrivals.rules import may_merge, may_undo_merge
from allmende.people.directory.commands import refresh


@transaction.atomic
def merge(actor: Actor, space: Space, kept: Actor, gone: Actor, *, reason: str = "") -> Merge:
    """Let one account take over what another has, by the rules of `config/merging.py`; every row is noted for the undoing.

    The address of the other signs in to the same account from now on. Both are told by mail. Raises Refused (403, 409, 422).
    """
    _hold(space, kept, gone)
    require(may_merge(actor, space, kept, gone))
    if Account.objects.filter(actor=gone).exists() and not Account.objects.filter(actor=kept).exists():
        raise Refused(_("Only the other one has an account to sign in with. Let that one stay."), 422)
    made = Merge.objects.create(space=space, kept=kept, gone=gone, by=actor, reason=reason.strip()[:300])
    moved = 0
    try:
        for step in plan(kept, gone):
            for pk in step.aside:
                _set_aside(made, step.relation, pk)
            _move(made, step.relation, step.moves, kept)
            moved += len(step.moves)
    except IntegrityError as error:
        raise Refused(_("Something of the two has just changed. Try again."), 409) from error
    _retire(made)
    _settle(made)
    record(
        AccountsMerged(
            actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, merge=made.id, kept=kept.id,
            gone=gone.id, moved=moved,
        )
    )  # fmt: skip
    _tell(made, "merged")
    return made


@transaction.atomic
def undo_merge(actor: Actor, merge: Merge) -> int:
    """Make two accounts of one again; return how many rows could not go back because others took their place.

    What came after the merge stays with the account that stayed. Raises Refused (403, 409, 410).
    """
    made = Merge.objects.select_for_update(of=("self",)).select_related("space__root", "kept", "gone").get(id=merge.id)
    require(may_undo_merge(actor, made))
    _hold(made.space, made.kept, made.gone)
    moves = list(Moved.objects.filter(merge=made).order_by("-id"))
    for move in moves:
        if not move.rows:
            relation = Relation(apps.get_model(move.table), move.field)
            relation.rows(made.kept).filter(pk=_key(move.row)).update(**{move.field: made.gone})
    aside = [move for move in moves if move.rows]
    lost = sum(not _restore(move, aside) for move in aside)
    _revive(made)
    made.undone, made.undone_by = clock.now(), actor
    made.save(update_fields=["undone", "undone_by"])
    _settle(made)
    space = made.space
    record(
        MergeUndone(
            actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, merge=made.id,
            kept=made.kept_id, gone=made.gone_id,
        )
    )  # fmt: skip
    _tell(made, "unmerged")
    return lost


def _hold(space: Space, *people: Actor) -> None:
    """Let nobody change these people or their memberships meanwhile."""
    spaces = Membership.objects.filter(actor__in=people).values_list("space_id", flat=True)
    hold(space.id, *spaces)
    take_turns(*(person.id for person in people))


def _move(made: Merge, relation: Relation, pks: list[Any], kept: Actor) -> None:
    label = relation.model._meta.label
    for some in batched(pks, 500):
        Moved.objects.bulk_create(
            [
                Moved(merge=made, table=label, field=relation.field, row=_as_json(_after(relation, pk, kept)))
                for pk in some
            ]
        )
        if isinstance(some[0], tuple):
            for pk in some:
                relation.model._base_manager.filter(pk=pk).update(**{relation.field: kept})
        else:
            relation.model._base_manager.filter(pk__in=some).update(**{relation.field: kept})


def _after(relation: Relation, pk: Any, kept: Actor) -> Any:
    """Return the key that a row has once it has moved: some keys are made of the person."""
    if not isinstance(pk, tuple):
        return kept.id if relation.model._meta.pk.name == relation.field else pk
    names = [relation.model._meta.get_field(name).name for name in relation.model._meta.pk.field_names]  # type: ignore[attr-defined]
    return tuple(kept.id if name == relation.field else part for name, part in zip(names, pk, strict=True))


def _as_json(pk: Any) -> Any:
    return [str(part) for part in pk] if isinstance(pk, tuple) else str(pk)


def _key(row: Any) -> Any:
    return tuple(row) if isinstance(row, list) else row


def _set_aside(made: Merge, relation: Relation, pk: Any) -> None:
    """Take a row out, with all that hangs on it, and keep everything for the undoing."""
    row = relation.model._base_manager.filter(pk=pk).first()
    if row is None:  # it hung on another that was set aside
        return
    collector = Collector(using="default", origin=row)
    collector.collect([row])
    rows = [_written(each) for instances in collector.data.values() for each in instances]
    rows += [_written(each) for some in collector.fast_deletes for each in some]
    Moved.objects.create(
        merge=made, table=relation.model._meta.label, field=relation.field, row=_as_json(pk), rows=rows
    )
    collector.delete()


def _written(row: Model) -> dict[str, Any]:
    values = {
        column.attname: None if column.value_from_object(row) is None else column.value_to_string(row)
        for column in row._meta.local_concrete_fields
    }
    return {"table": row._meta.label, "values": values}


def _restore(move: Moved, aside: Sequence[Moved]) -> bool:
    """Put back what was set aside; say whether its place was still free."""
    try:
        with transaction.atomic():
            for row in move.rows:
                model = apps.get_model(row["table"])
                columns = {column.attname: column for column in model._meta.local_concrete_fields}
                values = {
                    name: None if value is None else columns[name].to_python(value)
                    for name, value in row["values"].items()
                    if name in columns
                }
                model(**values).save_base(raw=True, force_insert=True)
            return not _has_another_say(move, aside)
    except IntegrityError:
        return False


def _has_another_say(move: Moved, aside: Sequence[Moved]) -> bool:
    """Take a row out again whose person has said something else since, where only one of the two may stand (a poll)."""
    relation = Relation(apps.get_model(move.table), move.field)
    if not relation.whole:
        return False
    manager = relation.model._base_manager
    person, whole = manager.values_list(relation.field, relation.whole).get(pk=move.row)
    said = manager.filter(**{relation.field: person, relation.whole: whole})
    is_other = said.exclude(pk__in=[one.row for one in aside if one.table == move.table]).exists()
    if is_other:
        manager.filter(pk=move.row).delete()
    return is_other


def _retire(made: Merge) -> None:
    """Close the account that is given up; its address signs in to the one that stays."""
    account = Account.objects.filter(actor=made.gone).first()
    if account is None:
        return
    own = EmailAddress.objects.filter(user=account, email=account.email).first()
    made.account = {
        "id": str(account.id), "email": account.email, "is_active": account.is_active,
        "had_row": own is not None, "verified": own is not None and own.verified, "primary": own is not None and own.primary,
    }  # fmt: skip
    made.save(update_fields=["account"])
    heir = Account.objects.get(actor=made.kept)
    EmailAddress.objects.filter(user=account, email=account.email).delete()
    EmailAddress.objects.get_or_create(
        email=account.email, user=heir, defaults={"verified": made.account["verified"], "primary": False}
    )
    account.email, account.is_active = f"{account.id}@merged.invalid", False
    account.save(update_fields=["email", "is_active"])


def _revive(made: Merge) -> None:
    """Give an account its address back. Raises Refused (409) when someone else has it by now."""
    kept = made.account
    if not kept:
        return
    if Account.objects.filter(email=kept["email"]).exists():
        raise Refused(_("The address of the other account belongs to someone else by now."), 409)
    EmailAddress.objects.filter(user__actor=made.kept, email=kept["email"]).delete()
    Account.objects.filter(id=kept["id"]).update(email=kept["email"], is_active=kept["is_active"])
    if kept["had_row"]:
        EmailAddress.objects.create(
            user_id=kept["id"], email=kept["email"], verified=kept["verified"], primary=kept["primary"]
        )


def _settle(made: Merge) -> None:
    """Bring in line what is kept: of memberships the reach and how many belong to each space, how many reacted and voted."""
    recompile([made.kept, made.gone])
    aside = [
        (row["table"], row["values"])
        for rows in Moved.objects.filter(merge=made).values_list("rows", flat=True)
        for row in rows
    ]
    spaces = {values["space_id"] for table, values in aside if table == Membership._meta.label}
    for space in spaces:
        Space.objects.filter(id=space).update(member_count=Membership.objects.filter(space_id=space).count())
    rows_went(aside)
    refresh([made.kept_id, made.gone_id])
    outdate()


def _tell(made: Merge, template: str) -> None:
    """Write to both addresses: whoever did not want this can say so while it can be undone."""
    for actor, email in _addresses(made):
        post(
            email, f"arrivals/mail/{template}", language=actor.language, house=letterhead_of(made.space), name=made.kept.name,
            community=made.space.title, until=made.until,
        )  # fmt: skip


def _addresses(made: Merge) -> list[tuple[Actor, str]]:
    own = Account.objects.filter(actor=made.kept).values_list("email", flat=True)
    found = [(made.kept, email) for email in own]
    return [*found, (made.gone, made.account["email"])] if made.account else found
