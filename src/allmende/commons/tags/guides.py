"""What the pages of tags are for."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("tags:*",),
        _("A tag brings together what people have marked with the same word, wherever it stands."),
        (
            _("You find here what you may see anyway: a tag shows nobody more."),
            _("Write # and a word in what you share, such as #garden, and it stands here too."),
        ),
        duty="community",
    ),
)  # fmt: skip
