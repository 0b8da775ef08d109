"""Asking about others: choose whom, what it is about and the verb, and read the verdict with all it stands on."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import space_of
from allmende.commons.things.models import Thing
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.people.reasons.commands import ask_why
from allmende.people.reasons.queries import described, fitting_rules, people_like, specific, subjects_like
from allmende.people.reasons.rules import may_ask_why


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Whom and what it is about; with both, the verbs to choose from. For who cares for nobody it isn't there."""
    return render(request, "reasons/index.html", _choices(request, request.GET))


@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Ask, and read the answer; it is made anew each time and kept nowhere."""
    context = _choices(request, request.POST)
    person, subject = context["person"], context["subject"]
    rule = next((one for one in context["verbs"] if one.key == request.POST.get("rule")), None)
    if person is None or subject is None or rule is None:
        raise Refused(_("Choose a person, what it is about, and what they would do."), 422)
    found = ask_why(request.actor, person, rule, subject, _space_of(request, subject))
    answered = render(request, "reasons/index.html", context | {"answer": found})
    answered.headers["Cache-Control"] = "private, no-store"
    return answered


def _choices(request: HttpRequest, said: QueryDict) -> dict[str, Any]:
    """What the words mean: one of each is chosen, several are offered; things only as far as whoever asks sees them."""
    if not may_ask_why(request.actor, request.space):
        raise Http404
    typed, about = (said.get(name, "").replace("\0", "")[:500] for name in ("person", "about"))
    people = people_like(request.space, typed)
    subjects: list[Any] = (
        people_like(request.space, about) if about.strip().startswith("@") else subjects_like(request.actor, request.space, about)
    )  # fmt: skip
    person, subject = (found[0] if len(found) == 1 else None for found in (people, subjects))
    if isinstance(subject, Thing):
        require(may_ask_why(request.actor, space_of(subject)))
        subject = specific(subject)
    things = described([one for one in subjects if isinstance(one, Thing)])
    chosen = things[0][1] if len(things) == 1 and subject is not None else ""  # its page says more than its key
    return {
        "typed": typed, "about": about, "shown": chosen or about, "people": people, "person": person, "subject": subject,
        "things": things, "others": [one for one in subjects if isinstance(one, Actor)],
        "verbs": fitting_rules(subject) if subject is not None else [],
        "subject_key": f"@{subject.handle}" if isinstance(subject, Actor) else subject and subject.id,
    }  # fmt: skip


def _space_of(request: HttpRequest, subject: Thing | Actor) -> Space:
    return space_of(subject) if isinstance(subject, Thing) else request.space
