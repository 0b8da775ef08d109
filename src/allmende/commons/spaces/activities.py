"""What can happen to a space and at its gates."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class SpaceOpened(Activity):
    """A space has been opened, or a community founded."""

    verb = "Create"
    sentence = _("{actor} opened the space {thing}")
    in_feed = True
    called = _("New space")


@dataclass(frozen=True, kw_only=True)
class CommunityOpened(Activity):
    """A community's founding phase is over: its doors are open to all."""

    verb = "Announce"
    sentence = _("{actor} opened the doors of {thing} to all")
    in_feed = True
    called = _("Community opened")


@dataclass(frozen=True, kw_only=True)
class SpaceChanged(Activity):
    """Name, text, look or address of a space have changed."""

    fields: str = ""
    verb = "Update"
    sentence = _("{actor} changed {thing}")


@dataclass(frozen=True, kw_only=True)
class SpaceArchived(Activity):
    """A space can only be read from now on, with so many spaces inside it that were open until then."""

    inside: int = 0
    verb = "Remove"
    sentence = _("{actor} archived {thing}")
    in_feed = True
    called = _("Space archived")
    though_archived = True


@dataclass(frozen=True, kw_only=True)
class SpaceReopened(Activity):
    """An archived space is open again, with so many spaces inside it."""

    inside: int = 0
    verb = "Undo"
    sentence = _("{actor} reopened {thing}")
    in_feed = True
    called = _("Space reopened")
    though_archived = True


@dataclass(frozen=True, kw_only=True)
class MemberJoined(Activity):
    """Someone belongs to a space now."""

    member: UUID
    verb = "Join"
    sentence = _("{actor} joined {thing}")
    sentence_of_many = _("{actors} joined {thing}")
    who = "member"
    in_feed = True
    called = _("New member")
    for_members = True
    plain = _("{actor} took someone into {thing}, or joined it")


@dataclass(frozen=True, kw_only=True)
class MemberLeft(Activity):
    """Someone belongs to a space no longer."""

    member: UUID
    verb = "Leave"
    sentence = _("{actor} left {thing}")
    who = "member"
    plain = _("{actor} took someone out of {thing}, or left it")
    though_archived = True


@dataclass(frozen=True, kw_only=True)
class PartnerJoined(Activity):
    """An organisation belongs to a network now."""

    partner: UUID
    verb = "Join"
    sentence = _("{actor} joined {thing}")
    sentence_of_many = _("{actors} joined {thing}")
    who = "partner"
    in_feed = True
    called = _("New organisation in a network")
    for_members = True
    plain = _("{actor} took a partner into {thing}")


@dataclass(frozen=True, kw_only=True)
class PartnerLeft(Activity):
    """An organisation belongs to a network no longer."""

    partner: UUID
    verb = "Leave"
    sentence = _("{actor} left {thing}")
    who = "partner"
    plain = _("{actor} took a partner out of {thing}")
    though_archived = True


@dataclass(frozen=True, kw_only=True)
class RoleChanged(Activity):
    """Someone is something else in a space now."""

    member: UUID
    role: str
    verb = "Update"
    sentence = _("{actor} changed a role in {thing}")


@dataclass(frozen=True, kw_only=True)
class RoomsLocked(Activity):
    """Whoever runs the node said which rooms are always or never there in a kind of space."""

    purpose: str
    rooms: str
    verb = "Update"
    plain = _("{actor} said which rooms a kind of space has")


@dataclass(frozen=True, kw_only=True)
class GateSet(Activity):
    """A space treats a step outward otherwise now."""

    layer: int
    mode: str
    verb = "Update"
    sentence = _("{actor} set a gate of {thing}")


@dataclass(frozen=True, kw_only=True)
class PassageAsked(Activity):
    """Someone asks to take a thing outward; it waits in the queue of the space."""

    layer: int
    verb = "Offer"
    sentence = _("{actor} asks to take {thing} outward")


@dataclass(frozen=True, kw_only=True)
class PassageDeclined(Activity):
    """A step outward was declined, with a reason."""

    layer: int
    asked_by: UUID
    verb = "Reject"
    sentence = _("{actor} declined to take {thing} outward")


@dataclass(frozen=True, kw_only=True)
class ThingWidened(Activity):
    """A thing went through a gate: more can see it now."""

    layer: int
    asked_by: UUID
    verb = "Announce"
    sentence = _("{actor} took {thing} outward")


@dataclass(frozen=True, kw_only=True)
class ThingNarrowed(Activity):
    """A thing was withdrawn: fewer can see it now."""

    layer: int
    verb = "Undo"
    sentence = _("{actor} withdrew {thing}")
    though_archived = True
