"""The browser's part: a request over the network, and cookies kept between requests."""
import http.client
import time
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlencode

from .secrets import is_secret


class Cookies(dict):
    """By name. What a response deletes is gone."""

    def take(self, headers):
        for name, value in headers:
            if name.lower() != "set-cookie":
                continue
            try:
                cookie = SimpleCookie(value)
            except CookieError:
                continue
            for key, morsel in cookie.items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.pop(key, None)
                else:
                    self[key] = morsel.value

    def header(self):
        return "; ".join(f"{name}={value}" for name, value in self.items())


def body_of(request):
    """Bytes, and their type, of a form or of what is given as it is."""
    if request.get("fields") is not None:
        return urlencode(list(request["fields"].items()), doseq=True).encode(), "application/x-www-form-urlencoded"
    if request.get("body") is not None:
        return request["body"].encode(), "text/plain; charset=utf-8"
    return None, None


def headers_of(request, cookies, content_type):
    headers = {"Accept": "text/html,*/*;q=0.8", "User-Agent": "djlab"}
    if content_type:
        headers["Content-Type"] = content_type
    given = {name.lower() for name in request.get("headers", {})}
    headers = {name: value for name, value in headers.items() if name.lower() not in given}
    headers.update(request.get("headers", {}))
    if cookies and "cookie" not in given:
        headers["Cookie"] = cookies.header()
    return headers


def learn_secrets(secrets, request, headers, cookies):
    for name, value in [*(request.get("fields") or {}).items(), *headers.items()]:
        if is_secret(name):
            for one in value if isinstance(value, list) else [value]:
                secrets.add(str(one))
    for value in cookies.values():
        secrets.add(value)


class Answer:
    """What came back."""

    def __init__(self, response, body, seconds):
        self.status = response.status
        self.reason = response.reason
        self.headers = response.getheaders()
        self.size = len(body)
        self.seconds = seconds


def ask(port, request, body, headers, timeout):
    """One request, in a connection of its own. Raises TimeoutError."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    began = time.perf_counter()
    try:
        connection.request(request["method"], request["path"], body, headers)
        response = connection.getresponse()
        content = response.read()
    finally:
        connection.close()
    return Answer(response, content, time.perf_counter() - began)
