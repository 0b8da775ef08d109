"""What duties keep of people."""

from django.utils.translation import gettext_lazy as _

from allmende.commons.duties.commands import forget
from allmende.commons.duties.queries import export
from allmende.foundation.personal import Holding

HELD = Holding(
    "duties", ("duties.Assignment", "duties.Absence"), export, forget,
    title=_("Duties that you carry, and when you are away"),
    why=_("So that everyone knows whom to ask, and someone stands in for you."),
    until=_("Until you hand the duty back; absences until you take them out or leave."),
)  # fmt: skip
