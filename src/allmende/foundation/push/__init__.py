"""Web Push: words for a device that is not looking, through its browser's push service, which can't read them."""

from allmende.foundation.push.encryption import LONGEST
from allmende.foundation.push.sending import Answer, Unreached, push
from allmende.foundation.push.vapid import public_key

__all__ = ["LONGEST", "Answer", "Unreached", "public_key", "push"]
