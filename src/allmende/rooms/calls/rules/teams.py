"""Who asks others in and shares out, who looks first, and who suggests other words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.authorship.queries import authors_of
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import CallState, Contribution, ContributionState, Suggestion, SuggestionState
from allmende.rooms.calls.rules.contributing import may_comment, may_revise
from allmende.rooms.calls.rules.people import can_see, is_author, is_host


@asked(_("ask co-authors in"))
def may_name_authors(reader: Reader, contribution: Contribution) -> Verdict:
    """Ask others to make it together, and take that back: those who make it, while it may be written."""
    return may_revise(reader, contribution)


@asked(_("set how the authors share"))
def may_share_out(reader: Reader, contribution: Contribution) -> Verdict:
    """Set the shares of a team: each of those who make it, until its call is finished."""
    return first_denial(
        can_see(reader, contribution),
        allow_if(is_author(reader, contribution), _("Only its authors set their shares.")),
        allow_if(
            contribution.call.state != CallState.FINISHED, _("The call is finished: the shares stand."), status=409
        ),
        allow_if(len(authors_of(contribution.id)) > 1, _("You make it alone: all of it is yours."), status=409),
    )


@asked(_("look at what waits"))
def may_look(reader: Reader, contribution: Contribution) -> Verdict:
    """Let in what waits with the hosts, or give it back: hosts, but not with their own."""
    return first_denial(
        can_see(reader, contribution),
        is_host(reader, contribution.call),
        allow_if(not is_author(reader, contribution), _("Another host looks at your own contribution.")),
        allow_if(
            contribution.state == ContributionState.HELD, _("It doesn't wait: somebody has looked at it."), status=409
        ),
    )


@asked(_("suggest other words"))
def may_suggest(reader: Reader, contribution: Contribution) -> Verdict:
    """Suggest other words for a passage: whoever may comment on it, and is none of its authors."""
    return first_denial(
        may_comment(reader, contribution, contribution.call),
        allow_if(contribution.state == ContributionState.SUBMITTED, _("It isn't handed in."), status=409),
        allow_if(not is_author(reader, contribution), _("It is yours: change it."), status=409),
    )


@asked(_("answer a suggestion"))
def may_answer_suggestion(reader: Reader, suggestion: Suggestion) -> Verdict:
    """Take a suggestion up, or leave the words as they are: those who make the contribution, while it may be revised."""
    return first_denial(
        may_revise(reader, suggestion.contribution),
        allow_if(suggestion.state == SuggestionState.OPEN, _("It has been answered already."), status=409),
    )
