"""Calls a project's application once, as a server would, and prints what went in and out as JSON.

usage: python call.py PROJECT_FOLDER wsgi|asgi < REQUEST

The request is JSON: method, path, query, headers (pairs), body (base64), host, port. The answer is null where
the project has no such module.
"""
import asyncio
import base64
import importlib
import io
import json
import os
import sys
from urllib.parse import unquote_to_bytes

from application import application as module_of
from application import settings_module

LARGEST = 10_000_000
TUPLE = "()"  # as called.ts has it


def plain(value):
    """A value as JSON; bytes and objects as Python writes them. Tuples are marked: JSON has lists alone."""
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return {TUPLE: [plain(one) for one in value]}
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, (bytes, bytearray)):
        return repr(bytes(value))
    kind = type(value)
    return "<%s.%s>" % (kind.__module__, kind.__qualname__)


def limited(parts):
    """The parts as one, of which a body without end is cut."""
    body = bytearray()
    for part in parts:
        body += part
        if len(body) > LARGEST:
            sys.exit("the body is larger than %d bytes" % LARGEST)
    return bytes(body)


def environ_for(request, body):
    """PEP 3333: CGI's variables, the headers as HTTP_*, and what begins with wsgi."""
    environ = {
        "REQUEST_METHOD": request["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(request["path"]).decode("latin-1"),
        "QUERY_STRING": request["query"],
        "SERVER_NAME": request["host"],
        "SERVER_PORT": str(request["port"]),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": True,
    }
    for name, value in request["headers"]:
        key = name.upper().replace("-", "_")
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else "HTTP_" + key] = value
    return environ


def call_wsgi(application, request, body):
    environ = environ_for(request, body)
    given = plain(environ)  # as it was handed over: Django writes into it
    started, written = {}, []

    def start_response(status, headers, exc_info=None):
        started.update(status=status, headers=headers)
        return written.append

    result = application(environ, start_response)
    try:
        parts = limited(result)
    finally:
        if hasattr(result, "close"):
            result.close()
    code, _, reason = started["status"].partition(" ")
    return {
        "input": given,
        "messages": [
            {"from": "application", "call": "start_response", "message": plain(started)},
            {"from": "application", "call": "return", "message": {"body": "%d bytes" % len(parts)}},
        ],
        "status": int(code),
        "reason": reason,
        "headers": [list(pair) for pair in started["headers"]],
        "body": base64.b64encode(b"".join(written) + parts).decode(),
    }


def scope_for(request):
    """ASGI's HTTP scope: text where the protocol allows only text, bytes where it allows any."""
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": request["method"],
        "scheme": "http",
        "path": unquote_to_bytes(request["path"]).decode("utf-8", "replace"),
        "raw_path": request["path"].encode("ascii"),
        "query_string": request["query"].encode("ascii"),
        "root_path": "",
        "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in request["headers"]],
        "client": ("127.0.0.1", 50000),
        "server": (request["host"], request["port"]),
    }


def call_asgi(application, request, body):
    scope = scope_for(request)
    given = plain(scope)
    messages, sent = [], []
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive():
        if not waiting:
            await asyncio.Event().wait()  # nobody disconnects: Django stops listening by itself
        message = waiting.pop(0)
        messages.append({"from": "server", "call": "receive", "message": plain(message)})
        return message

    async def send(message):
        shown = dict(message)
        if message["type"] == "http.response.body":
            sent.append(bytes(message.get("body", b"")))
            limited(sent)
            shown["body"] = "%d bytes" % len(sent[-1])
        messages.append({"from": "application", "call": "send", "message": plain(shown)})
        if message["type"] == "http.response.start":
            start.update(message)

    start = {}
    asyncio.run(application(scope, receive, send))
    return {
        "input": given,
        "messages": messages,
        "status": start["status"],
        "reason": "",
        "headers": [[name.decode("latin-1"), value.decode("latin-1")] for name, value in start.get("headers", [])],
        "body": base64.b64encode(b"".join(sent)).decode(),
    }


def main():
    folder, protocol = sys.argv[1:]
    request = json.load(sys.stdin)
    answers, sys.stdout = sys.stdout, sys.stderr  # what the project prints is no part of the answer
    sys.path[0] = folder
    os.chdir(folder)
    module = module_of(settings_module(folder), protocol)
    if module is None:
        answers.write("null")
        return
    application = importlib.import_module(module).application
    call = {"wsgi": call_wsgi, "asgi": call_asgi}[protocol]
    called = call(application, request, base64.b64decode(request["body"]))
    json.dump({"module": module, **called}, answers)


if __name__ == "__main__":
    main()
