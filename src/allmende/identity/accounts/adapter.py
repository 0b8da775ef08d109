"""How allauth meets our accounts: an account is never without an actor, mails go through the queue, limits shut nobody else out."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from allmende.foundation.limits.commands import give_back, use
from allmende.foundation.mail.letterhead import NODE
from allmende.foundation.mail.tasks import send_mail
from allmende.identity.accounts.addresses import normal_address
from allmende.identity.accounts.known_devices import known_device
from allmende.identity.accounts.mailboxes import has_room
from allmende.identity.accounts.models import Account
from allmende.identity.accounts.networks import address_of, counted_network
from allmende.identity.accounts.wording import ERRORS, MESSAGES
from allmende.identity.actors.commands import make_actor

FIVE_MINUTES, DAY = 300, 86_400
LONGEST = 254
"""Letters of an address (RFC 3696, erratum 1690)."""
OF_STRANGERS = frozenset(
    f"account/email/{name}"
    for name in (
        *("login_code", "unknown_account", "account_already_exists"),
        *("email_confirmation", "email_confirmation_signup", "password_reset_key"),
    )
)
"""Mails that anyone can have sent to an address by typing it."""
RESET = "account/email/password_reset_key"


class AccountAdapter(DefaultAccountAdapter):
    """Signing up makes the actor with the account; the name is asked for in our form."""

    error_messages = {**DefaultAccountAdapter.error_messages, **ERRORS}

    def save_user(self, request: HttpRequest, user: Account, form: Any, commit: bool = True) -> Account:
        """Fill a new account from the sign-up form and give it an actor of that name."""
        user.email = normal_address(form.cleaned_data["email"])
        if password := form.cleaned_data.get("password1"):
            user.set_password(password)
        else:
            user.set_unusable_password()
        user.actor = make_actor(form.cleaned_data["name"], language=getattr(request, "LANGUAGE_CODE", "de")[:2])
        if commit:
            user.save()
        return user

    def populate_username(self, request: HttpRequest, user: Account) -> None:
        """There are no user names."""

    def clean_email(self, email: str) -> str:
        """One way of writing each address. Raises ValidationError for one that is too long to be kept."""
        address = normal_address(email)
        if len(address) > LONGEST:
            raise self.validation_error("invalid_login")
        return address

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address behind our own proxies; one that can't be told is counted as this machine."""
        return address_of(request) or "127.0.0.1"

    def is_reauthentication_required(self, *, app: str, **others: Any) -> bool:
        """Whatever changes how one signs in needs a proof just given."""
        return True

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Find the account however the address is typed."""
        if "email" in credentials:
            credentials["email"] = normal_address(credentials["email"])
        return super().authenticate(request, **credentials)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try; raise ValidationError when there were too many. A right password gives it back."""
        self._tries = []
        for key, times, seconds in _limits(request, credentials.get("email", "")):
            if not use(key, times, seconds):
                raise self.validation_error("too_many_login_attempts")
            self._tries.append(key)

    def _rollback_login_failed_rl_usage(self) -> None:
        for key in self._tries:
            give_back(key)

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """There is nothing kept by an address alone."""

    def send_account_already_exists_mail(self, email: str) -> None:
        """Answer a sign-up with a known address; as long as making an account takes."""
        Account().set_password("as long as a new one")
        super().send_account_already_exists_mail(email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue a mail; what strangers can have sent, three times an hour for an address, one of them kept for a new password."""
        if template_prefix in OF_STRANGERS and not has_room(email, for_password=template_prefix == RESET):
            return
        values = {"request": self.request, "email": email, **context}
        message = self.render_mail(template_prefix, email, values)
        house = getattr(self.request, "house", NODE)
        send_mail.enqueue(email, message.subject, f"{message.body}\n", house.name, house.address, kind=template_prefix)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words, or not at all."""
        if not message and message_template:
            message = str(MESSAGES.get(message_template, "")) % (message_context or {})
        if message:
            super().add_message(request, level, extra_tags=extra_tags, message=message)


def _limits(request: HttpRequest, address: str) -> list[tuple[str, int, int]]:
    """Return what wrong passwords are counted by, how many there may be, and within how many seconds.

    A device on which someone with this address has signed in before is counted by itself, so that no stranger shuts them out.
    Strangers are counted by network, by network and address, and all of them together by address (NIST SP 800-63B, 3.2.2, asks for at most 100).
    """
    if device := known_device(request, address):
        return [(f"password on:{device}:{address}", 10, FIVE_MINUTES)]
    network = counted_network(request)
    return [
        (f"password:{network}", 30, FIVE_MINUTES),
        (f"password:{network}:{address}", 10, FIVE_MINUTES),
        (f"password to:{address}", 50, DAY),
    ]
