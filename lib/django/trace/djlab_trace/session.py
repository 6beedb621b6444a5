"""Requests that follow each other in one process, as one browser would send them."""
import secrets as randomness
import string

from django.conf import settings
from django.db import connections

from . import answers, client
from .login import Login, NoSuchUser
from .steps import Trace


class Session:
    def __init__(self, server, project, secrets, asked):
        self._server = server
        self._project = project
        self._secrets = secrets
        self._asked = asked
        self._cookies = client.Cookies()

    def run(self):
        login = None
        try:
            if self._asked.get("as"):
                login = Login(self._asked["as"])
                self._secrets.add(login.key)
            return {"traces": [self._one(request, login) for request in self._asked["requests"]]}
        except NoSuchUser as error:
            return {"failure": {"type": "NoSuchUser", "name": str(error)}}
        except _Slow as slow:
            return {"failure": {"type": "TimedOut", **slow.facts}}
        finally:
            if login:
                login.end(self._cookies)
            connections.close_all()

    def _one(self, request, login):
        if not self._asked["cookies"]:
            self._cookies.clear()
        if login:
            self._cookies.setdefault(login.name, login.key)
        self._sign(request)
        body, content_type = client.body_of(request)
        headers = client.headers_of(request, self._cookies, content_type)
        client.learn_secrets(self._secrets, request, headers, self._cookies)
        answer, trace = self._asked_and_answered(request, body, headers)
        self._cookies.take(answer.headers)
        client.learn_secrets(self._secrets, request, headers, self._cookies)
        return answers.trace_data(trace, request, answer, headers)

    def _asked_and_answered(self, request, body, headers):
        trace = Trace(self._project, self._secrets)
        self._server.expect(trace)
        limit = self._asked["seconds"]
        try:
            answer = client.ask(self._server.port, request, body, headers, limit)
            if self._server.wait(limit):
                return answer, trace
        except TimeoutError:
            pass
        raise _Slow({"path": answers.told_path(trace, request), **answers.where_it_is(trace, self._server.thread)})

    def _sign(self, request):
        """A form is sent as from a page that Django made: with the token that its cookie has."""
        if request.get("fields") is None:
            return
        name = settings.CSRF_COOKIE_NAME
        if request.get("csrf") and name not in self._cookies:
            letters = string.ascii_letters + string.digits
            self._cookies[name] = "".join(randomness.choice(letters) for _ in range(32))
        if name in self._cookies and request.get("csrf", True):
            request["fields"].setdefault("csrfmiddlewaretoken", self._cookies[name])


class _Slow(Exception):
    """A request that was not answered in time."""

    def __init__(self, facts):
        super().__init__()
        self.facts = facts
