"""Which of allauth's memories all processes of a node must share."""

from allauth.core.internal import ratelimit
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import caches


def share_between_processes() -> None:
    """Count tries and used codes of an app for all processes together; allauth knows the default cache alone.

    Used ID tokens are counted so where they are exchanged (`signon.exchange`), which is loaded when the first one comes.
    """
    for module in (ratelimit, totp):
        module.cache = caches["shared"]
