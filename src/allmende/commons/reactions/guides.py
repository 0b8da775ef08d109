"""What the page of reactions is for."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("reactions:*",),
        _("A reaction says in one press what you think of something. Everyone who sees it sees who reacted."),
        (
            _("Give several, each once; the same press again takes one back."),
            _("A comment says more: write one when you have a question, or an idea."),
        ),
    ),
)  # fmt: skip
