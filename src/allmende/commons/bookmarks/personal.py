"""What someone has saved."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.commons.bookmarks.models import Bookmark
from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor


def _export(actor: Actor) -> dict[str, Any]:
    return {"saved": list(Bookmark.objects.filter(actor=actor).order_by("id").values("thing", "thing__title"))}


def _forget(actor: Actor) -> None:
    Bookmark.objects.filter(actor=actor).delete()


hold(
    Holding(
        "bookmarks", ("bookmarks.Bookmark",), _export, _forget,
        title=_("What you have saved"), why=_("So that you find it again."), until=_("until you let go of it, or leave"),
    )
)  # fmt: skip
