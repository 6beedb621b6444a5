"""A session of a user, for a moment: as if they had logged in before."""
import contextlib
from importlib import import_module

from django.conf import settings
from django.contrib import auth
from django.db import DatabaseError


class NoSuchUser(Exception):
    """Nobody has that name."""


class Login:
    """The session is removed at the end; one that is left by a crash is over after ten minutes."""

    def __init__(self, username):
        store = import_module(settings.SESSION_ENGINE).SessionStore
        model = auth.get_user_model()
        try:
            user = model._default_manager.get_by_natural_key(username)
        except model.DoesNotExist:
            raise NoSuchUser(username) from None
        session = store()
        session[auth.SESSION_KEY] = user._meta.pk.value_to_string(user)
        session[auth.BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[auth.HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.set_expiry(600)
        session.save()
        self._store = store
        self.key = session.session_key
        self.name = settings.SESSION_COOKIE_NAME

    def end(self, cookies):
        with contextlib.suppress(DatabaseError):  # a view that hangs may keep the database to itself
            for key in {self.key, cookies.get(self.name)} - {None}:
                self._store(key).delete()
