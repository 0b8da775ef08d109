
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0003_videos'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='phase',
            name='calls_phase_once',
        ),
        migrations.AddField(
            model_name='phase',
            name='titles',
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AlterField(
            model_name='phase',
            name='kind',
            field=models.CharField(choices=[('submit', 'Contribute'), ('discuss', 'Discuss'), ('rate', 'Rate'), ('jury', 'Jury'), ('refine', 'Refine'), ('vote', 'Vote'), ('result', 'Result')], max_length=8),
        ),
    ]
