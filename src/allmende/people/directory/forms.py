"""What people hand in at the directory."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SaveSearchForm(forms.Form):
    """A name for a search; the search itself stands in the address."""

    name = forms.CharField(label=_("Name of the search"), max_length=60)
