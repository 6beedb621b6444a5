"""Which file a template's name leads to: the loaders are asked in Django's order."""
from django.template import TemplateDoesNotExist, engines
from djlab_facts.places import shown
from djlab_facts.templates import app_of


def facts(name):
    file = name.partition("#")[0]  # what follows names a part of the template
    tried = []
    for engine in engines.all():
        found = find(engine, file, tried)
        if found:
            return {"found": {"name": name, "file": shown(found), "app": app_of(found), "engine": engine.name}, "tried": tried}
    return {"tried": tried}


def find(engine, name, tried):
    if not hasattr(engine, "engine"):
        return find_elsewhere(engine, name, tried)
    for loader in engine.engine.template_loaders:
        for origin in loader.get_template_sources(name):
            try:
                loader.get_contents(origin)
                return origin.name
            except TemplateDoesNotExist:
                tried.append(shown(origin.name))
    return None


def find_elsewhere(engine, name, tried):
    """Of an engine that is not Django's own, only the answer is known."""
    try:
        return engine.get_template(name).origin.name
    except TemplateDoesNotExist as error:
        tried.extend(shown(origin.name) for origin, _ in error.tried)
        return None
