"""Foreign keys name their target by string, where no import contract sees them: they too go down the floors."""

from django.apps import apps

FLOORS = ["foundation", "identity", "commons", "people", "observers", "rooms", "surfaces"]
SIBLINGS = {"observers", "rooms"}


def floor_of(module: str) -> tuple[int, str, str] | None:
    """The height, floor and app of a module of ours; None for what others wrote."""
    parts = module.split(".")
    if parts[0] != "allmende" or parts[1] not in FLOORS:
        return None
    return FLOORS.index(parts[1]), parts[1], parts[2]


def relations():
    """Each relation between two models of ours."""
    for model in apps.get_models():
        for field in model._meta.get_fields(include_hidden=False):
            target = getattr(field, "related_model", None)
            if target and target != model and field.concrete and floor_of(model.__module__):
                yield f"{model._meta.label}.{field.name}", model.__module__, target.__module__


def test_there_are_relations_to_look_at():
    assert len(list(relations())) > 10


def test_relations_never_point_up_nor_sideways_between_rooms():
    wrong = []
    for name, owner, target in relations():
        here, there = floor_of(owner), floor_of(target)
        if there is None:
            continue
        sideways = here[1] in SIBLINGS and there[1] in SIBLINGS and here[1:] != there[1:]
        if there[0] > here[0] or sideways:
            wrong.append(f"{name} points at {target}: point from the upper floor down, or keep a bare id")

    assert wrong == []
