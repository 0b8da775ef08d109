from django.apps import AppConfig


class FeedConfig(AppConfig):
    name = "allmende.observers.feed"
    label = "feed"

    def ready(self) -> None:
        """Read the journal, and follow things that move."""
        from allmende.commons.spaces.commands.gates import follows_audience
        from allmende.commons.threads.commands import when_carried
        from allmende.observers.feed.observer import follow_comments, move_rows

        follows_audience(move_rows)
        when_carried(follow_comments)
