"""Who vouches for people's identity, and to whom we do."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.db import models

from allmende.foundation import clock
from allmende.foundation.sealing import seal, unseal

PURPOSE = "sign-on"


def key_of(issuer: str) -> str:
    """Return the key of an issuer. People's identities elsewhere are kept as (key, subject): another issuer is another key for ever."""
    return hashlib.sha256(issuer.encode()).hexdigest()[:20]


class Provider(models.Model):
    """An OpenID Connect provider at which people may sign in to come here."""

    key = models.CharField(primary_key=True, max_length=20, editable=False)
    issuer = models.CharField(max_length=300, unique=True)
    name = models.CharField(max_length=60)
    client_id = models.CharField(max_length=255)
    sealed_secret = models.TextField()
    is_open = models.BooleanField(default=True)
    created = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def secret(self) -> str:
        """The client secret, opened."""
        return unseal(PURPOSE, self.sealed_secret)

    @secret.setter
    def secret(self, text: str) -> None:
        self.sealed_secret = seal(PURPOSE, text)


class Grant(models.Model):
    """That a person lets an application know who they are, and what it may read."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="grants")
    application = models.ForeignKey("allauth_idp_oidc.Client", models.CASCADE, related_name="grants")
    scopes = models.JSONField(default=list)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "application"], name="signon_one_grant")]

    def __str__(self) -> str:
        return f"{self.application_id}: {' '.join(self.scopes)}"
