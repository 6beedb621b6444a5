"""The tree of patterns that leads from an address to a view."""
from django.conf import settings
from django.core.checks import Tags
from django.urls import URLResolver, get_resolver
from djlab_facts.checks import issues
from djlab_facts.plain import plain
from djlab_facts.views import view_facts


def joined(before, route):
    """As Django joins the routes of a match: only the first one may say where an address begins."""
    return before + route.removeprefix("^") if before else route


def describe(pattern, before=""):
    route = str(pattern.pattern)
    facts = {
        "route": route,
        "full": joined(before, route),
        "isRegex": pattern.pattern.__class__.__name__ == "RegexPattern",
        "converters": {
            name: type(converter).__name__.removesuffix("Converter").lower()
            for name, converter in pattern.pattern.converters.items()
        },
    }
    if isinstance(pattern, URLResolver):
        return {**facts, **included(pattern, facts["full"])}
    facts["view"] = view_facts(pattern.callback)
    if pattern.default_args:
        facts["extra"] = plain(pattern.default_args)
    return {**facts, "name": pattern.name} if pattern.name else facts


def included(resolver, before):
    module = getattr(resolver.urlconf_module, "__name__", None)
    facts = {"includes": [describe(pattern, before) for pattern in resolver.url_patterns]}
    if module:
        facts["module"] = module
    if resolver.namespace:
        facts["namespace"] = resolver.namespace
    if resolver.app_name:
        facts["appName"] = resolver.app_name
    return facts


def facts():
    return {
        "module": settings.ROOT_URLCONF,
        "patterns": [describe(pattern) for pattern in get_resolver().url_patterns],
        "issues": issues(tags=[Tags.urls]),
    }
