from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "allmende.foundation.tasks"
    label = "tasks"
