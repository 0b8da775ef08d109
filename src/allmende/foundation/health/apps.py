from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "allmende.foundation.health"
    label = "health"

    def ready(self) -> None:
        """Know what to look at, and let a worker look once an hour; let the database learn its sizes once a day."""
        from allmende.foundation.health import node, work  # noqa: F401  app ready
        from allmende.foundation.health.keeping import look_around
        from allmende.foundation.health.sizes import learn_sizes
        from allmende.foundation.tasks.worker import every

        every(look_around, hours=1)
        every(learn_sizes, days=1)
