"""A sentence keeps its source: Vietnamese as data, the reader's language when shown."""

import copy
import json
import pickle

import pytest
from django.template import Context, Template
from django.utils import translation

from thanthien.shared import wording
from thanthien.shared.wording import Refusal, said, say

ENGLISH = {"Quầy {n} chưa mở.": "Counter {n} is closed.", "Quầy": "Counter", "Chọn {what}.": "Choose {what}."}


@pytest.fixture
def english():
    before = wording.translate
    wording.use(lambda text: ENGLISH.get(text, text))
    yield
    wording.use(before)


def test_as_data_it_is_vietnamese(english):
    sentence = say("Quầy {n} chưa mở.", n=3)
    assert sentence == "Quầy 3 chưa mở." and len(sentence) == 15
    assert json.loads(json.dumps(sentence)) == "Quầy 3 chưa mở."
    assert {sentence: 1}["Quầy 3 chưa mở."] == 1


def test_shown_it_is_in_the_readers_language(english):
    sentence = say("Quầy {n} chưa mở.", n=3)
    assert str(sentence) == f"{sentence}" == "Counter 3 is closed."
    assert str(Refusal(sentence)) == "Counter 3 is closed."
    assert Template("{{ s }} {{ s|lower }}").render(Context({"s": sentence})) == "Counter 3 is closed. counter 3 is closed."


def test_a_sentence_in_a_sentence_is_translated_too(english):
    assert str(say("Chọn {what}.", what=say("Quầy"))) == "Choose Counter."


def test_values_are_escaped_on_pages(english):
    assert Template("{{ s }}").render(Context({"s": say("Chọn {what}.", what="<b>")})) == "Choose &lt;b&gt;."


def test_without_a_translation_it_is_said_as_written(english):
    assert str(say("Chưa có ai.")) == said("Chưa có ai.") == "Chưa có ai."
    assert said("Quầy") == "Counter"


def test_it_can_be_kept_and_copied():
    sentence = say("Quầy {n} chưa mở.", n=3)
    for twin in (pickle.loads(pickle.dumps(sentence)), copy.deepcopy(sentence)):
        assert (twin, twin.source, twin.values) == (sentence, sentence.source, sentence.values)


def test_braces_without_values_are_letters():
    assert say("Gõ {như thế này}.") == str(say("Gõ {như thế này}.")) == "Gõ {như thế này}."


def test_the_configuration_installed_gettext():
    with translation.override("vi"):
        assert str(say("Chưa làm được")) == "Chưa làm được"
