"""Which of allauth's memories all processes of a node must share."""

from allauth.core.internal import ratelimit
from allauth.mfa.totp.internal import auth as totp
from allauth.socialaccount.internal import jwtkit
from django.core.cache import caches


def share_between_processes() -> None:
    """Count tries, used codes of an app and used ID tokens for all processes together; allauth knows the default cache alone."""
    for module in (ratelimit, totp, jwtkit):
        module.cache = caches["shared"]
