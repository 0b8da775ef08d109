"""Which column of a file is which field, by its heading in German, English or Italian."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from allmende.foundation.tables import headed
from allmende.foundation.verdicts import Text

FIELDS: dict[str, Text] = {
    "name": _("Name"),
    "given": _("First name"),
    "family": _("Last name"),
    "email": _("E-mail"),
    "language": _("Language"),
    "role": _("Role"),
    "spaces": _("Spaces"),
    "skills": _("Skills"),
    "about": _("About the person"),
    "source": _("Number"),
}
"""What can be brought in of a person, and what it is called."""

HEADINGS = {
    "name": "name fullname displayname anzeigename vorundnachname vornameundnachname nome nomecognome nomeecognome "
    "nomecompleto mitglied member membro person persona",
    "given": "firstname givenname vorname nomedibattesimo forename",
    "family": "lastname familyname surname nachname familienname cognome",
    "email": "email emailaddress mail mailaddress emailadresse mailadresse indirizzoemail postaelettronica "
    "indirizzodipostaelettronica eposta",
    "language": "language lang locale sprache lingua",
    "role": "role rolle ruolo function funktion funzione",
    "spaces": "spaces space orte ort luoghi luogo groups group teams team raume raeume raum gruppen gruppe spazi spazio gruppi gruppo",
    "skills": "skills skill abilities fahigkeiten faehigkeiten kompetenzen konnen koennen kenntnisse competenze abilita "
    "capacita",
    "about": "about aboutme bio biography description ueber uebermich uber ubermich beschreibung vorstellung "
    "descrizione presentazione su sudime",
    "source": "id sourceid source externalid number membernumber memberid nr nummer mitgliedsnummer mitgliedsnr "
    "quellid quelle numero numerosocio numeromembro idfonte",
}


def fields_of(headings: Sequence[str]) -> list[str]:
    """Return for each heading the field it names, or nothing; a field is taken from its first column."""
    found = headed(headings, HEADINGS)
    if "given" in found and "name" in found and "family" not in found:  # Italian: nome, cognome
        return found
    if "family" in found and "given" not in found and "name" in found:
        found[found.index("name")] = "given"
    return found


def has_names(fields: Sequence[str]) -> bool:
    """Say whether the columns tell what people are called."""
    return "name" in fields or "given" in fields or "family" in fields
