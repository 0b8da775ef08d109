"""What the back office is for."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("backoffice:*",),
        _("The back office holds what has to be looked after, task by task. Each of you finds here what your part is, and nothing else."),
        (
            _("Begin with what needs you now, at the top of its first page."),
            _("Tick several rows to do one thing for many: you first see what would happen."),
            _("The journal says who did what and when."),
        ),
    ),
)  # fmt: skip
