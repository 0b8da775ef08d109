from django.db import migrations, models


class Migration(migrations.Migration):
    """Which versions of a picture there are: those from before AVIF are made anew by a task."""

    dependencies = [("files", "0003_whose_and_where")]

    operations = [
        migrations.AddField(
            model_name="file", name="made", field=models.PositiveSmallIntegerField(db_default=0, default=0)
        ),
    ]
