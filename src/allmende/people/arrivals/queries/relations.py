"""Every column that points at a person, whatever app it belongs to, and what happens to it when two accounts become one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Model, Q, QuerySet, UniqueConstraint

from allmende.identity.actors.models import Actor


class Rule(StrEnum):
    """What a merge does with a relation; the meanings stand in `config/merging.py`."""

    OLDER = "older"
    OWN = "own"
    PAIR = "pair"
    STAY = "stay"


@dataclass(frozen=True)
class Relation:
    """A column that points at a person."""

    model: type[Model]
    field: str

    @property
    def key(self) -> str:
        """How it is named: `follows.Follow.actor`."""
        return f"{self.model._meta.label}.{self.field}"

    @property
    def rule(self) -> Rule:
        """Its line in `config/merging.py`; a relation that has none yet moves, the older staying."""
        return Rule(self._line[0])

    @property
    def whole(self) -> str:
        """By what its rows belong together, where only one of the two accounts may have any: `answer__poll`; else empty."""
        return self._line[2]

    @property
    def _line(self) -> tuple[str, str, str]:
        return settings.MERGE_RULES.get(self.key, Rule.OLDER).partition(" by ")

    def rows(self, actor: Actor) -> QuerySet[Model]:
        """The rows that point at someone by it."""
        return self.model._base_manager.filter(**{self.field: actor})


@dataclass
class Step:
    """What becomes of one relation's rows: which move, and which are set aside before (as (row, of whom))."""

    relation: Relation
    moves: list[Any] = field(default_factory=list)
    aside: list[Any] = field(default_factory=list)


def relations() -> Iterator[Relation]:
    """Yield every relation to a person of every table, in the order of their names."""
    found = [
        Relation(model, column.name)
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy and model._meta.managed
        for column in model._meta.local_fields
        if column.remote_field and column.remote_field.model is Actor
    ]
    yield from sorted(found, key=lambda relation: relation.key)


def plan(kept: Actor, gone: Actor) -> list[Step]:
    """Say what would become of each row that points at the account that is given up; changes nothing."""
    steps = (_step(relation, kept, gone) for relation in relations() if relation.rule != Rule.STAY)
    return [step for step in steps if step.moves or step.aside]


def _step(relation: Relation, kept: Actor, gone: Actor) -> Step:
    if relation.whole:
        return _step_by_wholes(relation, kept, gone)
    step, uniques, is_mutual = Step(relation), list(_uniques(relation)), _is_mutual(relation)
    rows = relation.rows(gone)
    if relation.rule == Rule.PAIR:
        for other in _partners(relation):
            step.aside += rows.filter(**{other: kept}).values_list("pk", flat=True)
    if not uniques and not is_mutual:
        step.moves = [pk for pk in rows.order_by("pk").values_list("pk", flat=True) if pk not in step.aside]
        return step
    for row in rows.order_by("pk"):
        if row.pk in step.aside:
            continue
        twins = [twin for unique in uniques if (twin := _twin(relation, row, kept, *unique))]
        twins += _mirrored(relation, row, kept) if is_mutual else []
        if twins and (relation.rule == Rule.OWN or not _is_older(row, twins)):
            step.aside.append(row.pk)
        else:
            step.aside += [twin.pk for twin in twins if twin.pk not in step.aside]
            step.moves.append(row.pk)
    return step


def _step_by_wholes(relation: Relation, kept: Actor, gone: Actor) -> Step:
    """Of each whole, the rows of whoever had theirs first."""
    step, ours = Step(relation), _wholes(relation, kept)
    for whole, theirs in _wholes(relation, gone).items():
        mine = ours.get(whole, [])
        if mine and min(mine) < min(theirs):
            step.aside += theirs
        else:
            step.aside += mine
            step.moves += theirs
    return step


def _wholes(relation: Relation, actor: Actor) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for whole, pk in relation.rows(actor).order_by("pk").values_list(relation.whole, "pk"):
        found.setdefault(whole, []).append(pk)
    return found


def _partners(relation: Relation) -> list[str]:
    return [other.field for other in relations() if other.model is relation.model and other.field != relation.field]


def _uniques(relation: Relation) -> Iterator[tuple[Sequence[str], Q | None]]:
    """Yield what must be unique together with the column: the other columns, and when."""
    meta = relation.model._meta
    column = meta.get_field(relation.field)
    if getattr(column, "unique", False):
        yield (), None
    if isinstance(meta.pk, models.CompositePrimaryKey):
        parts = [meta.get_field(name).name for name in meta.pk.field_names]
        if relation.field in parts:
            yield [name for name in parts if name != relation.field], None
    for names in meta.unique_together:
        if relation.field in names:
            yield [name for name in names if name != relation.field], None
    for constraint in meta.constraints:
        if isinstance(constraint, UniqueConstraint) and relation.field in constraint.fields:
            yield [name for name in constraint.fields if name != relation.field], constraint.condition


def _twin(relation: Relation, row: Model, kept: Actor, others: Sequence[str], when: Q | None) -> Model | None:
    """Return the row of the account that stays which a row would collide with."""
    values = {name: getattr(row, relation.model._meta.get_field(name).attname) for name in others}  # type: ignore[union-attr]
    if None in values.values():
        return None
    manager = relation.model._base_manager
    if when is not None and not manager.filter(pk=row.pk).filter(when).exists():
        return None
    twins = manager.filter(**{relation.field: kept}, **values)
    return (twins.filter(when) if when is not None else twins).first()


def _is_mutual(relation: Relation) -> bool:
    """Whether two people are tied but once, whoever began: a constraint over both columns, in whatever order."""
    constraints = relation.model._meta.constraints
    return relation.rule == Rule.PAIR and any(isinstance(c, UniqueConstraint) and c.expressions for c in constraints)


def _mirrored(relation: Relation, row: Model, kept: Actor) -> list[Model]:
    """Return the ties of the account that stays to the same third person, in either direction."""
    found = []
    for other in _partners(relation):
        third = getattr(row, relation.model._meta.get_field(other).attname)  # type: ignore[union-attr]
        either = Q(**{relation.field: kept, other: third}) | Q(**{relation.field: third, other: kept})
        found += relation.model._base_manager.filter(either)
    return found


def _is_older(row: Model, twins: Sequence[Model]) -> bool:
    """Ids are in the order of time. Where the key itself is made of the person there is no age: nothing is older then."""
    if isinstance(row.pk, tuple):
        return False
    return all(str(row.pk) < str(twin.pk) if not isinstance(row.pk, int) else row.pk < twin.pk for twin in twins)
