from django.db import migrations

BATCH = 1000


def say_what_is_known(apps, schema_editor):
    """What the vote chose was chosen; everything else in a finished call was not taken up that time."""
    rows = apps.get_model("calls", "Contribution").objects.filter(state="submitted", ending="", call__state="finished")
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        some = apps.get_model("calls", "Contribution").objects.filter(pk__in=keys)
        some.filter(is_chosen=True).update(ending="chosen")
        some.exclude(is_chosen=True).update(ending="not_now")


class Migration(migrations.Migration):

    atomic = False

    dependencies = [("calls", "0007_awards")]

    operations = [migrations.RunPython(say_what_is_known, migrations.RunPython.noop, elidable=True)]
