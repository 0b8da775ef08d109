from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "allmende.observers.channels"
    label = "channels"

    def ready(self) -> None:
        """Read the journal, look every second for what is due, listen every ten minutes, and look once a day whether all is in line."""
        from allmende.commons.spaces.above import ABOVE  # app ready
        from allmende.foundation.doors import offer  # app ready
        from allmende.foundation.guides import offer_guides  # app ready
        from allmende.foundation.tasks.outgoing import also_hold_back  # app ready
        from allmende.foundation.tasks.worker import every  # app ready
        from allmende.observers.channels import concerns, observer, personal  # noqa: F401  # app ready
        from allmende.observers.channels.commands.aligning import leave_out, ways_out  # app ready
        from allmende.observers.channels.commands.delivering import hold_back  # app ready
        from allmende.observers.channels.door import DOOR  # app ready
        from allmende.observers.channels.guides import GUIDES  # app ready
        from allmende.observers.channels.queries import left_out_of  # app ready
        from allmende.observers.channels.tasks import listen, realign  # app ready

        also_hold_back(hold_back)
        ABOVE.ways_out, ABOVE.left_out, ABOVE.leave_out = ways_out, left_out_of, leave_out
        offer(DOOR)
        offer_guides(*GUIDES)
        every(listen, minutes=10)
        every(realign, hours=24)
