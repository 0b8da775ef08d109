"""A command's refusal in the form that asked for it."""

from django import forms

from allmende.foundation.verdicts import Refused


def show_errors(form: forms.Form, refusal: Refused) -> None:
    """Show a refusal where the person can mend it: at its fields, or above the form."""
    shown = False
    for name, text in refusal.errors.items():
        if name in form.fields:
            form.add_error(name, str(text))
            shown = True
    if not shown:
        form.add_error(None, str(refusal.reason))
