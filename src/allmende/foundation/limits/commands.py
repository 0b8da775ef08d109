"""Counting uses of a key."""

from django.db import transaction

from allmende.foundation import clock
from allmende.foundation.keys import sign
from allmende.foundation.limits.models import Limit


@transaction.atomic
def use(key: str, times: int, seconds: int) -> bool:
    """Count one use of a key and return True; False, and nothing counted, when it had `times` uses in the last `seconds`.

    Exact also when many ask at once: the row is locked (a transaction of SQLite's is alone anyway).
    """
    now = clock.now().timestamp()
    Limit.objects.get_or_create(key=sign("limits", key), defaults={"until": now + seconds})
    limit = Limit.objects.select_for_update().get(key=sign("limits", key))
    limit.uses = [at for at in limit.uses if at > now - seconds]
    if len(limit.uses) >= times:
        return False
    limit.uses.append(now)
    limit.until = now + seconds
    limit.save(update_fields=["uses", "until"])
    return True


@transaction.atomic
def give_back(key: str) -> None:
    """Take the latest use of a key back."""
    limit = Limit.objects.select_for_update().filter(key=sign("limits", key)).first()
    if limit and limit.uses:
        limit.uses.pop()
        limit.save(update_fields=["uses"])


def forget_uses() -> int:
    """Delete what no limit asks for any more; return how many keys."""
    return Limit.objects.filter(until__lt=clock.now().timestamp()).delete()[0]
