"""What the page of the degrees of participation is for."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("participation:degrees",),
        _("Whoever asks people to take part says first how much say they have. Five degrees, each of them a promise."),
        (_("The sign with five bars stands wherever something has declared its degree."),),
    ),
)
