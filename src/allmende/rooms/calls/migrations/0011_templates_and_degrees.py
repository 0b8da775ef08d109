
import allmende.foundation.text.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0010_jury'),
        ('spaces', '0009_archive'),
    ]

    operations = [
        migrations.AddField(
            model_name='call',
            name='degree',
            field=models.CharField(blank=True, choices=[('inform', 'Inform'), ('consult', 'Consult'), ('involve', 'Involve'), ('collaborate', 'Collaborate'), ('empower', 'Empower')], db_default='', default='', max_length=12),
        ),
        migrations.AddField(
            model_name='call',
            name='seats',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='call',
            name='suggested',
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name='call',
            name='template',
            field=models.CharField(db_default='', default='', max_length=40),
        ),
        migrations.AddField(
            model_name='phase',
            name='degree',
            field=models.CharField(blank=True, choices=[('inform', 'Inform'), ('consult', 'Consult'), ('involve', 'Involve'), ('collaborate', 'Collaborate'), ('empower', 'Empower')], db_default='', default='', max_length=12),
        ),
        migrations.AddField(
            model_name='section',
            name='hint',
            field=allmende.foundation.text.fields.PlainField(blank=True, db_default='', default='', max_length=400),
        ),
        migrations.CreateModel(
            name='CallTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40)),
                ('is_offered', models.BooleanField(default=True)),
                ('content', models.JSONField()),
                ('revision', models.PositiveIntegerField(default=0)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='call_templates', to='spaces.space')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('community', 'key'), name='calls_template_once')],
            },
        ),
    ]
