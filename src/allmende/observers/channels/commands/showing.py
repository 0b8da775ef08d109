"""What a demo shows of outside channels: as if networks had been asked. Nothing leaves the house."""

from __future__ import annotations

from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing
from allmende.commons.threads.commands.elsewhere import Words
from allmende.foundation.sealing import seal
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor
from allmende.observers.channels.models import Channel, Delivery, DeliveryState, Echo, EchoState, Network
from allmende.observers.channels.rules import may_keep_channels
from allmende.observers.channels.speaking import PURPOSE


def pretend_channel(actor: Actor, space: Space, host: str, name: str) -> Channel:
    """Have a Mastodon channel as if somebody had signed in there. Raises Refused (403)."""
    require(may_keep_channels(actor, space))
    return Channel.objects.create(
        space=space, network=Network.MASTODON, host=host, account=f"@{name}@{host}", account_id="1", token=seal(PURPOSE, "none"),
        client_secret=seal(PURPOSE, "none"), made_by=actor,
    )  # fmt: skip


def pretend_out(channel: Channel) -> None:
    """Have all that waits by a channel as if it were out there."""
    page = f"https://{channel.host}/{channel.account.rpartition('@')[0]}"
    for number, copy in enumerate(Delivery.objects.filter(channel=channel).order_by("id"), 1):
        copy.state, copy.digest, copy.remote_id, copy.remote_url = (
            DeliveryState.SENT,
            copy.wanted,
            str(number),
            f"{page}/{number}",
        )
        copy.save()


def pretend_answer(channel: Channel, thing: Thing, words: Words) -> Echo:
    """Have an answer that waits to be looked at, as if it had come back."""
    return Echo.objects.create(
        channel=channel, thing=thing, source=words.source, host=words.host, name=words.name, author=words.author_url, text=words.text,
        language=words.language, state=EchoState.WAITING,
    )  # fmt: skip
