"""The settings that are not Django's defaults, as `diffsettings` finds them; secrets are left out of the answer."""
import asking

asking.choose_settings()

from django.conf import global_settings, settings  # noqa: E402
from django.views.debug import SafeExceptionReporterFilter  # noqa: E402

hidden = SafeExceptionReporterFilter.hidden_settings
secrets = {"SECRET_KEY", "SECRET_KEY_FALLBACKS", "EMAIL_HOST_PASSWORD"}


def cleaned(name, value, known=False):
    """Django's own idea of what is secret by its name; of the settings that Django knows, only some are."""
    if value and (name in secrets or (not known and hidden.search(name))):
        return "****"
    if isinstance(value, dict):
        return {key: cleaned(str(key), one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(cleaned("", one) for one in value) if type(value) in (list, tuple) else value
    return value


def default(name):
    return getattr(global_settings, name, None)


settings.DEBUG  # reads them
wrapped = settings._wrapped
names = [name for name in dir(wrapped) if name.isupper()]
asking.answer(
    [
        {
            "name": name,
            "value": repr(cleaned(name, getattr(wrapped, name), hasattr(global_settings, name))),
            "known": hasattr(global_settings, name),
            "default": repr(default(name)),
        }
        for name in sorted(names)
        if not hasattr(global_settings, name) or getattr(wrapped, name) != default(name)
    ]
)
