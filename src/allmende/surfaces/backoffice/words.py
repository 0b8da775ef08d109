"""What stands behind codes, in words of people."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TASKS = {
    "audit.tasks.verify": gettext_lazy("Check the journal"),
    "bin.tasks.empty_bin": gettext_lazy("Empty the bin of what is older than 30 days"),
    "bulk.tasks.go_on": gettext_lazy("One thing for many at once"),
    "calls.tasks.read_ballot_file": gettext_lazy("Read a file of ballots"),
    "calls.tasks.import_ballot_file": gettext_lazy("Bring in a file of ballots"),
    "calls.tasks.read_idea_table": gettext_lazy("Read a table of ideas"),
    "calls.tasks.import_idea_table": gettext_lazy("Bring in a table of ideas"),
    "calls.tasks.undo_idea_table": gettext_lazy("Take back a table of ideas"),
    "arrivals.tasks.read_people_file": gettext_lazy("Read a file of people"),
    "arrivals.tasks.import_people_file": gettext_lazy("Bring in a file of people"),
    "consent.tasks.pack_everything": gettext_lazy("Pack everything for someone to take along"),
    "consent.tasks.erase_person": gettext_lazy("Erase someone's personal data"),
    "directory.tasks.refresh_directory": gettext_lazy("Bring the directory up to date"),
    "files.tasks.sweep": gettext_lazy("Clear away files that belong nowhere"),
    "profiles.tasks.check_links": gettext_lazy("Check the links of profiles"),
    "profiles.tasks.verify_link": gettext_lazy("Check a link of a profile"),
    "reminders.tasks.look_ahead": gettext_lazy("Remind of what ends soon"),
    "ratings.tasks.reckon_ranking": gettext_lazy("Reckon a ranking from ratings"),
    "search.tasks.rebuild": gettext_lazy("Build the search index anew"),
    "search.tasks.learn": gettext_lazy("Learn the community's words for the search"),
    "search.tasks.tidy": gettext_lazy("Tidy the search index"),
    "trust.tasks.reckon_levels": gettext_lazy("Reckon levels of trust"),
    "trust.tasks.survey_all": gettext_lazy("Survey the graph of trust"),
    "operating.tasks.end_suspensions": gettext_lazy("Let accounts in again whose time is up"),
    "mail.tasks.send_mail": gettext_lazy("Send a mail"),
    "backups.tasks.back_up": gettext_lazy("Back up database and files"),
    "files.tasks.look_after_keys": gettext_lazy("Look after the keys of files"),
    "files.commands.settling.settle_files": gettext_lazy("Put files where their layer asks for"),
    "files.commands.renewing.renew_picture": gettext_lazy("Make a picture in more formats"),
    "files.commands.renewing.renew_pictures": gettext_lazy("Make older pictures in more formats"),
    "previews.tasks.fetch": gettext_lazy("Fetch the preview of a link"),
    "previews.tasks.refresh": gettext_lazy("Renew previews of links"),
    "sheets.tasks.write_export": gettext_lazy("Write a list to take along"),
    "channels.tasks.deliver_by": gettext_lazy("Hand on to another network"),
    "channels.tasks.listen": gettext_lazy("Ask other networks what was answered"),
    "channels.tasks.listen_to": gettext_lazy("Ask one network what was answered"),
    "channels.tasks.check": gettext_lazy("Check an answer from a website"),
    "channels.tasks.realign": gettext_lazy("Compare what lies elsewhere with what is public"),
    "webhooks.tasks.deliver_to": gettext_lazy("Tell a program by web hook"),
    "accounts.tasks.forget_sessions": gettext_lazy("Forget sessions that are over"),
    "bulk.tasks.forget_batches": gettext_lazy("Forget what was done for many"),
    "consent.tasks.forget_unconfirmed": gettext_lazy("Forget what nobody confirmed"),
    "desk.tasks.forget_guests": gettext_lazy("Forget what guests asked"),
    "health.keeping.look_around": gettext_lazy("Look whether all is well"),
    "health.sizes.learn_sizes": gettext_lazy("Let the database learn how much lies where"),
    "limits.tasks.forget_uses": gettext_lazy("Forget who asked how often"),
    "mail.tasks.forget_words": gettext_lazy("Forget what old mails said"),
    "mail.tasks.forget_answers": gettext_lazy("Forget which answers came by mail"),
    "mail.inbound.tasks.fetch_answers": gettext_lazy("Fetch answers from the mailbox"),
    "messages.tasks.carry_out": gettext_lazy("Tell a program outside what was written in a conversation"),
    "messages.tasks.reckon_paces": gettext_lazy("Reckon how soon people get an answer"),
    "nominations.tasks.forget_old": gettext_lazy("Forget old nominations and requests"),
    "notices.tasks.tell_many": gettext_lazy("Tell many people of something new"),
    "notices.tasks.deliver": gettext_lazy("Send notices by mail"),
    "notices.tasks.push_to": gettext_lazy("Send notices to devices"),
    "notices.tasks.forget_old": gettext_lazy("Forget old notices"),
    "once.tasks.forget_answers": gettext_lazy("Forget which forms were sent"),
    "sheets.tasks.forget_exports": gettext_lazy("Forget lists that were taken along"),
    "tasks.tasks.forget_jobs": gettext_lazy("Forget jobs that are done"),
    "webhooks.tasks.forget_deliveries": gettext_lazy("Forget what web hooks told"),
}
"""What tasks do, by the end of their path."""

READERS = {
    "channels": gettext_lazy("Outside channels"),
    "directory": gettext_lazy("Directory"),
    "duties": gettext_lazy("Duties"),
    "feed": gettext_lazy("News"),
    "forgotten": gettext_lazy("What must stay forgotten"),
    "notices": gettext_lazy("Notices"),
    "previews": gettext_lazy("Previews of links"),
    "search": gettext_lazy("Search"),
    "trust": gettext_lazy("Trust"),
    "webhooks": gettext_lazy("Web hooks"),
    "welcome": gettext_lazy("The way in"),
}
"""Who reads the journal, by the observer's name."""

MAILS = {
    "account": gettext_lazy("Signing in and security"),
    "mfa": gettext_lazy("Signing in and security"),
    "socialaccount": gettext_lazy("Signing in and security"),
    "operating": gettext_lazy("From those who run the node"),
    "consent": gettext_lazy("Consents, guardians, leaving"),
    "nominations": gettext_lazy("Coming in"),
    "welcome": gettext_lazy("Coming in"),
    "arrivals": gettext_lazy("Coming in"),
    "profiles": gettext_lazy("Profiles"),
    "connections": gettext_lazy("Contacts"),
    "trust": gettext_lazy("Decisions about someone"),
}
"""What sort of mail it is, by the first word of its template: more of it is its reader's alone."""

ANSWERS = (
    ("ConnectionRefusedError", gettext_lazy("The other side does not answer: the connection was refused.")),
    ("TimeoutError", gettext_lazy("The other side did not answer in time.")),
    ("gaierror", gettext_lazy("The host name was not found.")),
    ("SMTPAuthenticationError", gettext_lazy("The mail server does not take our name or password.")),
    ("SMTPRecipientsRefused", gettext_lazy("The mail server refuses the recipient for now.")),
    ("SMTPServerDisconnected", gettext_lazy("The mail server hung up.")),
    ("OperationalError", gettext_lazy("The database was busy or away.")),
    ("The worker stopped in the middle each time.", gettext_lazy("The worker stopped in the middle each time.")),
)
"""What went wrong, by a word of the error's last line."""


def task_words(path: str) -> str:
    """Say what a task does; its path, where nobody gave it words."""
    return next((str(words) for end, words in TASKS.items() if path.endswith(f".{end}")), path)


def reader_words(observer: str) -> str:
    """Say who reads the journal."""
    return str(READERS.get(observer, observer))


def mail_words(kind: str) -> str:
    """Say what sort of mail it is."""
    return str(MAILS.get(kind.split("/")[0], _("Other mail")))


def answer_words(answer: str) -> str:
    """Say what went wrong: in plain words where we know the error, else as it was said."""
    return next((str(words) for sign, words in ANSWERS if sign in answer), answer)
