"""Settings: what can be set while the node runs, with its effect and who changed it; what comes from its surroundings."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.spaces.models import Space
from allmende.foundation.config import PREFIX, Config
from allmende.foundation.doors import Option
from allmende.foundation.journal.models import Entry
from allmende.foundation.options.definitions import all_options, option_of
from allmende.foundation.options.models import Value
from allmende.foundation.verdicts import Refused, Text
from allmende.identity.actors.queries import ActorCard, actor_cards
from allmende.identity.operating.commands.work import set_option
from allmende.surfaces.backoffice.forms import OptionForm
from allmende.surfaces.backoffice.views import asked, crumbs, operators_only, tell

ELSEWHERE: tuple[tuple[Text, Text, str, bool], ...] = (
    (gettext_lazy("Gates"), gettext_lazy("What steps outward freely, reviewed, or not at all."), "space_gates", True),
    (
        gettext_lazy("Name, words, time zone"),
        gettext_lazy("What the community is called, and how it introduces itself."),
        "space_settings",
        True,
    ),
    (gettext_lazy("Look"), gettext_lazy("Colour and logo of the community."), "space_design", True),
    (gettext_lazy("Levels of trust"), gettext_lazy("What each level asks and gives."), "trust:levels", False),
    (gettext_lazy("Agreements"), gettext_lazy("What everyone agrees to, version by version."), "consent:space", True),
)
"""What communities set on pages of their own: title, effect, route, whether it takes the community's address."""


@dataclass(frozen=True)
class Set:
    """An option as it stands: its value, and who changed it when."""

    option: Option
    number: int
    by: ActorCard | None
    at: datetime | None

    @property
    def is_default(self) -> bool:
        """Whether it stands as it comes."""
        return self.number == self.option.default


@dataclass(frozen=True)
class Surrounding:
    """A setting of the environment: its name, what it means, what holds, and where that comes from."""

    name: str
    sentence: str
    value: str
    origin: str


@require_safe
@operators_only
def index(request: HttpRequest) -> HttpResponse:
    """All settings, or those with a word in them."""
    wanted = asked(request.GET, "q", 80)
    return _page(request, wanted)


@require_POST
@operators_only
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Set one."""
    option, form = option_of(key), OptionForm(request.POST)
    if option is None:
        raise Http404
    if not form.is_valid():
        messages.error(request, _("%(title)s: write a whole number.") % {"title": option.title})
        return redirect("backoffice:settings")
    try:
        set_option(request.actor, option, form.cleaned_data["number"])
        messages.success(request, _("Saved. It holds from now on."))
    except Refused as refusal:
        tell(request, refusal)
    return redirect("backoffice:settings")


def _page(request: HttpRequest, wanted: str) -> HttpResponse:
    chosen = [one for one in _set_options() if _fits(wanted, one.option.title, one.option.effect, one.option.key)]
    around = [one for one in _surroundings() if _fits(wanted, one.name, one.sentence)]
    elsewhere = [one for one in _elsewhere(request.space) if _fits(wanted, one[0], one[1])]
    context = {
        "options": chosen, "surroundings": around, "elsewhere": elsewhere, "wanted": wanted,
        "is_empty": not (chosen or around or elsewhere), "crumbs": crumbs(_("Settings")),
    }  # fmt: skip
    return render(request, "backoffice/settings.html", context)


def _fits(wanted: str, *texts: Text) -> bool:
    return not wanted or any(wanted.casefold() in str(text).casefold() for text in texts)


def _set_options() -> list[Set]:
    """Every option; three statements."""
    numbers = dict(Value.objects.values_list("key", "number"))
    changes: dict[str, Entry] = {}
    for entry in Entry.objects.filter(name="OptionChanged").order_by("-id")[:500]:
        changes.setdefault(entry.payload["option"], entry)
    people = actor_cards(entry.actor for entry in changes.values())
    return [
        Set(option, numbers.get(option.key, option.default), people.get(change.actor) if change else None, change.at if change else None)
        for option in all_options()
        for change in [changes.get(option.key)]
    ]  # fmt: skip


def _surroundings() -> list[Surrounding]:
    """What the environment or the configuration's file sets; what is secret never shows."""
    return [
        Surrounding(f"{PREFIX}{one.name.upper()}", one.metadata["sentence"], _shown(one.name), _origin(one.name, one.default))
        for one in fields(Config)
    ]  # fmt: skip


def _shown(name: str) -> str:
    value = getattr(settings.CONFIG, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = ", ".join(value) if isinstance(value, tuple) else str(value)
    if any(word in name for word in ("secret", "password", "token", "key")):
        return _("set, and not shown") if text else ""
    parts = urlsplit(text) if "://" in text else None
    if parts and (parts.username or parts.password):
        return f"{parts.scheme}://…@{parts.hostname}{f':{parts.port}' if parts.port else ''}{parts.path}"
    return text


def _origin(name: str, default: object) -> str:
    key = f"{PREFIX}{name.upper()}"
    if key in os.environ or f"{key}_FILE" in os.environ:
        return _("from the environment")
    return _("as it comes") if getattr(settings.CONFIG, name) == default else _("from the configuration's file")


def _elsewhere(root: Space | None) -> list[tuple[Text, Text, str]]:
    found = []
    for title, effect, route, takes_slug in ELSEWHERE if root else ():
        try:
            found.append((title, effect, reverse(route, args=[root.slug] if takes_slug and root else [])))
        except NoReverseMatch:
            continue
    return found
