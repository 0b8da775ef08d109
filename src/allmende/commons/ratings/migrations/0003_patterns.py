
import allmende.foundation.clock
import allmende.foundation.text.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('actors', '0001_initial'),
        ('ratings', '0002_ranking'),
    ]

    operations = [
        migrations.CreateModel(
            name='Pattern',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('mutual', "They rate each other's work far above what others give"), ('alike', "The same things are far from everyone else's ratings in both of their eyes"), ('devoted', 'One rates almost only what the other made, and far above what others give'), ('burst', 'Many high ratings of one thing within ten minutes')], max_length=8)),
                ('key', models.CharField(max_length=64)),
                ('items', models.JSONField(default=list)),
                ('ratings', models.PositiveIntegerField()),
                ('above', models.IntegerField()),
                ('chance', models.FloatField()),
                ('at', models.DateTimeField(default=allmende.foundation.clock.now)),
                ('note', allmende.foundation.text.fields.PlainField(blank=True, default='', max_length=500)),
                ('noted', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='actors.actor')),
                ('sheet', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='patterns', to='ratings.sheet')),
            ],
        ),
        migrations.CreateModel(
            name='Involved',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='actors.actor')),
                ('pattern', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='involved', to='ratings.pattern')),
            ],
            options={
                'verbose_name_plural': 'involved',
            },
        ),
        migrations.AddConstraint(
            model_name='pattern',
            constraint=models.UniqueConstraint(fields=('sheet', 'key'), name='ratings_pattern_once'),
        ),
        migrations.AddConstraint(
            model_name='involved',
            constraint=models.UniqueConstraint(fields=('pattern', 'actor'), name='ratings_involved_once'),
        ),
    ]
