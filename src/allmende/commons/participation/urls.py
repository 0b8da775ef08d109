"""The address of what the degrees of participation mean."""

from django.urls import path

from allmende.commons.participation import views

app_name = "participation"

urlpatterns = [path("participation/", views.degrees, name="degrees")]
