import django.db.models.deletion
from django.db import migrations, models

import allmende.foundation.clock
import allmende.foundation.text.fields


class Migration(migrations.Migration):
    dependencies = [("actors", "0001_initial"), ("conversations", "0004_answers_and_pins")]

    operations = [
        migrations.CreateModel(
            name="Hook",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=allmende.foundation.clock.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", allmende.foundation.text.fields.PlainField(max_length=60)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made", models.DateTimeField(default=allmende.foundation.clock.now)),
                ("used", models.DateTimeField(null=True)),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hooks",
                        to="conversations.conversation",
                    ),
                ),
                (
                    "maker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="actors.actor"
                    ),
                ),
            ],
        ),
    ]
