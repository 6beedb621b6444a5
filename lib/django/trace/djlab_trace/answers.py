"""A trace as plain data."""
import sys
import traceback

from .secrets import is_secret


def trace_data(trace, request, answer, headers):
    for step in trace.steps:
        _learn(trace, step)
    path = told_path(trace, request)
    trace.steps[0].name = f"{request['method']} {path}"
    numbers = {id(step): number for number, step in enumerate(trace.steps)}
    return {
        "method": request["method"],
        "path": path,
        "status": answer.status,
        "reason": answer.reason,
        "size": answer.size,
        "seconds": answer.seconds,
        "requestHeaders": [_header(trace, pair) for pair in headers.items()],
        "headers": [_header(trace, pair) for pair in answer.headers],
        "steps": [_step(trace, step, numbers) for step in trace.steps],
    }


def _learn(trace, step):
    """Secrets that only the URL's pattern tells, such as the token of a link; before anything is told."""
    match = step.facts.get("match")
    for name, value in match.kwargs.items() if match else ():
        trace.secrets.value(name, value)


def told_path(trace, request):
    return _address(trace, request["path"])


def _address(trace, address):
    """Without the values of what is secret by its name."""
    path, mark, query = address.partition("?")
    pairs = [pair.partition("=") for pair in query.split("&")]
    for name, _, value in pairs:
        if is_secret(name):
            trace.secrets.add(value)
    told = "&".join(f"{name}{sign}{'****' if is_secret(name) else value}" for name, sign, value in pairs)
    return trace.secrets.masked(path) + mark + trace.secrets.masked(told)


def _header(trace, pair):
    name, value = pair
    if name.lower() == "set-cookie":
        cookie, mark, rest = value.partition(";")
        return [name, f"{cookie.partition('=')[0]}=****{mark}{rest}"]
    if name.lower() in ("location", "referer"):
        return [name, _address(trace, value)]
    return [name, "****" if is_secret(name) else trace.secrets.masked(value)]


def _step(trace, step, numbers):
    data = {
        "kind": step.kind,
        "name": trace.secrets.masked(step.name),
        "parent": numbers.get(id(step.parent), -1),
        "start": step.start,
        "seconds": step.seconds,
        **trace.project.shown(step.place),
    }
    for name, value in step.facts.items():
        translate = _facts.get(name)
        if translate:
            data.update(translate(trace, step, value))
        else:
            data[name] = _told(trace, value)
    if step.error is not None and step.kind != "urls":
        data["error"] = _error_line(trace, step.error)
    return data


def _told(trace, value):
    if isinstance(value, list):
        return [_told(trace, one) for one in value]
    return trace.secrets.masked(value) if isinstance(value, str) else value


def _error_line(trace, error):
    return trace.secrets.masked(f"{type(error).__name__}: {_message(error)}".partition("\n")[0][:500])


def _match(trace, step, match):
    if match is None:
        return {}
    kwargs = {name: trace.secrets.value(name, value) for name, value in match.kwargs.items()}
    return {
        "match": {
            "route": match.route,
            "view": getattr(match, "_func_path", ""),
            "name": match.view_name if match.url_name else None,
            "args": [trace.secrets.masked(str(value)) for value in match.args],
            "kwargs": kwargs,
        }
    }


def _tried(trace, step, tried):
    return {
        "tried": [
            {
                "pattern": str(pattern.pattern),
                "name": getattr(pattern, "name", None),
                "matched": matched,
                **trace.project.shown(getattr(pattern, "_djlab_place", None)),
            }
            for pattern, matched in tried
        ]
    }


def _exception(trace, step, error):
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if trace.project.has(frame.filename)]
    place = (own or frames or [None])[-1]
    last = frames[-1] if frames else None
    debug = getattr(error, "template_debug", None)
    text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    shown = trace.project.shown(place and (place.filename, place.lineno))
    if debug and debug.get("name") and trace.project.has(debug["name"]):
        shown = trace.project.shown((debug["name"], debug["line"]))
    return {
        **shown,
        "exception": {
            "type": type(error).__name__,
            "module": type(error).__module__,
            "message": trace.secrets.masked(_message(error)[:2000]),
            "raised": trace.project.shown(last and (last.filename, last.lineno)),
            "traceback": trace.secrets.masked(text[-6000:]),
        },
    }


def _message(error):
    if type(error).__name__ == "Resolver404":
        return f"no pattern matches {error.args[0]['path']!r}"
    if type(error).__name__ == "TemplateSyntaxError" and error.args and isinstance(error.args[0], tuple):
        return " ".join(map(str, error.args[0]))  # Jinja2's words, as Django hands them on
    return str(error)


def _places(trace, step, ways):
    return {"ways": {way: trace.project.shown(place) for way, place in ways.items()}}


_facts = {
    "match": _match,
    "tried": _tried,
    "exception": _exception,
    "ways": _places,
    "definition": lambda trace, step, place: {"definition": trace.project.shown(place)},
    "looked": lambda trace, step, files: {"looked": [trace.project.shown((file, 1))["file"] for file in files]},
}


def where_it_is(trace, thread):
    """The innermost line of the project that a thread is at."""
    frame = sys._current_frames().get(thread)
    while frame is not None:
        if trace.project.has(frame.f_code.co_filename):
            return trace.project.shown((frame.f_code.co_filename, frame.f_lineno))
        frame = frame.f_back
    return {}
