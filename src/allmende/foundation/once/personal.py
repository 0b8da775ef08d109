"""What is kept so that nothing is done twice."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.foundation.once.models import Answer
from allmende.foundation.personal import Holding, hold


def _export(actor: Any) -> dict[str, Any]:
    return {"answers": list(Answer.objects.filter(actor=actor.id).values("key", "at"))}


def _forget(actor: Any) -> None:
    Answer.objects.filter(actor=actor.id).delete()


hold(
    Holding(
        "once", ("once.Answer",), _export, _forget,
        title=_("Keys of what you sent"), why=_("So that a form sent twice is done once."), until=_("three days"),
    )
)  # fmt: skip
