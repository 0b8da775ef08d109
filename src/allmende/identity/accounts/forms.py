"""What signing up asks for beside address and password."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    """The name others will see."""

    name = forms.CharField(label=_("Your name"), max_length=120, help_text=_("As others here should see it."))
