import pytest
from django.urls import reverse


@pytest.mark.django_db
def test_pages(sign_in, cast, client):
    for who in (cast.ben, cast.eli):
        c = sign_in(who)
        for name in (
            "privacy",
            "consent:mine",
            "consent:consents",
            "consent:age",
            "consent:guardian",
            "consent:departure",
        ):
            r = c.get(reverse(name))
            print(who.name, name, r.status_code)
            assert r.status_code == 200
        for name in ("consent:space", "consent:protection"):
            r = c.get(reverse(name, args=["meadow"]))
            print(name, r.status_code)
