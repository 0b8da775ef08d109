"""What backups offer the house: every day, at the hour that the operator set, one is made."""

from datetime import time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.backups.tasks import back_up
from allmende.foundation.doors import Room
from allmende.foundation.tasks.backend import enqueue_unique

_asked = ""


def back_up_when_due() -> None:
    """Have today's backup made once its hour has come, by whichever worker comes first."""
    global _asked
    if not settings.CONFIG.backup_at:
        return
    now = clock.now().astimezone(ZoneInfo(settings.TIME_ZONE))
    day = f"{now:%Y-%m-%d}"
    if _asked != day and now.time() >= time.fromisoformat(settings.CONFIG.backup_at):
        enqueue_unique(back_up, f"backup@{day}")
        _asked = day


DOOR = Room(key="backups", name=_("Backups"), icon="database", rounds=(back_up_when_due,))
