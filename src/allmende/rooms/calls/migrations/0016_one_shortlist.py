"""The shortlist is the only place that says what is on it: what ended on a shortlist without standing on one is put there."""

from django.db import migrations, transaction
from django.db.models import Max

from allmende.foundation import clock


def carry_over(apps, _editor):
    """One call after the other, each whole or not at all; doing it again changes nothing."""
    models = {name: apps.get_model("calls", name) for name in ("Call", "Contribution", "Phase", "Shortlist", "Shortlisted")}
    ended = models["Contribution"].objects.filter(ending="shortlisted")
    for call in models["Call"].objects.filter(pk__in=ended.values("call")).iterator(chunk_size=100):
        with transaction.atomic():
            _carry_over_one(models, call, ended.filter(call=call))


def _carry_over_one(models, call, ended):
    shortlist, _is_new = models["Shortlist"].objects.get_or_create(call=call)
    refines = models["Phase"].objects.filter(call=call, kind="refine", opens__lte=clock.now())
    if shortlist.announced is None and (call.state == "finished" or refines.exists()):
        shortlist.announced = clock.now()  # those who made it have read that it is on it, or refine it
        shortlist.save(update_fields=["announced"])
    there = models["Shortlisted"].objects.filter(shortlist=shortlist)
    last = there.aggregate(last=Max("position"))["last"] or 0
    missing = ended.exclude(pk__in=there.values("contribution")).order_by("number")
    models["Shortlisted"].objects.bulk_create(
        models["Shortlisted"](contribution=one, shortlist=shortlist, position=last + place)
        for place, one in enumerate(missing, 1)
    )
    if shortlist.announced is None:
        ended.update(ending="")  # it is said again once the list is announced


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("calls", "0015_parts_of_a_brief")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
