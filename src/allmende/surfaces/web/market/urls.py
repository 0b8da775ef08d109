"""The address of the market."""

from django.urls import path

from allmende.surfaces.web.market import views

urlpatterns = [path("market/", views.market, name="market")]
