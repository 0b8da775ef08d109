from django.db import migrations, models

import allmende.foundation.text.fields


class Migration(migrations.Migration):
    dependencies = [("agreements", "0002_consents")]

    operations = [
        migrations.AddField(
            model_name="deed",
            name="gift",
            field=allmende.foundation.text.fields.PlainField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(model_name="deed", name="withdrawn", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="deed",
            name="withdrawal",
            field=allmende.foundation.text.fields.PlainField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.AddField(model_name="deedparty", name="amount", field=models.PositiveBigIntegerField(null=True)),
    ]
