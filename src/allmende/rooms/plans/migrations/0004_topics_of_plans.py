from django.db import migrations, transaction

from allmende.foundation import clock

QUESTIONS = ("where", "gain", "risks", "whom", "culture", "methods", "staff", "skills", "network", "time")
BATCH = 100


def open_discussions(apps, schema_editor):
    """Each question of the plans that are there already gets a place where it is discussed."""
    plans, topics = apps.get_model("plans", "Plan"), apps.get_model("plans", "Topic")
    while found := list(plans.objects.filter(topics=None).order_by("pk")[:BATCH]):
        for plan in found:
            with transaction.atomic():  # all of a plan's, or none: what is killed goes on with the next
                for question in QUESTIONS:
                    topics.objects.create(
                        id=clock.new_id(), kind="topic", plan=plan, question=question, author_id=plan.author_id,
                        space_id=plan.space_id, audience_id=plan.audience_id, language=plan.language,
                    )  # fmt: skip


def tie_results(apps, schema_editor):
    """What came of a plan shows it in its lineage."""
    results, links = apps.get_model("plans", "Result"), apps.get_model("lineage", "Link")
    for result, plan in results.objects.exclude(plan=None).values_list("pk", "plan_id").iterator():
        links.objects.get_or_create(source_id=plan, target_id=result, defaults={"kind": "carries_over"})


def carry_on(apps, schema_editor):
    """Both, again and again until nothing is left to do."""
    open_discussions(apps, schema_editor)
    tie_results(apps, schema_editor)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("plans", "0003_topics"), ("lineage", "0001_initial")]

    operations = [migrations.RunPython(carry_on, migrations.RunPython.noop, elidable=True)]
