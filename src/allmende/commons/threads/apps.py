from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThreadsConfig(AppConfig):
    name = "allmende.commons.threads"
    label = "threads"

    def ready(self) -> None:
        """Let comments move along with their things, go into the bin in their own way, have a page to be linked to, and come by mail."""
        from allmende.commons.bin.rules import governs
        from allmende.commons.reactions.rules import stands_in
        from allmende.commons.spaces.commands.gates import follows_audience
        from allmende.commons.threads import concerns, merits  # noqa: F401  app ready
        from allmende.commons.threads.by_mail import PURPOSE, comment_by_mail
        from allmende.commons.threads.door import COMMENTS
        from allmende.commons.threads.invariants import INVARIANTS
        from allmende.commons.threads.listeners import CARE, follow_thing, thread_of
        from allmende.commons.threads.models import KIND
        from allmende.foundation.doors import offer_invariants, offer_kind
        from allmende.foundation.mail.replies import when_answered

        when_answered(PURPOSE, comment_by_mail, title=_("Comment"), needs_proof=False)
        follows_audience(follow_thing)
        governs(KIND, CARE)
        offer_kind(COMMENTS)
        stands_in(KIND, thread_of)
        offer_invariants(*INVARIANTS)
