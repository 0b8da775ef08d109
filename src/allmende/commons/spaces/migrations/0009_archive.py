from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("spaces", "0008_members_in_order")]

    operations = [
        migrations.AddField(
            model_name="space",
            name="archived",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="space",
            name="archived_with",
            field=models.ForeignKey(null=True, on_delete=models.deletion.PROTECT, related_name="+", to="spaces.space"),
        ),
    ]
