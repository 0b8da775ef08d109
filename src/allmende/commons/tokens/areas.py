"""The areas that belong to no single room: few, and each understood by whoever gives a token to a program."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.areas import Area, register

ME = register(
    Area(
        "me", _("What is mine"), _("My profile, notices, contacts, consents, and what I follow or have thrown away."),
        is_ones_own=True,
    )
)  # fmt: skip
PEOPLE = register(
    Area("people", _("People"), _("Who is here, what they say of themselves, organisations, duties, nominations."))
)
SPACES = register(
    Area("spaces", _("Spaces"), _("Spaces, who belongs to them, how things step outward."), in_spaces=True)
)
TALK = register(
    Area("talk", _("Discussions and files"), _("Comments, versions, and files beside things."), in_spaces=True)
)
FINDING = register(Area("finding", _("Feed and search"), _("What has happened, and finding it again.")))
