from django.apps import AppConfig


class FollowsConfig(AppConfig):
    name = "allmende.commons.follows"
    label = "follows"
