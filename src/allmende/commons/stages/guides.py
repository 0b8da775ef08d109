"""What the pages of a community's phases are for."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("stages:index", "stages:edit", "stages:move"),
        _("A community grows in phases, from a fixed circle to running itself. Each says what has to be reached before the next begins, and which rooms and gates are open in it."),
        (
            _("Members see what has been reached, who ticked it, and how one sees it."),
            _("Curators tick, change the words, and lead on. Before that the page says what will change."),
        ),
    ),
)  # fmt: skip
