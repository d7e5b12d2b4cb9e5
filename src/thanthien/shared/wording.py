"""A sentence for a person, kept beside its source text so that the edge can say it in another language. No Django here.

`say("Quầy {n} chưa mở.", n=3)` is the Vietnamese text everywhere (also in the journal's tables and in JSON); `str()`, a template
and an f-string ask the translator that the configuration installed. Joining is done over `str`: `", ".join(map(str, names))`.
"""

from collections.abc import Callable


def _as_written(text: str) -> str:
    return text


translate: Callable[[str], str] = _as_written


def use(translator: Callable[[str], str]) -> None:
    """Install what turns a source text into the language of the reader (the configuration does, once)."""
    global translate
    translate = translator


class Refusal(Exception):
    """What every room raises when it does not do what was asked: one sentence that a person may read, saying what to do."""


class Sentence(str):
    """A source text with its values. As a `str` it is Vietnamese; shown, it is in the reader's language."""

    __slots__ = ("source", "values")
    source: str
    values: dict[str, object]

    def __new__(cls, source: str, values: dict[str, object]) -> "Sentence":
        made = super().__new__(cls, source.format(**values) if values else source)
        made.source, made.values = source, values
        return made

    def __str__(self) -> str:
        text = translate(self.source)
        if not self.values:
            return text
        return text.format(**{name: str(value) if isinstance(value, str) else value for name, value in self.values.items()})

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __html__(self) -> str:
        from html import escape

        return escape(str(self))

    def __reduce__(self) -> tuple[object, ...]:
        return Sentence, (self.source, self.values)


def say(source: str, **values: object) -> Sentence:
    """The sentence `source` (Vietnamese, with {names} for `values`), which `thanthien words` collects for translation."""
    return Sentence(source, values)


def said(text: str) -> str:
    """Any source text (a word of an enumeration, say) in the reader's language."""
    return str(text) if isinstance(text, Sentence) else translate(str(text))
