"""Django's own development server, for one request at a time."""
import threading
import time

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management.base import CommandError
from django.core.servers import basehttp

from .places import place_of
from .steps import Step, enter


def application():
    """What `runserver` serves."""
    if not settings.DEBUG and not settings.ALLOWED_HOSTS:
        raise CommandError("You must set settings.ALLOWED_HOSTS if DEBUG is False.")
    served = basehttp.get_internal_wsgi_application()
    if settings.DEBUG and "django.contrib.staticfiles" in settings.INSTALLED_APPS:
        return StaticFilesHandler(served)
    return served


class Handler(basehttp.WSGIRequestHandler):
    def log_message(self, *_):
        """The trace tells it."""


class Server:
    """Listens at a free port of this machine."""

    def __init__(self, served):
        self._served = served
        self._place = place_of(type(getattr(served, "application", served)))
        self._trace = None
        self._done = threading.Event()
        self.thread = None
        self._server = basehttp.ThreadedWSGIServer(("127.0.0.1", 0), Handler)
        self._server.set_app(self._answer)
        self.port = self._server.server_port

    def expect(self, trace):
        """One connection is taken, and its request followed."""
        self._trace = trace
        self._done.clear()
        threading.Thread(target=self._server.handle_request, daemon=True).start()

    def wait(self, seconds):
        """Until the response is closed, and all that Django does then is done. False when it took longer."""
        return self._done.wait(seconds)

    def close(self):
        self._server.server_close()

    def _answer(self, environ, start_response):
        self.thread = threading.get_ident()
        try:
            return self._followed(self._trace, environ, start_response)
        except BaseException:
            self._done.set()
            raise

    def _followed(self, trace, environ, start_response):
        trace.began = time.perf_counter()
        root = Step(trace, None, "request", environ["REQUEST_METHOD"], self._place, {"handler": type(self._served).__name__})
        with root:
            try:
                result = self._served(environ, start_response)
            except BaseException as error:
                root.facts["exception"] = error  # SystemExit, for instance: Django answers only exceptions
                raise
        response = Step(trace, root, "response", "", None, {})
        with response:
            pass
        return _Body(result, root, response, self._done)


class _Body:
    """The response on its way; what happens while it is made piece by piece is inside of `response`."""

    def __init__(self, result, root, response, done):
        self._result = result
        self._root = root
        self._response = response
        self._done = done
        self._pieces = self._within(iter, result)  # of an async one, this makes all pieces

    def __iter__(self):
        return self

    def __next__(self):
        return self._within(next, self._pieces)

    def _within(self, make, *args):
        before = enter(self._response)
        try:
            return make(*args)
        except StopIteration:
            raise
        except BaseException as error:
            self._response.error = self._response.facts["exception"] = error
            raise
        finally:
            enter(before)

    def close(self):
        before = enter(self._response)
        try:
            if hasattr(self._result, "close"):
                self._result.close()
        finally:
            enter(before)
            for step in (self._response, self._root):
                step.seconds = step.trace.now() - step.start
            self._done.set()
