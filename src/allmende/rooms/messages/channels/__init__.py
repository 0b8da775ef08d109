"""The ways on which messages reach people besides the page: one port, and what stands behind it."""

from allmende.rooms.messages.channels.mail import MAIL
from allmende.rooms.messages.channels.port import Channel, Parcel

CHANNELS: dict[str, Channel] = {channel.key: channel for channel in (MAIL,)}
"""By key, as seats and deliveries name them. A further network is a module beside `mail.py` and an entry here."""

__all__ = ["CHANNELS", "Channel", "Parcel"]
