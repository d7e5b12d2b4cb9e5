"""What people read is whole in both languages, the libraries' texts included, and said the way the house speaks."""

import re
from pathlib import Path

import allauth
import django
import polib
import pytest
from django.conf import settings
from django.utils import translation

OURS = Path(settings.PACKAGE) / "locale"
LIBRARIES = {
    "django": Path(django.__file__).parent / "conf/locale/en/LC_MESSAGES/django.po",
    "auth": Path(django.__file__).parent / "contrib/auth/locale/en/LC_MESSAGES/django.po",
    "allauth": Path(allauth.__file__).parent / "locale/en/LC_MESSAGES/django.po",
}
# Where a text of a library can reach a person of an office: forms, validators, pages of results, the login.
READ = re.compile(
    r"core/validators|core/paginator|forms/|views/csrf|views/generic|contrib/auth/(forms|password_validation|validators)|db/models/fields"
    r"|^account/(forms|adapter)|^mfa/|^usersessions/|^socialaccount/(adapter|internal|helpers)|/django/(forms|core|views|db)/"
)
UNKIND = re.compile(r"không hợp lệ|vui lòng|hệ thống|\bbạn\b", re.IGNORECASE)
PLACES = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*(?:[:!][^}]*)?\}")


def read_by_people(entry: polib.POEntry) -> bool:
    return any(READ.search(place) for place, _ in entry.occurrences) or not entry.occurrences


@pytest.mark.parametrize("name", LIBRARIES)
def test_the_libraries_speak_vietnamese(name):
    missing, unkind = [], []
    with translation.override("vi"):
        for entry in polib.pofile(str(LIBRARIES[name])):
            if entry.obsolete or not read_by_people(entry) or not entry.msgid:
                continue
            text = (
                translation.ngettext(entry.msgid, entry.msgid_plural, 2)
                if entry.msgid_plural
                else translation.pgettext(entry.msgctxt, entry.msgid) if entry.msgctxt else translation.gettext(entry.msgid)
            )  # fmt: skip
            plain = entry.msgid_plural or entry.msgid
            if text == plain and re.search(r"[a-z]{4}", re.sub(PLACES, "", plain)) and plain not in SAME:
                missing.append(plain)
            if UNKIND.search(text):
                unkind.append(text)
    assert not missing
    assert not unkind


SAME = {"WebAuthn", "Headless", "URL", "Email"}


@pytest.mark.parametrize("language", ["en", "vi"])
def test_translations_keep_the_places_of_values_and_bring_no_markup(language):
    for entry in polib.pofile(str(OURS / language / "LC_MESSAGES/django.po")):
        for text in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            if not text:
                continue
            there, source = set(PLACES.findall(text)), set(PLACES.findall(entry.msgid_plural or entry.msgid))
            assert there == source or (language == "vi" and there < source), entry.msgid
            assert text.count("<") == entry.msgid.count("<") or language == "vi", entry.msgid
            assert '"' not in text or '"' in entry.msgid, f"a quotation mark would end an attribute: {entry.msgid}"


def test_our_own_texts_speak_as_the_house_does():
    for entry in polib.pofile(str(OURS / "en/LC_MESSAGES/django.po")):
        assert not UNKIND.search(entry.msgid), entry.msgid
