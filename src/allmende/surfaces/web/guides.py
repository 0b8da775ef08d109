"""What the pages of the house itself are for, and what one does there."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("home",),
        _("The first page says what waits for you, what is open now, and what happened lately among those you share spaces with."),
        (
            _("Begin with what waits for you: it stands first, the most urgent above."),
            _("“New” begins something from anywhere."),
        ),
    ),
    Guide(
        ("market",),
        _("The main square. Here stand the stalls of people and organisations with what they show, what is offered and looked for, and the calls that are open."),
        (
            _("Look around, or choose by topic, skill or place what is to stand here."),
            _("What you show in your profile stands at your own stall, for whom you show it to."),
        ),
    ),
    Guide(
        ("spaces", "space", "new_space", "space_members", "space_settings", "space_design"),
        _("Spaces are where people do something together: teams, groups, projects, hubs. What stands in a space is for those who belong to it, until it is shared further."),
        (
            _("Open a space to see what it is for and who belongs to it."),
            _("Join with one press where that is open; elsewhere ask its hosts."),
            _("Hosts change its words, look and members in its settings."),
        ),
    ),
    Guide(
        ("gates", "space_gates", "ladder"),
        _("What is shared further outward passes a gate: it is free, or someone looks at it first, or it is closed. Taking something back inside is always free."),
        (
            _("Read what waits, and let it pass or give it back with a reason."),
            _("Before anything is published, a sentence with a number says who will see it."),
        ),
        duty="communication",
    ),
    Guide(
        ("person", "person_made"),
        _("This is what someone shows of themselves to you: others may see more or less of it."),
        (
            _("Ask for contact, so that you see of each other what is meant for contacts."),
            _("Thank them for something that helped you."),
        ),
    ),
    Guide(
        ("talk_care", "comment_versions"),
        _("Hosts and curators look after what is said here: they hide, change, move, close. Everything says who did it and why, and can be undone."),
        (
            _("Choose comments, say why, and press what is to be done with them."),
            _("What is moved is never shown to more people, and links to it lead on."),
        ),
        duty="community",
    ),
    Guide(
        ("search",),
        _("The search looks through everything you may see: calls, contributions, comments, spaces, people."),
        (
            _("A word is enough; it is also found inside longer words and in its other forms."),
            _("Narrow it down by kind."),
        ),
    ),
    Guide(
        ("notices",),
        _("Notices tell you what happened that concerns you: answers, decisions, what you were asked."),
        (
            _("Open one to go where it happened; that marks it as read."),
            _("“Mark all as read” clears the bell."),
        ),
    ),
    Guide(
        ("drafts", "bin"),
        _("Drafts are what you began and have shown to nobody yet. What was removed lies in the bin for thirty days."),
        (_("Open a draft to go on with it."), _("Bring something back from the bin with one press.")),
    ),
    Guide(
        ("settings", "security", "privacy"),
        _("Here is what is yours alone to set: language, look, how you sign in, and what is kept about you."),
        (
            _("Add a passkey or a second step, so that your account stays yours."),
            _("Take all that is kept about you along as a file, or leave for good."),
        ),
    ),
)  # fmt: skip
