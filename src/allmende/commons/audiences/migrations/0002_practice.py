from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audiences", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="audience",
            name="kind",
            field=models.CharField(
                choices=[
                    ("ladder", "shared"),
                    ("draft", "draft"),
                    ("sealed", "sealed until a date"),
                    ("bin", "in the bin"),
                    ("practice", "practice"),
                ],
                default="ladder",
                max_length=8,
            ),
        ),
    ]
