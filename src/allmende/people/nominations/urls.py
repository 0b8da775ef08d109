"""Addresses of coming in: nouns; a change of state is a noun to which one posts."""

app_name = "nominations"

urlpatterns: list = []
