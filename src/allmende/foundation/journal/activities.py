"""What has happened, in the words of ActivityStreams: frozen, typed, in the past tense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, ClassVar
from uuid import UUID

from allmende.foundation.verdicts import Text

ENVELOPE = ("actor", "thing", "space", "audience", "on_behalf_of")

_known: dict[str, type[Activity]] = {}


@dataclass(frozen=True, kw_only=True)
class Activity:
    """A fact: who did it to what, where, who may know. Own fields hold ids, numbers and codes, never free text.

    A subclass is known to the journal by its class name; renaming one breaks stored rows (write an upcaster).
    """

    actor: UUID
    thing: UUID | None = None
    space: UUID | None = None
    audience: int | None = None
    on_behalf_of: UUID | None = None

    verb: ClassVar[str] = "Update"
    """The ActivityStreams 2.0 type."""
    version: ClassVar[int] = 1
    sentence: ClassVar[Text] = ""
    """How it reads, with {actor} and {thing}; empty: of no interest to people."""
    sentence_of_many: ClassVar[Text] = ""
    """How it reads when several did it to the same thing on one day, with {actors} and {thing}; empty: never put together."""
    plain: ClassVar[Text] = ""
    """How the journal says it to those who answer for it, with {actor} (who did it) and {thing}; empty: as `sentence`."""
    who: ClassVar[str] = "actor"
    """The field that holds {actor}: whom the sentence is about, where that is not who did it."""
    spot: ClassVar[str] = ""
    """The field that holds where exactly within the thing it happened (a comment): while that stands where its thing stands."""
    in_feed: ClassVar[bool] = False
    """Whether the feed shows it to those who may see the thing."""
    called: ClassVar[Text] = ""
    """What it is called where one chooses what to hear of ("New comment"); everything in the feed has such a name."""
    changes: ClassVar[str] = ""
    """What it changes on pages that are open: "talk" (what is said about the thing), "said" (what was said stands
    otherwise now: reactions, words) or "state" (how the thing stands); empty:
    nothing that one need see at once."""
    changes_of: ClassVar[str] = "thing"
    """The field that holds whose page changes."""
    is_talk: ClassVar[bool] = False
    """Whether somebody only said something: what is kept of the house itself outlives it (`kept(…, house=True)`)."""
    for_members: ClassVar[bool] = False
    """Whether only members of the community read it there: who belongs where is nobody else's business."""
    though_archived: ClassVar[bool] = False
    """Whether it may happen also in a space that is archived: it takes back, ends, leaves, or only looks."""
    upcasters: ClassVar[dict[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {}
    """From an old version's payload to the next one's."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        twin = _known.get(cls.__name__)
        if twin is not None and twin.__module__ != cls.__module__:
            raise TypeError(f"{cls.__name__} is already an activity of {twin.__module__}.")
        _known[cls.__name__] = cls

    @property
    def payload(self) -> dict[str, Any]:
        """The own fields, ready for JSON."""
        own = (f.name for f in fields(self) if f.name not in ENVELOPE)
        return {name: str(value) if isinstance(value := getattr(self, name), UUID) else value for name in own}


def activity_type(name: str) -> type[Activity] | None:
    """Return the activity of that name; None when its room is gone."""
    return _known.get(name)


def all_activities() -> dict[str, type[Activity]]:
    """Return every known activity by name."""
    return dict(_known)


def upcast(name: str, version: int, payload: dict[str, Any]) -> dict[str, Any]:
    """Return a stored payload in today's shape; LookupError when a step is missing."""
    kind = _known.get(name)
    if kind is None:
        return payload
    for step in range(version, kind.version):
        payload = kind.upcasters[step](payload)
    return payload
