"""Addresses of the web surface."""

from django.urls import URLPattern, URLResolver, include, path

from allmende.surfaces.web import looks, preferences, sheet
from allmende.surfaces.web.account import views as account
from allmende.surfaces.web.finding import views as finding
from allmende.surfaces.web.home import views as home
from allmende.surfaces.web.people import views as people
from allmende.surfaces.web.security_txt import security_txt
from allmende.surfaces.web.tour import views as tour

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("news/fresh/", home.fresh, name="news_fresh"),
    path("news/reading/", home.looked, name="news_read"),
    path("about/", home.about, name="about"),
    path("help/", home.help_page, name="help"),
    path("people/<slug:handle>/", people.person, name="person"),
    path("people/<slug:handle>/work/", people.made, name="person_made"),
    path("search/", finding.search, name="search"),
    path("notices/", finding.notices, name="notices"),
    path("notices/bell/", finding.bell, name="notices_bell"),
    path("notices/reading/", finding.reading, name="notices_read"),
    path("settings/", account.settings_page, name="settings"),
    path("demo/", account.demo_sign_in, name="personas"),
    path("language/", preferences.language, name="language"),
    path("tour/", tour.tour, name="tour"),
    path("tour/on/", tour.on, name="tour_on"),
    path("tour/<slug:key>/", tour.stop, name="tour_stop"),
    path("founding/", include("allmende.surfaces.web.founding.urls")),
    path("", include("allmende.surfaces.web.market.urls")),
    path("", include("allmende.surfaces.web.spaces.urls")),
    path("", include("allmende.surfaces.web.talk.urls")),
    path("", include("allmende.surfaces.web.ladder.urls")),
    path("", include("allmende.surfaces.web.keeping.urls")),
    path("", include("allmende.surfaces.live.urls")),
    path("", include("allmende.surfaces.web.installing.urls")),
    path("icon.svg", looks.icon, name="icon"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("components/", sheet.components, name="components"),
]
