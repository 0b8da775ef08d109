"""What the pages of calls are for, and what one does there."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("calls:*", "calls:index"),
        _("Calls ask everyone for ideas, and end with a result that is counted openly. Here you see which are open, and what became of earlier ones."),
        (
            _("Open a call to read what it is about and what happens until when."),
            _("Hand in an idea, discuss those of others, or vote, whatever its phase is."),
        ),
        duty="projects",
    ),
    Guide(
        ("calls:call",),
        _("This page says what the call looks for, for whom, and which phase it is in. The way above shows when the next one begins."),
        (
            _("“Hand in a contribution” begins a draft that is yours alone until you submit it."),
            _("Follow the call to hear of what is new in it."),
            _("Look at the contributions and say what you think of them."),
        ),
    ),
    Guide(
        ("calls:contributions", "calls:contribution", "calls:versions", "calls:talk"),
        _("Contributions are the ideas that people handed in. Each has its discussion and, where it was revised, its earlier versions."),
        (
            _("Write praise, a question, a suggestion or a concern: contributions get better by it."),
            _("Those who handed it in can take a comment up in a new version."),
        ),
    ),
    Guide(
        ("calls:begin", "calls:write"),
        _("Here you write your contribution. It is a draft that saves itself, and nobody else sees it until you submit it."),
        (
            _("A title, a few sentences and, where asked, the cost: all else can wait."),
            _("Pictures get a description, so that those who can't see them know what they show."),
            _("Submit it before the phase ends; until then you can change it."),
        ),
    ),
    Guide(
        ("calls:vote",),
        _("You vote secretly. Until the minute stated you can change your vote as often as you like; only the last one counts."),
        (
            _("Choose what you want; where there is a budget, you see what is left of it."),
            _("Send your vote. Nobody learns how you voted: when the vote ends, what leads from it to you is deleted."),
        ),
    ),
    Guide(
        ("calls:result", "calls:count"),
        _("The result says what was chosen and how it was counted, round by round. Anyone can count it again with the published votes."),
        (
            _("Unfold a round to read why something was chosen in it."),
            _("Take the file of votes along to recompute it yourself."),
        ),
    ),
    Guide(
        ("calls:new", "calls:edit", "calls:phases"),
        _("Here a call is made: what it asks, who may take part, how it is counted, and when each phase begins and ends."),
        (
            _("Say what you look for so that someone who is new here understands it."),
            _("Set the phases; a call goes on by itself at the times you give."),
            _("Publish it when everything is there. Until then only those who care for it see it."),
        ),
    ),
)  # fmt: skip
