"""What somebody said elsewhere stands in the talk about a public thing like a comment: marked with where it was written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import PUBLIC
from allmende.commons.things.models import Thing
from allmende.commons.threads.activities import CommentCameIn, CommentEdited, CommentRemoved
from allmende.commons.threads.commands.saying import count, empty_comment
from allmende.commons.threads.models import KIND, LONGEST_TEXT, Comment, Source, Thread
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_text
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.commands import elsewhere
from allmende.identity.actors.models import LANGUAGES

_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")
"""What may mean something in Markdown; behind a backslash it means itself (CommonMark, section 2.4)."""


@dataclass(frozen=True)
class Words:
    """What somebody said elsewhere, as plain words, and who they are in their own words."""

    text: str
    name: str
    source: str
    host: str
    author_url: str = ""
    language: str = ""


@transaction.atomic
def bring_in(thing: Thing, words: Words) -> Comment:
    """Let what was said elsewhere stand in the talk about a thing. Raises Refused (409) where that is not public, or closed."""
    held = Thing.objects.hold(thing.id)
    if held is None or held.audience_id != PUBLIC:
        raise Refused(_("Only what is public is answered from elsewhere."), 409)
    thread, _made = Thread.objects.get_or_create(thing_id=thing.id)
    if thread.is_locked:
        raise Refused(_("This discussion is closed."), 409)
    language = words.language if words.language in dict(LANGUAGES) else held.language
    said = Comment(
        kind=KIND, thread=thread, text=as_markdown(words.text), author=elsewhere(), audience=held.audience,
        space_id=held.space_id, language=language,
    )  # fmt: skip
    said.save()
    Source.objects.create(comment=said, name=words.name, author_url=words.author_url, url=words.source, host=words.host)
    count(said, 1)
    record(CommentCameIn(**_where(said)))
    return said


@transaction.atomic
def reword(comment: Comment, text: str) -> None:
    """Let it say what it says elsewhere now; what lies in the bin stays there as it is."""
    said = Comment.objects.select_related("audience").get(pk=comment.pk)
    if said.is_removed:
        return
    said.text, said.edited = as_markdown(text), clock.now()
    said.changed = said.edited
    said.save(update_fields=["text", "edited", "changed"])
    record(CommentEdited(**_where(said)))


@transaction.atomic
def take_away(comment: Comment) -> None:
    """Take the words out of a comment that is gone elsewhere, and who said it; its place stays while answers hang on it."""
    said = Comment.objects.select_related("audience").get(pk=comment.pk)
    empty_comment(said)
    Source.objects.filter(comment=said).delete()
    record(CommentRemoved(**_where(said)))


def as_markdown(text: str) -> str:
    """Return words that mean themselves: no link, picture, heading or name of a person comes of them."""
    lines = (_SIGNS.sub(r"\\\1", line.strip()) for line in clean_text(text).split("\n"))
    return re.sub(r"(?<!\n)\n(?!\n)", "  \n", "\n".join(lines))[:LONGEST_TEXT].strip()


def _where(said: Comment) -> dict[str, Any]:
    return {
        "actor": said.author_id, "thing": said.thread_id, "space": said.space_id, "audience": said.audience_id, "comment": said.id,
    }  # fmt: skip
