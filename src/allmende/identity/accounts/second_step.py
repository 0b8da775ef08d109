"""How allauth's passkeys, codes from an app and recovery codes meet our accounts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator

from allmende.foundation.sealing import seal, unseal
from allmende.identity.accounts.devices import device_name
from allmende.identity.accounts.models import Account
from allmende.identity.accounts.wording import SECOND_STEP_ERRORS

STEPS = {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}
PURPOSE = "second-step"


class SecondStepAdapter(DefaultMFAAdapter):
    """Secrets lie sealed; a passkey alone asks for no second step."""

    error_messages = {**DefaultMFAAdapter.error_messages, **SECOND_STEP_ERRORS}

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return seal(PURPOSE, text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open it again. Raises ValueError where the node's key is another."""
        return unseal(PURPOSE, encrypted_text)

    def is_mfa_enabled(self, user: Account, types: Iterable[str] | None = None) -> bool:
        """Whether there is one of these; asked for both together: whether a second step follows the password.

        It does where someone switched it on, with an app for codes; a passkey then serves as well. Who only added a
        passkey to be spared the password is not asked for it on every other device.
        """
        if types is not None and set(types) == STEPS:
            types = [Authenticator.Type.TOTP]
        return super().is_mfa_enabled(user, types)

    def generate_authenticator_name(self, user: Account, type: str) -> str:
        """Call a passkey after the device it was made on, until its owner does."""
        return device_name(context.request.headers.get("User-Agent", ""))

    def get_totp_label(self, user: Account) -> str:
        """The address, under which it stands in the app."""
        return user.email

    def _get_site_name(self) -> str:
        space: Any = getattr(context.request, "space", None)
        return str(space.title) if space else context.request.get_host()
