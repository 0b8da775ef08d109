"""What the pages of plans are for."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("plans:*",),
        _("A plan answers ten questions before others are involved. Several people answer, each in their own words, and a second person confirms that an answer is concrete."),
        (
            _("Answer one question at a time, as concretely as you can today."),
            _("Read what others wrote, and confirm it or say what is missing."),
        ),
        duty="projects",
    ),
)  # fmt: skip
