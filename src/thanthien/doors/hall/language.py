"""The language of one visit to the kiosk: it travels in the address (`?lang=en`), so it ends where the address does."""

from django.conf import settings
from django.http import HttpRequest


def asked_language(request: HttpRequest) -> str:
    """The language that this address asks for; "" for Vietnamese, which every kiosk speaks by itself."""
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) and asked != settings.LANGUAGE_CODE else ""


def spoken(request: HttpRequest) -> dict[str, str]:
    """What templates need to keep it: `lang` and `lang_query`, ready to stand behind an address."""
    lang = asked_language(request)
    return {"lang": lang, "lang_query": f"?lang={lang}" if lang else ""}
