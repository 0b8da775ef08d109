"""The five phases with which a community begins; it makes them its own."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Mode
from allmende.foundation.verdicts import Text


@dataclass(frozen=True)
class StartingStage:
    """A phase as we suggest it."""

    name: Text
    description: Text
    criteria: tuple[Text, ...]
    network: Mode
    public: Mode

    @property
    def gates(self) -> dict[str, str]:
        """Its gates as they are kept."""
        return {str(int(Layer.NETWORK)): str(self.network), str(int(Layer.PUBLIC)): str(self.public)}


STARTING = (
    StartingStage(
        _("Feasibility with a fixed circle"),
        _("A small circle that knows each other tries out whether it works: for whom, for what, and with whose time."),
        (
            _("The founding circle has written down what the community is for, in three sentences."),
            _("Everyone in the circle has done something together here, from beginning to end."),
            _("It is clear who gives how much time, and what happens when somebody drops out."),
        ),
        Mode.CLOSED, Mode.CLOSED,
    ),
    StartingStage(
        _("Products with pilot customers"),
        _("The first offers come about with a few customers who know that they are the first, and say what they think."),
        (
            _("Three pilot customers have got something that they asked for."),
            _("Each of them has said in writing what was good and what was not."),
            _("One project has been paid for, and everyone who worked on it got their share."),
        ),
        Mode.REVIEWED, Mode.CLOSED,
    ),
    StartingStage(
        _("Outward effect"),
        _("The community shows itself: what it has done is told, and people who do not know anybody here find it."),
        (
            _("The story of one project stands in public, with everyone's consent."),
            _("People from outside have asked to take part, and each got an answer."),
            _("The four duties are carried by at least three people."),
        ),
        Mode.REVIEWED, Mode.REVIEWED,
    ),
    StartingStage(
        _("Standing on its own feet"),
        _("What comes in carries what it costs, and nobody has to be there for it to go on."),
        (
            _("For half a year income has covered what the community costs."),
            _("Each duty has somebody who can stand in."),
            _("Newcomers have led a project."),
        ),
        Mode.FREE, Mode.REVIEWED,
    ),
    StartingStage(
        _("Running itself"),
        _("The members decide and look after it themselves; whoever founded it is one among many."),
        (
            _("The members have decided on something that changes how the community works."),
            _("Those who founded it hold no duty that nobody else could hold."),
            _("Another community has taken something over from here."),
        ),
        Mode.FREE, Mode.FREE,
    ),
)  # fmt: skip
