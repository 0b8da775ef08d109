"""What the desk's own pages are for."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("desk:desk", "desk:ask", "desk:help_answer"),
        _("Here those on duty see who needs one of them today: questions, small steps to ask people for, and what waits anywhere."),
        (
            _("“I look after it” shows the others that a question is in good hands."),
            _("Hand a question over when another duty knows better."),
            _("Ask someone by name for one small step: they read why it is them."),
        ),
    ),
    Guide(
        ("desk:help", "desk:guest", "desk:question"),
        _("Ask those on duty anything about this house. A sentence is enough; nobody else reads it."),
        (
            _("The answer comes as a notice and by mail, and stays here."),
            _("Answer back as often as you need, and say when it helped."),
        ),
    ),
    Guide(
        ("desk:asked",),
        _("Small steps that someone on duty thought of you for, each with the reason. Saying no is fine."),
        (_("Answer with one press."), _("“Don't ask me this” keeps such steps away from you.")),
    ),
)  # fmt: skip
