"""Run something once per actor and key, and give the same answer to each repetition."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.once.models import Answer
from allmende.foundation.verdicts import Refused
from allmende.foundation.written import insert, update

LONGEST_KEY = 200


def once(actor: UUID, key: str, do: Callable[[], Any], *, request: Any = None) -> Any:
    """Run `do` in a transaction unless `key` was used before by this actor; return its (JSON) result either way.

    `request` is what was asked; the same key with another request is refused (409), as the IETF draft
    "The Idempotency-Key HTTP Header Field", section 2.7, asks. An empty key runs `do` each time.
    """
    if not key:
        with transaction.atomic():
            return do()
    if len(key) > LONGEST_KEY:
        raise Refused(_("The key of this request is too long: 200 characters at most."), 422)
    if not key.isprintable():  # PostgreSQL stores no NUL
        raise Refused(_("The key of this request has characters that can't be read."), 422)
    fingerprint = hashlib.sha256(json.dumps(request, sort_keys=True, default=str).encode()).hexdigest()
    try:
        with transaction.atomic():
            answer = Answer(actor=actor, key=key, request=fingerprint)
            insert(answer)  # refused where the key was used; whoever uses it at the same time waits here
            answer.result = do()
            if answer.result is not None:
                update(answer, "result")
            return answer.result
    except IntegrityError:
        earlier = Answer.objects.filter(actor=actor, key=key).first()
        if earlier is None:  # the conflict was not ours to explain
            raise
        return _repeat(earlier, fingerprint)


def _repeat(earlier: Answer, fingerprint: str) -> Any:
    if earlier.request != fingerprint:
        raise Refused(_("This was already sent with other content. Load the page again and repeat it."), 409)
    return earlier.result


def forget_answers(days: int = 3) -> int:
    """Delete answers older than `days`; return how many."""
    deadline = clock.now() - timedelta(days=days)
    return Answer.objects.filter(at__lt=deadline).delete()[0]
