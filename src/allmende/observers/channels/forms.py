"""What people fill in about outside channels."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.foundation.text.fields import LineInput
from allmende.observers.channels.models import Network

NOTES = {
    Network.MASTODON: _("By itself: posted, changed and taken down there as here; answers come back."),
    Network.WEBMENTION: _("By itself: pages that you link to are told, and pages that link here can answer."),
}
BY_HAND = _("By hand: text and picture are made ready for you to copy.")


class ChannelForm(forms.Form):
    """Which network; at Mastodon on which server, at a closed one under which name."""

    network = forms.ChoiceField(label=_("Where to?"), widget=forms.RadioSelect, initial=Network.MASTODON)
    host = LineInput(
        label=_("Mastodon: the server of your account"), max_length=300, required=False,
        help_text=_("Such as social.example.org. There you sign in next, and say that posts may come from here."),
    )  # fmt: skip
    account = LineInput(
        label=_("Other networks: your name there"), max_length=200, required=False,
        help_text=_("So that everyone knows which page is meant."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].choices = [  # type: ignore[attr-defined]
            (one.value, f"{one.label}. {NOTES.get(one, BY_HAND)}") for one in Network
        ]

    def values(self) -> dict[str, Any]:
        """What the command takes of it."""
        data = self.cleaned_data
        return {"network": Network(data["network"]), "host": data["host"], "account": data["account"]}


class DoneForm(forms.Form):
    """Where the copy stands that somebody made."""

    url = LineInput(
        label=_("Its address there"), max_length=500, required=False,
        help_text=_("Copy it from the network, so that others find what you shared."),
    )  # fmt: skip
