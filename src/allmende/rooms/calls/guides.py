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
        ("calls:signature", "calls:signatures"),
        _("Some calls are read only by those who signed an agreement. Title and summary are for all; the rest opens with your signature."),
        (
            _("Read the text, write your full name and sign. What you signed stays among your agreements, as PDF too."),
            _("If a new version has to be signed, you are told, and the call opens again once you have."),
        ),
    ),
    Guide(
        ("calls:rights",),
        _("Here hosts say what is signed beforehand and under which licence people hand in. Beside it stands what that means in plain words."),
        (
            _("Agreements to be signed are written among the agreements of the space; what is asked for stands once the call is published."),
            _("Another licence holds for what is handed in from then on; whoever handed in before is asked."),
        ),
    ),
    Guide(
        ("calls:phases", "calls:dry_run"),
        _("Here you lay out the way of a call: from when to when each phase lasts, what is open in it, and to whom."),
        (
            _("The dry run tells what a guest, a member, an author or a juror can do on any day, by the rules themselves."),
            _("Whoever has begun or handed in a contribution is told when dates move."),
        ),
        duty="projects",
    ),
    Guide(
        ("calls:new", "calls:templates", "calls:template"),
        _("A call begins with a template: it lays out the way and explains what belongs in the brief. Or it begins blank."),
        (_("Those who care for the community word the templates in its own way, and make others from them."),),
        duty="projects",
    ),
    Guide(
        ("calls:people", "calls:part_removal"),
        _("Here stands who answers for the call, who helps, who judges, and for whom it is."),
        (
            _("Hosts add somebody by name and say in a line what they do."),
            _("Whoever has a part can give it back at any time; the hosts are told."),
        ),
    ),
    Guide(
        ("calls:questions", "calls:updates"),
        _("What isn't clear is asked here, and every answer is for everyone. What changes while the call goes on stands among its news."),
        (
            _("Ask one thing at a time, without your name if you like."),
            _("Who answers for the call sees what waits for an answer here and on the first page."),
        ),
    ),
    Guide(
        ("calls:workshops", "calls:workshop"),
        _("Some calls begin with a workshop, where you learn what you need. Here stands when and where, and who gives it."),
        (
            _("Say that you come; where all seats are taken you wait, and move up as soon as one is free."),
            _("Take the calendar file along. A day before you are reminded."),
            _("Give your seat back if you can't come: somebody waits for it."),
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
        ("calls:team", "calls:sources", "calls:lineage", "calls:suggestions"),
        _("Contributions grow by others: people make them together, build on what is there, and suggest better words."),
        (
            _("Ask co-authors in by name; whoever joins writes, revises and shares with you."),
            _("Name what it builds on: both pages tell it, and whoever made the other hears of it."),
            _("Suggest other words for a passage; its authors take it up with one press, and the version names you."),
        ),
    ),
    Guide(
        ("calls:consents",),
        _("Nobody is shown who doesn't want to be. Here stands who is to be seen or heard, and that each of them agrees."),
        (
            _("Name each, yourself too: by account, or by who has signed on paper; of the young a guardian."),
            _("Whoever takes it back is heard at once: it goes out of sight, also during the vote."),
            _("Mend it, ask anew, and hand it in again."),
        ),
    ),
    Guide(
        ("calls:fields",),
        _("Here you say what every contribution fills in, so that hundreds can be compared."),
        (_("Ask for little: what is not compared belongs into the description."),),
    ),
    Guide(
        ("calls:begin", "calls:write"),
        _("Here you write your contribution. It is a draft that saves itself, and nobody else sees it until you submit it."),
        (
            _("A title, a few sentences and, where asked, the cost: all else can wait."),
            _("Pictures get a description, so that those who can't see them know what they show."),
            _("Videos and sound are added below, once the draft is saved; captions let everyone follow."),
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
        ("calls:edit",),
        _("Here a call is made: what it asks, who may take part, how it is counted, and when each phase begins and ends."),
        (
            _("Say what you look for so that someone who is new here understands it."),
            _("Set the phases; a call goes on by itself at the times you give."),
            _("Publish it when everything is there. Until then only those who care for it see it."),
        ),
    ),
    Guide(
        ("calls:ideas", "calls:idea_import"),
        _("Here ideas that stand in a table come into the call: from another system, a workshop, a questionnaire."),
        (
            _("Choose a CSV or Excel file; it is only read at first."),
            _("Look at what would come in, and at the lines that need another look."),
            _("Bring the good ones in. Within thirty days you can take them back."),
        ),
    ),
    Guide(
        ("calls:prizes", "calls:decision", "calls:awards", "calls:giving", "calls:reversal"),
        _("What there is to win is said before anyone works for it, and given with one press once it is decided."),
        (
            _("Say for each prize who decides, and what it brings; once people have handed in, it can only grow."),
            _("Decide, and look at who would get what. Nothing is given before you press the button."),
            _("What was given is taken back only with a reason that everyone reads."),
        ),
    ),
    Guide(
        ("calls:outcome", "calls:words"),
        _("Here you tell what happens now, and give everyone who took part their outcome and thanks."),
        (
            _("Write a word to those who made something, or one to all whose contributions end alike."),
            _("Then tell the outcome: from that moment on everyone reads it."),
        ),
    ),
    Guide(
        ("calls:campaign", "calls:support", "calls:support_removal", "calls:answer", "calls:share"),
        _("A campaign asks for support. Enough of it sets a day by which an answer, or a vote, is owed."),
        (
            _("Support it with your name, or only counted: then nobody reads that it was you."),
            _("Take the sheet with the code along to where people meet."),
        ),
    ),
    Guide(
        ("calls:rating", "calls:rate", "calls:rating_pair", "calls:rating_next"),
        _("Here you say what you think of contributions, one after the other. What fewest have rated comes first."),
        (
            _("Answer each criterion, or abstain. “Save and next” brings another contribution."),
            _("How others rated you see once you have rated yourself."),
            _("You can rate otherwise until the time is over."),
        ),
    ),
    Guide(
        ("calls:rating_results", "calls:rating_trail", "calls:rating_patterns", "calls:criteria", "calls:jury_criteria"),
        _("The order of contributions, how sure it is, and how it came about; and, for those who hold the call, what is asked."),
        (
            _("“From … to” says how sure a place is: where two overlap widely, their order is chance."),
            _("Set few criteria, and say what the ends of the scale mean."),
        ),
    ),
    Guide(
        ("calls:jury", "calls:jury_order", "calls:judge", "calls:jury_statement", "calls:hiding"),
        _("The jury judges here, notes what it thinks, and says to everyone what it saw. Nobody else reads its notes."),
        (
            _("Say where you stand too near to a contribution, and stay out of it."),
            _("In a blind review names, files and addresses are hidden until the jury's time is over."),
        ),
    ),
    Guide(
        ("calls:shortlist", "calls:comparison"),
        _("The shortlist is the closer choice. Up to four contributions can be looked at side by side."),
        (_("Once it is announced nothing is taken off it; more can join."),),
    ),
)  # fmt: skip
