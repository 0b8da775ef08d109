"""Rules that can be asked about by name, and the grounds that verdicts stand on: apps say both, nobody repeats a rule.

`@asked(_("vote"))` above a rule says in an infinitive what it is about; the parameters after the reader say what it must be
told, by their types. Whoever wants to know calls the rule itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from allmende.foundation.verdicts import Text, Verdict


@dataclass(frozen=True)
class Rule:
    """A rule in words. `given` are arguments that make one question of several (a layer, a kind of space)."""

    key: str
    words: Text
    ask: Callable[..., Verdict]
    given: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Ground:
    """What a verdict may stand on: membership, duty, layer, level … as a label and its value, both for people to read."""

    label: Text
    value: Text
    icon: str = "point"


type Finder = Callable[[Any, Any, Any, Any], Iterable[Ground]]

_rules: dict[str, Rule] = {}
_finders: list[Finder] = []


def asked[F: Callable[..., Verdict]](words: Text, **given: Any) -> Callable[[F], F]:
    """Let a rule be asked about; the function itself stays as it is."""

    def known(rule: F) -> F:
        app = rule.__module__.removeprefix("allmende.").partition(".rules")[0].rpartition(".")[2]
        key = "-".join((app, rule.__name__.removeprefix("may_"), *(str(value).lower() for value in given.values())))
        _rules[key] = Rule(key, words, rule, given)
        return rule

    return known


def rules() -> dict[str, Rule]:
    """Return every rule that can be asked about, by key."""
    return dict(_rules)


def grounds(finder: Finder) -> Finder:
    """Let an app tell what verdicts stand on: `finder(asker, person, thing, space)`; only what the asker may know."""
    _finders.append(finder)
    return finder


def grounds_of(asker: Any, person: Any, thing: Any, space: Any) -> list[Ground]:
    """Return what every app has to tell, in the order of the floors."""
    return [ground for finder in _finders for ground in finder(asker, person, thing, space)]
