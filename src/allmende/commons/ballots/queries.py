"""What may be read of a box: one's own ballot while it is open, all ballots without voters once it is sealed."""

from collections.abc import Iterator
from typing import Any

from allmende.commons.ballots.models import Ballot, Box, Voter
from allmende.identity.actors.models import Reader

FEWEST_TO_PUBLISH = 5
"""With fewer ballots than this, publishing them would tell how people voted."""


def my_ballot(reader: Reader, box: Box) -> Ballot | None:
    """Return the reader's ballot while it can be changed."""
    if reader.is_guest or box.sealed:
        return None
    return Ballot.objects.filter(box=box, voter_id=reader.id).first()


def sealed_ballots(box: Box) -> Iterator[tuple[Any, int, str]]:
    """Yield content, multiplicity and receipt of a sealed box's ballots in their (random) order.

    Raises ValueError while it is open: nobody reads ballots then.
    """
    if box.sealed is None:
        raise ValueError(f"The box of {box.thing_id} is not sealed.")
    rows = Ballot.objects.filter(box=box).order_by("id").values_list("content", "times", "receipt")
    yield from rows.iterator(chunk_size=2000)


def has_voted(reader: Reader, box: Box) -> bool:
    """Say whether the reader took part."""
    return not reader.is_guest and Voter.objects.filter(box=box, actor_id=reader.id).exists()


def may_be_published(box: Box) -> bool:
    """Say whether enough ballots lie in a sealed box to publish them without telling anyone's."""
    return box.sealed is not None and box.turnout >= FEWEST_TO_PUBLISH
