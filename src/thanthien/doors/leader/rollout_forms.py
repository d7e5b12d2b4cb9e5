"""What is typed about campaigns and awards, as the room takes it. Raises RolloutError naming the box."""

from datetime import date

from django.http import HttpRequest

from thanthien.doors.parts.days import day_in
from thanthien.rollout.rules import Call, Honour, RolloutError
from thanthien.shared.wording import say

CALL_BOXES = ("title", "level", "caller", "document", "called_on", "aim", "begins", "ends", "goal", "measure")
AWARD_BOXES = ("recipient", "officer", "name", "title_given", "authority", "decision", "decided_on", "published", "campaign")
MORE_BOXES = ("outcome", "collective", "promise", "day", "figure", "note", "member")


def typed(request: HttpRequest, boxes: tuple[str, ...]) -> dict[str, str]:
    """What was typed, to be shown again."""
    return {name: request.POST.get(name, "")[:2000] for name in boxes}


def day(request: HttpRequest, name: str) -> date | None:
    """A day, or None when the box is empty or is none."""
    return day_in(request.POST.get(name, ""))


def number(request: HttpRequest, name: str) -> int | None:
    """A whole number, as people write it (1.200); None when the box is empty."""
    text = request.POST.get(name, "").strip().replace(".", "").replace(" ", "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise RolloutError(say("Ghi con số bằng chữ số, như 1200."), name)
    return int(text)


def call_of(request: HttpRequest) -> Call:
    """The call as it was typed."""
    text = typed(request, CALL_BOXES)
    return Call(
        text["title"], text["level"], text["caller"], text["document"], day(request, "called_on"), text["aim"],
        day(request, "begins"), day(request, "ends"), number(request, "goal"), text["measure"],
    )  # fmt: skip


def honour_of(request: HttpRequest) -> Honour:
    """The award as it was typed."""
    text = typed(request, AWARD_BOXES)
    return Honour(
        text["recipient"], text["name"], text["title_given"], text["authority"], text["decision"], day(request, "decided_on"),
        text["published"] == "1",
    )  # fmt: skip
