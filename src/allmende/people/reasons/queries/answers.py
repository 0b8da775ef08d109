"""The answers: rules are called as commands call them, and what they asked on the way is noted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from inspect import Parameter, signature
from types import UnionType
from typing import Any, get_args, get_type_hints

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import sentence_for
from allmende.commons.things.models import Thing
from allmende.foundation.asked import Ground, Rule, grounds_of, rules
from allmende.foundation.verdicts import ALLOWED, Condition, Denied, Remedy, Text, Verdict, noting
from allmende.identity.actors.models import Actor, Reader

NO_ONE = Rule("none", "", lambda _reader: ALLOWED)


def can_see(reader: Reader, thing: Thing) -> Verdict:
    """Whether the thing's audience is in someone's reach: what pages ask before they show it."""
    seen = Thing.objects.visible_to(reader).filter(id=thing.id).exists()
    return ALLOWED if seen else Denied(_("It is not shared as far as them: for them it isn't there."), status=404)


SEE = Rule("see", gettext_lazy("see it"), can_see)


@dataclass(frozen=True)
class Answer:
    """A verdict with all it stands on, for a page."""

    rule: Rule
    allowed: bool
    reason: Text
    remedy: Remedy | None
    conditions: list[Condition]
    grounds: list[Ground]
    reached: str


def specific(thing: Thing) -> Thing:
    """Return a thing as the row of its room (a call, a space), for rules that want to know more of it."""
    for model in apps.get_models():
        if issubclass(model, Thing) and model is not Thing and model._meta.model_name == thing.kind:
            return model._default_manager.get(pk=thing.pk)  # house: seen before it came here
    return thing


def fitting_rules(subject: Thing | Actor) -> list[Rule]:
    """Return the rules that can be asked about a thing or a person, see first, then in the order of the floors."""
    fitting = [rule for rule in rules().values() if _fits(rule, type(subject))]
    return [SEE, *fitting] if isinstance(subject, Thing) else fitting


def answer_to(asker: Actor, person: Actor, rule: Rule, subject: Thing | Actor, space: Space) -> Answer:
    """Ask a rule as the person themselves would be asked; nothing is written."""
    with noting() as conditions:
        verdict = rule.ask(person, *_arguments(rule, subject, space))
    thing = subject if isinstance(subject, Thing) else None
    return Answer(
        rule=rule, allowed=bool(verdict), reason=getattr(verdict, "reason", ""), remedy=getattr(verdict, "remedy", None),
        conditions=list({str(one.reason): one for one in conditions if one.reason}.values()),
        grounds=grounds_of(asker, person, thing, space), reached=sentence_for(thing.audience) if thing else "",
    )  # fmt: skip


@cache
def _parameters(rule: Any) -> list[tuple[str, tuple[type, ...], bool]]:
    """Return name, classes and whether it must be given of each parameter after the reader."""
    hints = get_type_hints(rule)
    found = []
    for name, parameter in list(signature(rule).parameters.items())[1:]:
        hint = hints[name]
        classes = get_args(hint) if isinstance(hint, UnionType) else (hint,)
        found.append((name, classes, parameter.default is Parameter.empty))
    return found


def _needed(rule: Rule) -> list[tuple[str, tuple[type, ...]]]:
    if rule.ask is can_see:
        return [("thing", (Thing,))]
    return [(name, kinds) for name, kinds, must in _parameters(rule.ask) if must and name not in rule.given]


def _fits(rule: Rule, kind: type) -> bool:
    """Whether a subject of this class answers what the rule must be told; its space is known besides."""
    needed = [kinds for _name, kinds in _needed(rule)]
    own = [kinds for kinds in needed if kinds != (Space,)]
    if not own:
        return issubclass(kind, Space) if needed else False
    return all(issubclass(kind, kinds) for kinds in own)


def _arguments(rule: Rule, subject: Thing | Actor, space: Space) -> list[Any]:
    """What the rule is told, in its order: the subject, the space it stands in or its community, and what was given."""
    told = []
    for name, kinds, must in _parameters(rule.ask) if rule.ask is not can_see else [("thing", (Thing,), True)]:
        if name in rule.given:
            told.append(rule.given[name])
        elif kinds == (Space,):
            told.append((space.root or space) if name == "root" else space)
        elif must:
            told.append(subject)
    return told
