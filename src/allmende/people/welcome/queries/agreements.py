"""What stands between someone and their first commitment: agreements that they have yet to accept."""

from __future__ import annotations

from allmende.commons.consent.models import AgreementVersion
from allmende.commons.consent.queries import outstanding
from allmende.commons.spaces.models import Space
from allmende.foundation.text.markdown import render_markdown
from allmende.identity.actors.models import Actor


def outstanding_agreements(actor: Actor, space: Space) -> list[AgreementVersion]:
    """Return the agreements of a space and its community that someone has not accepted as they read today."""
    return outstanding(actor, space)


def to_read(agreements: list[AgreementVersion]) -> list[dict[str, object]]:
    """Return agreements as a page shows them, in the reader's language where there is one."""
    return [
        {"id": one.id, "title": one.title, "html": render_markdown(one.text, top=4), "language": one.language}
        for one in agreements
    ]
