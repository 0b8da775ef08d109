import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("things", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Word",
            fields=[("word", models.CharField(max_length=40, primary_key=True, serialize=False))],
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "thing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="search_document", to="things.thing"
                    ),
                ),
                ("moment", models.UUIDField()),
                ("language", models.CharField(max_length=5)),
                ("title", models.TextField()),
                ("body", models.TextField(blank=True)),
                ("words", models.TextField()),
                ("terms", models.TextField()),
            ],
            options={"indexes": [models.Index(fields=["id", "thing"], name="search_document_slim")]},
        ),
    ]
