"""What people fill in about how they want to be told."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils import formats
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.occasions import Occasion
from allmende.observers.notices.models import Mail, Preset, Wishes
from allmende.observers.notices.presets import Here, Told, Ways
from allmende.observers.notices.queries.told import occasions_here

FIELDS = ("mails", "no_content", "quiet_from", "quiet_until", "digest_hour", "digest_day")


def _hours() -> list[tuple[int, str]]:
    return [(hour, formats.time_format(time(hour), "TIME_FORMAT")) for hour in range(24)]


class OccasionForm(forms.Form):
    """By which ways one occasion comes."""

    in_app = forms.BooleanField(required=False)
    push = forms.BooleanField(required=False)
    mail = forms.ChoiceField(choices=Mail)

    def __init__(self, told: Told, occasion: Occasion, data: Any = None, *, has_device: bool = False) -> None:
        ways = told.everywhere(occasion)
        super().__init__(
            data, prefix=occasion.key, initial={"in_app": ways.in_app, "push": ways.push, "mail": ways.mail}
        )
        self.occasion, self.ways_before = occasion, ways
        for name, column in (("in_app", _("In the app")), ("push", _("On devices")), ("mail", _("By mail"))):
            self.fields[name].widget.attrs["aria-label"] = f"{occasion.title}: {column}"
        if occasion.vital:
            self.fields["in_app"].disabled = True
        if not has_device:
            del self.fields["push"]

    def ways(self) -> Ways:
        """What was filled in; what the page doesn't show stays as it is."""
        data = self.cleaned_data
        return Ways(data["in_app"], data.get("push", self.ways_before.push), Mail(data["mail"]))


def occasion_forms(told: Told, data: Any = None, *, has_device: bool = False) -> list[OccasionForm]:
    """A line of the table for each occasion that comes about on this node; with a column for devices where there is one."""
    return [OccasionForm(told, occasion, data, has_device=has_device) for occasion in occasions_here()]


class DeviceForm(forms.Form):
    """A subscription as a browser gives it."""

    endpoint = forms.CharField(max_length=800)
    public = forms.CharField(max_length=100)
    secret = forms.CharField(max_length=40)


class VitalForm(forms.Form):
    """What everyone of a space has to know now, and why it can't wait."""

    space = forms.UUIDField(label=_("To everyone in"), required=False)
    title = forms.CharField(label=_("In one line"), max_length=120)
    text = forms.CharField(
        label=_("What people have to know or do now"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 5})
    )
    reason = forms.CharField(
        label=_("Why it can't wait"), max_length=300, min_length=10,
        help_text=_("For whoever decides with you; it stays in the journal's records, and is not sent."),
    )  # fmt: skip


class PresetForm(forms.Form):
    """One of the presets."""

    preset = forms.TypedChoiceField(choices=Preset, coerce=Preset)


class MannerForm(forms.ModelForm):
    """Quiet hours, when digests come, and what mails say."""

    class Meta:
        model = Wishes
        fields = FIELDS
        labels = {
            "mails": _("Mails may come at all"),
            "no_content": _("Mails only say that there is something new, not what"),
            "quiet_from": _("Quiet from"),
            "quiet_until": _("Quiet until"),
            "digest_hour": _("Digests come at"),
            "digest_day": _("and the weekly one on"),
        }
        help_texts = {
            "mails": _("Mails that you asked for yourself, such as a new password, always come."),
            "no_content": _("For a mailbox that others read too."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        quiet = [("", gettext("no quiet hours")), *_hours()]
        for name in ("quiet_from", "quiet_until"):
            self.fields[name] = forms.TypedChoiceField(
                label=self.fields[name].label, help_text=self.fields[name].help_text, choices=quiet, coerce=int, empty_value=None, required=False,
            )  # fmt: skip
        self.fields["digest_hour"] = forms.TypedChoiceField(
            label=self.fields["digest_hour"].label, choices=_hours(), coerce=int
        )
        self.fields["digest_day"] = forms.TypedChoiceField(
            label=self.fields["digest_day"].label, choices=list(WEEKDAYS.items()), coerce=int
        )

    def clean(self) -> dict[str, Any]:
        """Quiet hours have a beginning and an end, or there are none."""
        data = super().clean() or self.cleaned_data
        if (data.get("quiet_from") is None) != (data.get("quiet_until") is None):
            self.add_error("quiet_until", _("Say from when and until when, or leave both out."))
        return data


class PlaceForm(forms.Form):
    """How it is in one space."""

    place = forms.UUIDField(label=_("Space"))
    how = forms.TypedChoiceField(
        label=_("What happens there comes"), choices=Here, coerce=Here, required=False, empty_value=Here.ELSEWHERE
    )
