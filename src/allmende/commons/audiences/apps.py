from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AudiencesConfig(AppConfig):
    name = "allmende.commons.audiences"
    label = "audiences"

    def ready(self) -> None:
        """See to it that the audience of everyone is there before anything else is, and that practice counts for no observer."""
        from allmende.commons.audiences.practice import what_counts
        from allmende.foundation.journal.observers import hand_over

        hand_over(what_counts)
        post_migrate.connect(ensure_public, sender=self)


def ensure_public(using: str, **_rest: object) -> None:
    """Make the audience of everyone under its fixed id, and let later ids begin behind it."""
    from allmende.commons.audiences.models import PUBLIC, Audience, Kind, Layer

    manager = Audience.objects.using(using)
    if not manager.filter(id=PUBLIC).exists():
        manager.create(kind=Kind.LADDER, layer=Layer.PUBLIC, key=f"ladder:{Layer.PUBLIC}::", id=PUBLIC)
        _skip_fixed_id(using)


def _skip_fixed_id(using: str) -> None:
    """PostgreSQL's sequence doesn't notice an id that was written by hand."""
    from django.core.management.color import no_style
    from django.db import connections

    from allmende.commons.audiences.models import Audience

    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Audience]):
            cursor.execute(statement)
