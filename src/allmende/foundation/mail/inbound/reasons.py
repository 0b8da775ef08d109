"""Why a mail changed nothing, in words: for its sender, and for those who run the node."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REASONS = {
    "empty": _("There was nothing in your mail besides what you answered to. Write your answer above the quote."),
    "often": _("You have written many mails in the last hour. Try again in an hour, or answer on the page."),
    "unproven": _(
        "Your mail provider did not prove that this mail is from you. What you asked for can be done on the page."
    ),
}
"""What the sender is told."""

NOTES = {
    "forged": _("The mail server says that the sender is forged."),
    "stranger": _("It came from an address that is not the person's."),
    "gone": _("The person can't sign in any more."),
    "unknown": _("The address it went to is too old, or was never ours."),
    "unreadable": _("Nothing could be read of it."),
    "machine": _("No person wrote it: out of office, a list, a report."),
    "loop": _("It was our own mail that came round."),
    "empty": _("There was nothing new in it."),
    "often": _("The person wrote more than sixty mails in an hour."),
    "unproven": _("The mail server did not prove who wrote it, and more than a comment was asked for."),
    "gone mailbox": _("A mailbox that is not there: nothing more is sent by itself."),
    "later": _("A mailbox that can't be reached at present."),
    "unclear": _("A report from which nothing can be learnt."),
    "complained": _("Someone called our mail unwanted: nothing more is sent by itself."),
}
"""What the back office says; anything else is the sentence that the sender was told."""
