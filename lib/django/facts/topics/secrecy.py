"""What no answer may hold: it is masked before it leaves the project's own process."""
import re

from django.conf import global_settings, settings

mask = "****"
# Of Django's own settings only these are secret by themselves: PASSWORD_HASHERS, for instance, is not.
django_secrets = {"SECRET_KEY", "SECRET_KEY_FALLBACKS", "EMAIL_HOST_PASSWORD"}
secret_name = re.compile(
    r"SECRET|PASSW(OR)?D|PASSPHRASE|TOKEN|CREDENTIAL|API_?KEY|(ACCESS|PRIVATE|SIGNING|ENCRYPTION)_?KEY|SIGNATURE|DSN"
    r"|^PASS$|_PASS$",
    re.IGNORECASE,
)
credentials = re.compile(r"\b([a-z][a-z0-9+.-]{0,20}://)[^\s/@'\"<>]+@", re.IGNORECASE)
# One that is shorter, or made of letters alone, may be an ordinary word, which would be torn out of all else.
shortest = 8


def is_secret(name):
    return name in django_secrets or (secret_name.search(name) is not None and not hasattr(global_settings, name))


def masked_setting(name, value):
    """A setting as it may be shown; what is not secret keeps its type."""
    if is_secret(name) and value:
        return [mask for _ in value] if isinstance(value, (list, tuple)) else mask
    return masked_inside(value)


def masked_inside(value):
    if isinstance(value, dict):
        return {key: mask if hides(key, item) else masked_inside(item) for key, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)(masked_inside(item) for item in value)
    return credentials.sub(rf"\1{mask}@", value) if type(value) is str else value


def hides(key, value):
    return isinstance(key, str) and bool(value) and secret_name.search(key) is not None


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, (list, tuple, set)):
        for item in value:
            yield from strings(item)


def secrets_in(value):
    if isinstance(value, dict):
        for key, item in value.items():
            yield from strings(item) if hides(key, item) else secrets_in(item)


def known_secrets():
    """The secrets in the settings, longest first."""
    found = set()
    for name in dir(settings):
        if name.isupper():
            value = getattr(settings, name)
            found.update(strings(value) if is_secret(name) else secrets_in(value))
    telling = [text for text in found if len(text) >= shortest and not text.isalpha()]
    return sorted(telling, key=len, reverse=True)


def masked(answer):
    """The whole answer, without the secrets that the settings hold, wherever these turn up in it."""
    secrets = known_secrets()

    def mask_text(text):
        for secret in secrets:
            text = text.replace(secret, mask)
        return credentials.sub(rf"\1{mask}@", text) if "://" in text else text

    def walk(value):
        if isinstance(value, str):
            return mask_text(value)
        if isinstance(value, dict):
            return {mask_text(key): walk(item) for key, item in value.items()}
        return [walk(item) for item in value] if isinstance(value, (list, tuple)) else value

    return walk(answer)
