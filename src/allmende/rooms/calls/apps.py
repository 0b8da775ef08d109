from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CallsConfig(AppConfig):
    name = "allmende.rooms.calls"
    label = "calls"

    def ready(self) -> None:
        """Tell the commons what this room says about discussing and binning its things."""
        from allmende.commons.agreements.commands.appearing import when_withdrawn
        from allmende.commons.bin.rules import governs as governs_bin
        from allmende.commons.consent.commands.agreements import when_published
        from allmende.commons.spaces.archive import tells_what_rests
        from allmende.commons.threads.rules import governs as governs_talk
        from allmende.foundation.guides import offer_guides
        from allmende.foundation.mail.choosing import Offer, offer_choices
        from allmende.rooms.calls.commands.appearing import take_out_of_sight
        from allmende.rooms.calls.commands.by_mail import never_by_mail, no_option, secret_vote
        from allmende.rooms.calls.commands.rights import ask_signers_anew
        from allmende.rooms.calls.concerns import appearing as _appearing  # noqa: F401  app ready
        from allmende.rooms.calls.concerns import awards as _awards  # noqa: F401  app ready
        from allmende.rooms.calls.concerns import campaigns as _campaigns  # noqa: F401  app ready
        from allmende.rooms.calls.concerns import workshops as _workshops  # noqa: F401  app ready
        from allmende.rooms.calls.guides import GUIDES
        from allmende.rooms.calls.listeners import CALL_CARE, CONTRIBUTION_CARE, TEASER_CARE, talk_about
        from allmende.rooms.calls.queries import concerned, grounds  # noqa: F401  app ready
        from allmende.rooms.calls.queries.resting import resting

        governs_bin("teaser", TEASER_CARE)
        for kind, care in (("call", CALL_CARE), ("contribution", CONTRIBUTION_CARE)):
            governs_talk(kind, talk_about)
            governs_bin(kind, care)
        when_published(ask_signers_anew)
        when_withdrawn(take_out_of_sight)
        offer_guides(*GUIDES)
        offer_choices(
            Offer("ballot", _("Secret ballot"), secret_vote, no_option, never_by_mail, reasons=("calls.vote_ends",))
        )
        tells_what_rests(resting)
