"""Forms of the administration: what was typed is kept, each error stands beside its field and says how to mend it.

A form that changes a record carries `seen`, the record's witness when the page was made. When somebody saved in between, the
page comes back with what was typed, and beside each field what the other one saved.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from thanthien.doors.parts.days import day_in
from thanthien.doors.parts.numbers import number_in
from thanthien.journal.models import Witnessed
from thanthien.journal.rules import ChangedMeanwhile
from thanthien.people.models import Officer
from thanthien.shared.actor import logins
from thanthien.shared.wording import say


class Wrong(Exception):
    """One field is wrong; the sentence says what to do."""


Check = Callable[[str], object]


@dataclass
class Field:
    """One question. `kind`: text, tel, email, password, number, date, time, area, select, radio, checks, tick, hidden.

    `need` = the sentence when it is left empty ("" = may stay empty); `check` turns the text into a value or raises Wrong.
    """

    name: str
    label: str
    kind: str = "text"
    hint: str = ""
    need: str = ""
    check: Check | None = None
    choices: Iterable[tuple[str, str]] = ()
    most: int = 120
    size: str = ""
    auto: str = "off"
    value: object = ""
    error: str = ""
    saved: str = ""
    group: str = ""
    prefix: str = ""

    @property
    def key(self) -> str:
        """Its name on the page, where several forms may stand."""
        return f"{self.prefix}{self.name}"

    @property
    def chosen(self) -> list[str]:
        """What is ticked, as texts."""
        return [str(one) for one in self.value] if isinstance(self.value, list | tuple) else [str(self.value)]

    @property
    def options(self) -> list[dict]:
        return [{"value": value, "label": label, "on": str(value) in self.chosen} for value, label in self.choices]

    def read(self, post: QueryDict) -> object:
        """Take what was typed; returns the value, or None with `error` set."""
        if self.kind == "checks":
            allowed = {str(value) for value, _ in self.choices}
            self.value = [one for one in post.getlist(self.name) if one in allowed]
        elif self.kind == "tick":
            self.value = bool(post.get(self.name))
        else:
            self.value = post.get(self.name, "")
        self.error = ""
        try:
            return self._cleaned()
        except Wrong as wrong:
            self.error = str(wrong)
            return None

    def _cleaned(self) -> object:
        if self.kind == "tick":
            return self.value
        if self.kind == "checks":
            if self.need and not self.value:
                raise Wrong(self.need)
            return self.value
        raw = str(self.value)
        text = raw if self.kind == "password" else raw.strip() if self.kind == "area" else " ".join(raw.split())
        if not text and self.need:
            raise Wrong(self.need)
        if len(text) > self.most and self.kind != "number":
            raise Wrong(say("Dài quá {n} chữ. Ghi gọn lại.", n=self.most))
        if self.kind in ("select", "radio") and text and text not in {str(value) for value, _ in self.choices}:
            raise Wrong(say("Chọn một mục trong danh sách."))
        if self.kind == "date":
            return as_date(text)
        return self.check(text) if self.check and text else text


@dataclass
class Form:
    """A page's questions. `seen` is the witness of the record; `clash` says who saved it meanwhile."""

    fields: list[Field]
    seen: str = ""
    clash: str = ""
    error: str = ""
    values: dict[str, object] = field(default_factory=dict)

    def called(self, name: str) -> "Form":
        """One of several forms of a page."""
        for one in self.fields:
            one.prefix = f"{name}-"
        return self

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)

    def __getitem__(self, name: str) -> Field:
        for one in self.fields:
            if one.name == name:
                return one
        raise KeyError(name)

    def fill(self, values: Mapping[str, object], *, row: Witnessed | None = None) -> "Form":
        """Show what is saved."""
        for one in self.fields:
            if one.name in values and values[one.name] is not None:
                one.value = values[one.name]
        self.seen = row.witness() if row is not None else ""
        return self

    def read(self, post: QueryDict) -> bool:
        """True when every field is right; the values stand in `values`."""
        self.seen = post.get("seen", "")[:64]
        self.values = {one.name: one.read(post) for one in self.fields}
        return self.right

    @property
    def right(self) -> bool:
        return not self.error and not self.clash and not any(one.error for one in self.fields)

    @property
    def wrong(self) -> list[Field]:
        return [one for one in self.fields if one.error]

    def fail(self, sentence: object, name: str = "") -> None:
        """The act refused: beside a field, or over the form."""
        if name:
            self[name].error = str(sentence)
        else:
            self.error = str(sentence)

    def meet(self, other: ChangedMeanwhile, *, row: Witnessed, saved: Mapping[str, object]) -> None:
        """Somebody saved meanwhile: keep what was typed, show what they saved, let the next press win knowingly."""
        who = name_of(other.by)
        when = other.at
        self.clash = (
            str(say("{who} vừa lưu mục này lúc {hour}.", who=who, hour=_hour(when))) if who and when
            else str(say("Có người vừa lưu mục này."))
        )  # fmt: skip
        self.seen = row.witness()
        for one in self.fields:
            theirs = saved.get(one.name)
            if one.name in saved and _plain(theirs) != _plain(one.value):
                one.saved = _shown(theirs, one) or str(say("(để trống)"))


def as_date(text: str) -> date | None:
    """A day from `2026-11-25` or `25/11/2026`; None for nothing; raises Wrong."""
    if not text:
        return None
    found = day_in(text)
    if found is None:
        raise Wrong(say("Ghi ngày như 25/11/2026."))
    return found


def whole(low: int, high: int) -> Check:
    """A check for a whole number from `low` to `high`."""

    def check(text: str) -> int:
        found = number_in(text, least=low, most=high)
        if found is None:
            raise Wrong(say("Ghi một số từ {low} đến {high}.", low=low, high=high))
        return found

    return check


def phone(text: str) -> str:
    """A phone number as people write it; raises Wrong."""
    digits = text.translate(str.maketrans("", "", " .-()+"))
    if not (digits.isascii() and digits.isdigit() and 3 <= len(digits) <= 12):
        raise Wrong(say("Ghi số điện thoại bằng chữ số, như 0292 384 9999."))
    return text


def email(text: str) -> str:
    """An e-mail address; raises Wrong."""
    name, at, host = text.partition("@")
    if not (name and at and "." in host.strip(".") and " " not in text):
        raise Wrong(say("Ghi địa chỉ thư như ten@xa.gov.vn."))
    return text


def name_of(actor: str) -> str:
    """The name behind a journal's actor (`officer:an.lv`), or the code itself."""
    if not actor.startswith("officer:"):
        return actor
    code, _ = logins(actor)
    return Officer.objects.filter(login=code).values_list("name", flat=True).first() or code


def _hour(moment: object) -> str:
    from thanthien.doors.parts.templatetags.words import hour

    return hour(moment)


def _plain(value: object) -> str:
    if isinstance(value, list | tuple):
        return "|".join(sorted(map(str, value)))
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(str("" if value is None else value).split())


def _shown(value: object, one: Field) -> str:
    words = {str(code): str(label) for code, label in one.choices}
    if isinstance(value, list | tuple):
        return ", ".join(words.get(str(part), str(part)) for part in value)
    if isinstance(value, bool):
        return str(say("có") if value else say("không"))
    return words.get(_plain(value), _plain(value))
