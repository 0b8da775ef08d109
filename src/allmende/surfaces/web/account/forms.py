"""What one can set about oneself."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from allmende.commons.files.forms import PictureField
from allmende.foundation.text.fields import LineInput


class ProfileForm(forms.Form):
    """Name, words about oneself, language and time zone."""

    name = LineInput(label=_("Name"), max_length=120, help_text=_("As others here should see it."))
    about = LineInput(
        label=_("About you"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you can do, what you like to do, what you look for."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[(zone, zone.replace("_", " ")) for zone in sorted(available_timezones()) if "/" in zone],
    )


class PortraitForm(forms.Form):
    """A portrait; everyone who meets your name sees it."""

    picture = PictureField(label=_("Portrait"))
