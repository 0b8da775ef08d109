"""What operators change about signing in from elsewhere and elsewhere."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class SignOnProviderChanged(Activity):
    """A provider was added, changed, opened, closed or removed; `provider` is its key."""

    provider: str
    change: str
    sentence = _("{actor} changed where people can sign in from")


@dataclass(frozen=True, kw_only=True)
class ApplicationChanged(Activity):
    """An application that signs in with us was added, changed, given a new secret or removed; `application` is its client id."""

    application: str
    change: str
    sentence = _("{actor} changed which applications sign in with us")
