"""What was set otherwise than it comes."""

from django.db import models


class Value(models.Model):
    """One option's value; without a row its default holds. Who changed it, and when, stands in the journal."""

    key = models.CharField(primary_key=True, max_length=60)
    number = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.key} = {self.number}"
