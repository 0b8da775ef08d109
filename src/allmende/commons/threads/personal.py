"""What someone said, and how far they have read."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.commons.threads.commands import empty_comment
from allmende.commons.threads.models import Comment, Handling, Visit
from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor


def _export(actor: Actor) -> dict[str, Any]:
    said = Comment.objects.filter(author=actor).order_by("id")
    return {
        "comments": list(said.values("id", "thread", "thread__thing__title", "intent", "text", "created", "edited")),
        "looked_after": list(
            Handling.objects.filter(by=actor).order_by("id").values("deed", "at", "reason", "thing", "target")
        ),
        "read_until": list(Visit.objects.filter(actor=actor).values("thread", "at")),
    }


def _forget(actor: Actor) -> None:
    Visit.objects.filter(actor=actor).delete()
    Handling.objects.filter(by=actor).update(by=None)


def _anonymise(actor: Actor) -> None:
    for comment in Comment.objects.filter(author=actor).exclude(text="").order_by("id"):
        empty_comment(comment)


hold(
    Holding(
        "threads", ("threads.Comment", "threads.Visit", "threads.Handling"), _export, _forget, anonymise=_anonymise,
        title=_("Your comments, and how far you have read"), why=_("So that people can talk, and you see what is new."),
        until=_("comments until you remove them; reading marks until you leave"),
    )
)  # fmt: skip
