from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "allmende.people.directory"
    label = "directory"

    def ready(self) -> None:
        """Read the journal, look at everyone once a day, bring the list, offer members to forms, and say what is kept of a person."""
        from allmende.foundation.doors import offer, offer_sheet  # app ready
        from allmende.foundation.guides import offer_guides
        from allmende.foundation.personal import Holding, hold  # app ready
        from allmende.foundation.tasks.worker import every  # app ready
        from allmende.foundation.ui.people import Circle, offer_people
        from allmende.people.directory import listeners  # noqa: F401  # app ready
        from allmende.people.directory.commands.forgetting import forget  # app ready
        from allmende.people.directory.door import DOOR
        from allmende.people.directory.guides import GUIDES
        from allmende.people.directory.queries.choosing import members_called, members_known
        from allmende.people.directory.queries.personal import TABLES, held_of  # app ready
        from allmende.people.directory.queries.sheets import PEOPLE  # app ready
        from allmende.people.directory.tasks import refresh_directory  # app ready

        every(refresh_directory, hours=24)
        offer_sheet(PEOPLE)
        offer(DOOR)
        offer_people("members", Circle(members_called, members_known))
        hold(
            Holding(
                "directory", TABLES, held_of, forget, title=_("Words you are found by, and searches you saved"),
                why=_("So that people find you by what you show them."),
                until=_("as long as they stand in your profile; searches until you delete them"),
            )
        )  # fmt: skip
        offer_guides(*GUIDES)
