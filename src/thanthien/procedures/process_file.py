"""PURE. The YAML file in which a process travels: written, and read with every fault at its line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TypeVar

import yaml

from thanthien.procedures.process_rules import Opinion, Question, Work, order_faults, questions
from thanthien.procedures.rules import StepKind, StepRole
from thanthien.shared.wording import Sentence, say

MOST_STEPS, MOST_BYTES, MOST_ANSWERS = 60, 200_000, 9
KEYS = ("name", "kind", "role", "unit", "hours", "when", "opinions")
Word = TypeVar("Word", StepKind, StepRole)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a file, at which line (1 = the first), and what to write instead."""

    line: int
    text: Sentence


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read: the procedure's code, the steps, and the faults (then nothing of it is taken)."""

    code: str = ""
    works: tuple[Work, ...] = ()
    questions: tuple[Question, ...] = ()
    faults: tuple[Fault, ...] = ()


def written(code: str, works: Sequence[Work], words: Sequence[Question] = ()) -> str:
    """The process as YAML; reading it back gives the same."""
    steps: list[dict[str, object]] = []
    for work in works:
        line: dict[str, object] = {"name": work.name, "kind": work.kind.value, "role": work.role.value}
        if work.unit:
            line["unit"] = work.unit
        if work.hours is not None:
            whole = work.hours == work.hours.to_integral_value()
            line["hours"] = int(work.hours) if whole else float(work.hours)
        if work.when is not None:
            line["when"] = {work.when[0]: work.when[1]}
        if work.opinions:
            line["opinions"] = [one.as_dict() for one in work.opinions]
        steps.append(line)
    asked = {one.code: {"ask": one.ask, "answers": dict(one.answers)} for one in words}
    file = {"procedure": code} | ({"questions": asked} if asked else {}) | {"steps": steps}
    return yaml.safe_dump(file, allow_unicode=True, sort_keys=False, width=120)


def read(text: str) -> Read:
    """Read a file; every fault names its line. Nothing in it is run: only plain values are taken."""
    if len(text.encode()) > MOST_BYTES:
        return Read(faults=(Fault(1, say("Tệp lớn quá 200 KB. Một tệp chỉ ghi một quy trình.")),))
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        text_of = say("Máy chưa đọc được dòng này. Xem lại dấu hai chấm, dấu nháy và khoảng trắng đầu dòng.")
        return Read(faults=(Fault((mark.line if mark else 0) + 1, text_of),))
    except yaml.YAMLError:
        return Read(faults=(Fault(1, say("Tệp có ký tự lạ. Lưu lại bằng bảng mã UTF-8 rồi nạp lại.")),))
    return _Reader().read(root)


@dataclass(slots=True)
class _Reader:
    """Walks the nodes of a file and collects faults."""

    faults: list[Fault] = field(default_factory=list)

    def read(self, root: yaml.Node | None) -> Read:
        if not isinstance(root, yaml.MappingNode):
            return Read(faults=(Fault(1, say("Tệp cần hai mục: “procedure” là mã thủ tục, “steps” là các bước.")),))
        top = self.mapping(root, ("procedure", "questions", "steps"))
        code = self.text(top["procedure"], 12) if "procedure" in top else ""
        if not code:
            self.say(root, say('Thiếu mã thủ tục. Ghi “procedure” như "1.013831".'))
        nodes = self.items(top.get("steps"), root)
        works = [work for node in nodes if (work := self.work(node)) is not None]
        if len(works) == len(nodes):
            for place, sentence in order_faults(works):
                self.say(nodes[place] if nodes else root, sentence)
            self.twice(works, nodes)
        words = self.questions(top["questions"], works) if "questions" in top else ()
        faults = tuple(sorted(self.faults, key=lambda fault: fault.line))
        return Read(code, () if faults else tuple(works), () if faults else words, faults)

    def say(self, node: yaml.Node, text: Sentence) -> None:
        self.faults.append(Fault(node.start_mark.line + 1, text))

    def twice(self, works: Sequence[Work], nodes: Sequence[yaml.Node]) -> None:
        names: set[str] = set()
        for work, node in zip(works, nodes, strict=True):
            if work.name in names:
                self.say(node, say("Bước “{name}” ghi hai lần. Đặt tên khác nhau để ai cũng phân biệt được.", name=work.name))
            names.add(work.name)

    def mapping(self, node: yaml.MappingNode, known: Sequence[str]) -> dict[str, yaml.Node]:
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name not in known:
                self.say(key, say("Mục “{name}” không có trong mẫu. Dùng: {known}.", name=name[:40], known=", ".join(known)))
            elif name in found:
                self.say(key, say("Mục “{name}” ghi hai lần. Giữ một.", name=name))
            found[name] = value
        return found

    def items(self, node: yaml.Node | None, root: yaml.Node) -> list[yaml.Node]:
        if node is None or not isinstance(node, yaml.SequenceNode) or not node.value:
            self.say(node or root, say("Quy trình chưa có bước nào. Ghi ít nhất một bước dưới “steps”."))
            return []
        if len(node.value) > MOST_STEPS:
            self.say(node, say("Quy trình dài quá {most} bước. Gộp bớt lại.", most=MOST_STEPS))
            return []
        return list(node.value)

    def text(self, node: yaml.Node, most: int) -> str:
        if not isinstance(node, yaml.ScalarNode):
            self.say(node, say("Chỗ này ghi một dòng chữ."))
            return ""
        value = " ".join(str(node.value).split())
        if len(value) > most:
            self.say(node, say("Chữ dài quá {most} ký tự. Ghi gọn lại.", most=most))
        return value

    def work(self, node: yaml.Node) -> Work | None:
        if not isinstance(node, yaml.MappingNode):
            self.say(node, say("Mỗi bước là một nhóm dòng, có “name”, “kind”, “role”."))
            return None
        before, parts = len(self.faults), self.mapping(node, KEYS)
        name = self.text(parts["name"], 160) if "name" in parts else ""
        if not name:
            self.say(node, say("Bước này chưa có tên. Ghi “name”."))
        kind = self.one_of(node, parts, "kind", StepKind)
        role = self.one_of(node, parts, "role", StepRole)
        unit = self.text(parts["unit"], 12) if "unit" in parts else ""
        hours = self.hours(parts["hours"]) if "hours" in parts else None
        when = self.when(parts["when"]) if "when" in parts else None
        opinions = self.opinions(parts["opinions"]) if "opinions" in parts else ()
        if len(self.faults) > before or kind is None or role is None:
            return None
        return Work(name, kind, role, unit, hours, when, opinions)

    def one_of(self, node: yaml.Node, parts: Mapping[str, yaml.Node], key: str, make: type[Word]) -> Word | None:
        known = ", ".join(one.value for one in make)
        if key not in parts:
            self.say(node, say("Bước này thiếu “{key}”. Chọn một trong: {known}.", key=key, known=known))
            return None
        value = self.text(parts[key], 20)
        try:
            return make(value)
        except ValueError:
            self.say(parts[key], say("“{value}” lạ. Mục “{key}” chọn một trong: {known}.", value=value, key=key, known=known))
            return None

    def hours(self, node: yaml.Node) -> Decimal | None:
        try:
            value = Decimal(self.text(node, 10))
            if not value.is_finite() or not 0 < value <= 9999 or value != round(value, 2):
                raise InvalidOperation
        except InvalidOperation:
            self.say(node, say("Số giờ là một số lớn hơn 0, như 4 hay 7.5. Để trống thì máy chia theo thời hạn."))
            return None
        return value

    def when(self, node: yaml.Node) -> tuple[str, str] | None:
        if not isinstance(node, yaml.MappingNode) or len(node.value) != 1:
            self.say(node, say("Điều kiện ghi một câu hỏi và câu trả lời, như: co_thue: co"))
            return None
        key, value = node.value[0]
        return self.text(key, 40), self.text(value, 40)

    def questions(self, node: yaml.Node, works: Sequence[Work]) -> tuple[Question, ...]:
        """The words in which the branches' questions are asked; each must decide a branch, and name its answers."""
        if not isinstance(node, yaml.MappingNode):
            self.say(node, say("Câu hỏi ghi: mã câu hỏi, rồi “ask” là lời hỏi, “answers” là các câu trả lời."))
            return ()
        branches, found = questions(works), []
        for key, value in node.value:
            code = self.text(key, 40)
            parts = self.mapping(value, ("ask", "answers")) if isinstance(value, yaml.MappingNode) else {}
            ask, answers = self.text(parts["ask"], 160) if "ask" in parts else "", parts.get("answers")
            if code not in branches:
                self.say(key, say("Không bước nào hỏi “{code}” ở “when”. Bỏ câu hỏi này, hoặc sửa mã.", code=code))
                continue
            if not ask or not isinstance(answers, yaml.MappingNode) or not 2 <= len(answers.value) <= MOST_ANSWERS:
                self.say(key, say("Ghi lời hỏi ở “ask” và từ 2 đến {most} câu trả lời ở “answers”.", most=MOST_ANSWERS))
                continue
            said = tuple((self.text(one, 40), self.text(text, 80)) for one, text in answers.value)
            missing = [one for one in branches[code] if one not in {answer for answer, _ in said}]
            if missing:
                self.say(key, say("Câu hỏi “{code}” thiếu câu trả lời: {names}.", code=code, names=", ".join(missing)))
                continue
            found.append(Question(code, ask, said))
        return tuple(found)

    def opinions(self, node: yaml.Node) -> tuple[Opinion, ...]:
        if not isinstance(node, yaml.SequenceNode):
            self.say(node, say("Lấy ý kiến ghi thành danh sách, mỗi dòng có “body” và “days”."))
            return ()
        found = []
        for one in node.value:
            parts = self.mapping(one, ("body", "days", "unit", "silence")) if isinstance(one, yaml.MappingNode) else {}
            body = self.text(parts["body"], 120) if "body" in parts else ""
            days = self.text(parts["days"], 3) if "days" in parts else ""
            if not body or not (days.isascii() and days.isdigit() and 1 <= int(days) <= 120):
                self.say(one, say("Ghi cơ quan ở “body” và số ngày làm việc ở “days”, từ 1 đến 120."))
                continue
            more = {key: self.text(parts[key], most) for key, most in (("unit", 12), ("silence", 160)) if key in parts}
            found.append(Opinion(body, int(days), **more))
        return tuple(found)
