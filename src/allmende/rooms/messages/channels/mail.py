"""E-mail: each message as a mail of its own, in one thread, with an address that only its reader can answer to."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.files.models import File
from allmende.commons.spaces.letterheads import letterhead_of
from allmende.foundation.mail.commands import post
from allmende.foundation.mail.reachable import why_stopped
from allmende.foundation.mail.replies import reply_address
from allmende.foundation.verdicts import Text
from allmende.identity.accounts.models import Account
from allmende.rooms.messages.channels.port import Parcel

PURPOSE = "message"
"""`reply_address(PURPOSE, reader.id, conversation.id)`: the answer is written into the conversation."""


@dataclass(frozen=True)
class Mail:
    """Messages as mails."""

    key: str
    name: Text

    def deliver(self, parcel: Parcel) -> str:
        """Put a mail into the queue; `address` where there is no mailbox, `stopped` where it wants nothing more."""
        account = Account.objects.filter(actor=parcel.to, is_active=True).first()
        if account is None or not account.email:
            return "address"
        if why_stopped(account.email):
            return "stopped"
        said, house = parcel.message, letterhead_of(parcel.root)
        post(
            account.email, "messages/mail/message", language=parcel.to.language, house=house,
            thread=str(said.conversation_id), reply_to=reply_address(PURPOSE, parcel.to.id, said.conversation_id),
            name=said.author.name, title=parcel.title, text=said.text, html=said.text_html,
            files=File.objects.filter(thing=said.pk).count(),
            url=house.home + reverse("messages:conversation", args=[said.conversation_id]),
        )  # fmt: skip
        return ""


MAIL = Mail("mail", _("E-mail"))
