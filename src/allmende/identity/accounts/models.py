"""Accounts sign in; actors act."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.composed import Composed
from allmende.identity.accounts.addresses import normal_address
from allmende.identity.actors.models import Actor


class AgeBand(models.TextChoices):
    """How old someone says they are, as roughly as their protection needs; no birth date is kept. Empty: not said."""

    UNDER_16 = "under_16", _("under 16")
    UNDER_18 = "under_18", _("16 or 17")
    ADULT = "adult", _("18 or older")


@cache
def _fields(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _account_by(key: UUID) -> models.QuerySet[Account, Any]:
    columns = (*_fields(Account), *(f"actor__{name}" for name in _fields(Actor)))
    return models.QuerySet(Account).filter(pk=key).values_list(*columns)


_account = Composed(_account_by, UUID)


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; the e-mail address is compared in lower case."""

    def get_queryset(self) -> models.QuerySet[Account]:
        """Accounts with their actors: whoever asks for one goes on to the other, with every request."""
        return super().get_queryset().select_related("actor")

    def get(self, *args: Any, **wanted: Any) -> Account:
        """Find one account; by its key alone, as every request asks, by a statement composed once."""
        if args or set(wanted) != {"pk"}:
            return super().get(*args, **wanted)
        key = wanted["pk"] if isinstance(wanted["pk"], UUID) else UUID(str(wanted["pk"]))
        for row in _account(key):
            own = len(_fields(Account))
            account: Account = Account.from_db("default", _fields(Account), row[:own])
            account.actor = Actor.from_db("default", _fields(Actor), row[own:])
            return account
        raise Account.DoesNotExist

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        """Make an account; without a password it can only be opened by a reset mail."""
        account = self.model(email=normal_address(email), **fields)
        account.set_password(password)
        account.save()
        return account

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Account:
        """Make an operator's account."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> Account:
        """Find an account by its address, however it is typed."""
        return self.get(email=normal_address(username or ""))


class Account(AbstractBaseUser, PermissionsMixin):
    """The right to sign in as an actor."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    email = models.EmailField(unique=True)
    actor = models.OneToOneField(Actor, models.PROTECT, related_name="account")
    age_band = models.CharField(max_length=8, choices=AgeBand, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    objects = AccountManager()

    def __str__(self) -> str:
        return self.email


def name_of(account: Account) -> str:
    """Return how an account's owner is called, for pages and passkeys."""
    return account.actor.name


class Session(AbstractBaseSession):
    """A browser that is signed in, or on its way: who, with what, since when, from which network. Ending it is deleting it."""

    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=200, blank=True)
    network = models.CharField(max_length=45, blank=True)
    since = models.DateTimeField(null=True)
    seen = models.DateTimeField(null=True)

    class Meta(AbstractBaseSession.Meta):
        db_table = "accounts_session"

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """The store that keeps its sessions here."""
        store: type[SessionBase] = import_string("allmende.identity.accounts.sessions.SessionStore")
        return store
