"""What one says when one closes a discussion."""

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.commons.threads.models import LONGEST_REASON


class ClosureForm(forms.Form):
    """Until when it is closed, and why."""

    reason = forms.CharField(label=_("Why, for all to read"), required=False, max_length=LONGEST_REASON)
    until = forms.DateTimeField(
        label=_("Until when"), required=False, help_text=_("Empty: until somebody opens it again."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M"],
    )  # fmt: skip
