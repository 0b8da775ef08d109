from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("posts", "0001_initial")]

    operations = [
        migrations.AddField(model_name="post", name="tries", field=models.PositiveSmallIntegerField(db_default=0, default=0)),
    ]
