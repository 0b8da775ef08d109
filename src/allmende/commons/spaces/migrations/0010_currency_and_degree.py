from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("spaces", "0009_archive")]

    operations = [
        migrations.AddField(
            model_name="space",
            name="currency",
            field=models.CharField(db_default="EUR", default="EUR", max_length=3),
        ),
        migrations.AddField(
            model_name="space",
            name="degree",
            field=models.CharField(
                blank=True,
                choices=[
                    ("inform", "Inform"), ("consult", "Consult"), ("involve", "Involve"), ("collaborate", "Collaborate"),
                    ("empower", "Empower"),
                ],
                db_default="", default="", max_length=12,
            ),
        ),
    ]
