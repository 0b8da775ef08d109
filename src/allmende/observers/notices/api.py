"""How notices reach me, for programs of mine."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Schema

from allmende.commons.tokens.areas import ME
from allmende.foundation.api import Input, Operations
from allmende.foundation.ids import MAX_ID
from allmende.foundation.mail.reachable import why_stopped
from allmende.foundation.push import public_key
from allmende.identity.accounts.queries import account_of
from allmende.observers.notices.commands import wishing
from allmende.observers.notices.commands.devices import add_device, remove_device
from allmende.observers.notices.models import Mail, Preset
from allmende.observers.notices.presets import Here, Ways
from allmende.observers.notices.queries.choices import exceptions_of
from allmende.observers.notices.queries.devices import devices_of
from allmende.observers.notices.queries.told import occasions_here, told_of

router = Operations(ME)

type PresetName = Literal["quiet", "normal", "everything"]
type MailName = Literal["mail", "daily", "weekly", "never"]
type HereName = Literal["", "list", "mail", "daily", "weekly", "app"]
MOST_PLACES = 200


class WaysOut(Schema):
    """By which ways an occasion reaches you."""

    occasion: str = Field(examples=["talk"])
    title: str = Field(examples=["Replies to you"])
    in_app: bool
    push: bool = Field(description="On your devices, where there are some.")
    mail: MailName = Field(description="`mail` is a mail at once, `daily` and `weekly` are the digests.")


class PlaceOut(Schema):
    """A space or thing where it is otherwise; `how` is empty where only mails were ended there."""

    thing: UUID
    title: str
    how: HereName


class DeviceOut(Schema):
    """A device on which you are told."""

    id: UUID
    name: str = Field(examples=["Firefox on Linux"])
    made: datetime
    used: datetime | None


class DeviceIn(Input):
    """A subscription (RFC 8030, 8291); the keys in base64url."""

    endpoint: str = Field(max_length=800)
    public: str = Field(max_length=100, description="`p256dh`")
    secret: str = Field(max_length=40, description="`auth`")
    name: str = Field(max_length=80, examples=["My phone"])


class ReachOut(Schema):
    """All that you said about what reaches you."""

    preset: PresetName
    mails: bool
    stopped: Literal["", "bounced", "complained"] = Field("", description="Why no mails go to your address.")
    no_content: bool
    quiet_from: int | None = Field(description="An hour of your time zone, 0 to 23.")
    quiet_until: int | None
    digest_hour: int
    push_key: str = Field(description="The public key of this node, with which a device subscribes (VAPID).")
    digest_day: int = Field(description="The weekday of the weekly digest, from Monday, 0.")
    occasions: list[WaysOut]
    places: list[PlaceOut]


class ReachIn(Input):
    """What is to be otherwise; what is left out stays. A preset takes back what was chosen for single occasions."""

    preset: PresetName | None = None
    mails: bool | None = None
    no_content: bool | None = None
    quiet: tuple[int, int] | None = Field(
        None, description="From this hour until that one; the same hour twice: no quiet hours."
    )
    digest_hour: int | None = Field(None, ge=0, le=23)
    digest_day: int | None = Field(None, ge=0, le=6)


class WaysIn(Input):
    """By which ways an occasion shall reach you."""

    in_app: bool = True
    push: bool | None = Field(None, description="Left out: as it is.")
    mail: MailName


class HereIn(Input):
    """How what happens in a space or thing shall reach you; empty: as everywhere."""

    how: HereName


@router.reads("/notices/reach", ReachOut, members=True)
def get_reach(request: HttpRequest) -> Any:
    """Read what reaches you, and by which ways."""
    return _shown(request)


@router.changes("/notices/reach", ReachOut, versioned=False)
def patch_reach(request: HttpRequest, sent: ReachIn) -> Any:
    """Change what reaches you: the preset, quiet hours, when digests come, what mails say."""
    said = sent.model_dump(exclude_unset=True, exclude_none=True)
    if preset := said.pop("preset", None):
        wishing.take_preset(request.actor, Preset(preset))
    if quiet := said.pop("quiet", None):
        begins, ends = (None, None) if quiet[0] == quiet[1] else quiet
        said |= {"quiet_from": begins, "quiet_until": ends}
    if said:
        wishing.wish(request.actor, **said)
    return _shown(request)


@router.posts("/notices/reach/mails", ReachOut)
def let_mails_come(request: HttpRequest) -> Any:
    """Let mails come again after your mailbox came back, or complained (409 where nothing stopped them)."""
    wishing.let_mails_come(account_of(request.actor))
    return _shown(request)


@router.puts("/notices/reach/occasions/{slug:occasion}", ReachOut)
def put_occasion(request: HttpRequest, occasion: str, sent: WaysIn) -> Any:
    """Say by which ways an occasion reaches you, everywhere."""
    told = told_of([request.actor.id])[request.actor.id]
    push = told.everywhere(wishing.occasion_of(occasion)).push if sent.push is None else sent.push
    wishing.choose(request.actor, {occasion: Ways(sent.in_app, push, Mail(sent.mail))})
    return _shown(request)


@router.puts("/things/{uuid:key}/reach", ReachOut)
def put_place(request: HttpRequest, key: UUID, sent: HereIn) -> Any:
    """Say how what happens in a space or thing reaches you, whatever it is."""
    wishing.choose_here(request.actor, key, Here(sent.how))
    return _shown(request)


@router.reads("/notices/devices", list[DeviceOut], members=True)
def list_devices(request: HttpRequest) -> Any:
    """List the devices on which you are told, the newest first."""
    return devices_of(request.actor)


@router.posts("/notices/devices", DeviceOut)
def add_my_device(request: HttpRequest, sent: DeviceIn) -> Any:
    """Let yourself be told on a device: a Web Push subscription made with the public key of this node, as browsers and UnifiedPush give it."""
    device = add_device(request.actor, **sent.model_dump())
    return {"id": device.id, "name": device.name, "made": device.made, "used": device.used}


@router.removes("/notices/devices/{uuid:key}")
def remove_my_device(request: HttpRequest, key: UUID) -> None:
    """Be told on a device no more."""
    if not remove_device(request.actor, key):
        raise Http404


def _shown(request: HttpRequest) -> dict[str, Any]:
    told = told_of([request.actor.id])[request.actor.id]
    wishes = told.wishes
    places = exceptions_of(request.actor, MAX_ID, MOST_PLACES).items
    return {
        "push_key": public_key(),
        "stopped": why_stopped(account.email) if (account := account_of(request.actor)) else "",
        **{name: getattr(wishes, name) for name in ReachOut.model_fields if hasattr(wishes, name)},
        "occasions": [
            {
                "occasion": occasion.key,
                "title": str(occasion.title),
                "in_app": ways.in_app,
                "push": ways.push,
                "mail": ways.mail,
            }
            for occasion, ways in ((occasion, told.everywhere(occasion)) for occasion in occasions_here())
        ],
        "places": [{"thing": place.place, "title": place.title, "how": place.how or ""} for place in places],
    }
