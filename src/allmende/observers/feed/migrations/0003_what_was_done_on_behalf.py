from django.db import migrations


def read_the_journal_again(apps, schema_editor):
    """Rows of before learn from the journal on whose behalf it was done, where the sentence is about who did it."""
    entries = apps.get_model("journal", "Entry").objects.using(schema_editor.connection.alias)
    rows = apps.get_model("feed", "FeedRow").objects.using(schema_editor.connection.alias)
    spoken = entries.exclude(on_behalf_of=None).exclude(seq=None).values_list("seq", "on_behalf_of", "actor")
    for seq, behalf, actor in spoken.iterator():
        rows.filter(seq=seq, actor=actor).update(behalf=behalf)


class Migration(migrations.Migration):

    atomic = False  # each row is a transaction of its own: nobody waits, and it is safe to run twice

    dependencies = [
        ('feed', '0002_on_whose_behalf'),
        ('journal', '0001_initial'),
    ]

    operations = [migrations.RunPython(read_the_journal_again, migrations.RunPython.noop, elidable=True)]
