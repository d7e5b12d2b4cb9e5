"""What is wrong with a table, in sentences for whoever writes it. PURE."""

from collections.abc import Iterable, Iterator
from math import prod

from thanthien.benefits.rules import Answers, Conditions, Table, combinations, decide, holds
from thanthien.shared.wording import say

MOST_COMBINATIONS = 3_000
MOST_SAID = 5


def faults(table: Table) -> list[str]:
    """Every fault of a table; [] when it is whole. The meaning is looked at only when the names are right."""
    found = [*_names(table), *_facts(table)]
    if found:
        return found
    count = prod(len(one.answers) for one in table.questions)
    if count > MOST_COMBINATIONS:
        return [
            say(
                "Bảng có {count} trường hợp, nhiều nhất được {most}. Bớt câu hỏi, hoặc tách thành hai bảng.",
                count=count, most=MOST_COMBINATIONS,
            )
        ]  # fmt: skip
    return [*_holes(table)] or [*_idle(table)]


def _names(table: Table) -> Iterator[str]:
    for what, codes in (
        (say("Câu hỏi"), [one.code for one in table.questions]), (say("Kết luận"), [one.code for one in table.outcomes]),
        (say("Giấy"), [one.code for one in table.papers]),
    ):  # fmt: skip
        for code in sorted({one for one in codes if codes.count(one) > 1}):
            yield say("{what} “{code}” ghi hai lần. Mỗi mã chỉ dùng một lần.", what=what, code=code)
    known = {one.code: {code for code, _ in one.answers} for one in table.questions}
    outcomes = {one.code for one in table.outcomes}
    for one in table.questions:
        if len(known[one.code]) < 2 or len(known[one.code]) < len(one.answers):
            yield say("Câu hỏi “{code}” cần ít nhất hai câu trả lời khác mã.", code=one.code)
    for number, row in enumerate(table.rows, start=1):
        if row.outcome not in outcomes:
            yield say("Dòng {number} dẫn đến kết luận “{code}” không có trong bảng.", number=number, code=row.outcome)
        yield from _conditions(say("Dòng {number}", number=number), row.when, known)
    for paper in table.papers:
        yield from _conditions(say("Giấy “{code}”", code=paper.code), paper.when, known)


def _conditions(where: str, when: Conditions, known: dict[str, set[str]]) -> Iterator[str]:
    for question, wanted in when:
        if question not in known:
            yield say("{where} nhắc đến câu hỏi “{code}” không có trong bảng.", where=where, code=question)
            continue
        if not wanted:
            yield say("{where}: câu hỏi “{code}” chưa ghi câu trả lời nào.", where=where, code=question)
        for answer in sorted(wanted - known[question]):
            yield say("{where}: câu hỏi “{code}” không có câu trả lời “{answer}”.", where=where, code=question, answer=answer)


def _facts(table: Table) -> Iterator[str]:
    if table.valid_to is not None and table.valid_to < table.valid_from:
        yield say("Ngày hết hiệu lực đứng trước ngày bắt đầu. Ghi như 2025-07-01, từ trước đến sau.")
    if not table.procedures:
        yield say("Chưa ghi bảng dùng cho thủ tục nào (procedures).")
    for outcome in table.outcomes:
        if outcome.granted and outcome.amount is None:
            yield say("Kết luận “{code}” là được hưởng nhưng chưa ghi cách tính tiền (amount).", code=outcome.code)
        if not outcome.granted and outcome.amount is not None:
            yield say("Kết luận “{code}” là không được hưởng thì không ghi tiền.", code=outcome.code)
        if outcome.amount is not None and not 0 < outcome.amount.times <= 1000:
            yield say("Kết luận “{code}”: số lần (times) từ 1 đến 1000.", code=outcome.code)
    for what, basis in (
        (say("Bảng"), table.basis), *((say("Kết luận “{code}”", code=one.code), one.basis) for one in table.outcomes),
        *((say("Giấy “{code}”", code=one.code), one.basis) for one in table.papers),
    ):  # fmt: skip
        if not basis.confirmed and not basis.note:
            yield say("{what} chưa đối chiếu văn bản: ghi vào note điều còn phải xem.", what=what)


def _holes(table: Table) -> Iterator[str]:
    """Combinations that reach no row, or two; the first few of each are said in words."""
    nowhere: list[dict[str, str]] = []
    twice: dict[tuple[int, ...], dict[str, str]] = {}
    for one in combinations(table):
        met = [number for number, row in enumerate(table.rows, start=1) if holds(row.when, one)]
        if not met:
            nowhere.append(one)
        elif len(met) > 1:
            twice.setdefault(tuple(met), one)
    for one in nowhere[:MOST_SAID]:
        yield say("Chưa có dòng nào cho trường hợp: {case}.", case=in_words(table, one))
    if len(nowhere) > MOST_SAID:
        yield say("Còn {n} trường hợp khác chưa có dòng nào.", n=len(nowhere) - MOST_SAID)
    for numbers, one in twice.items():
        yield say(
            "Dòng {numbers} cùng nhận một trường hợp: {case}. Thêm điều kiện để chỉ còn một dòng.",
            numbers=", ".join(map(str, numbers)), case=in_words(table, one),
        )  # fmt: skip


def _idle(table: Table) -> Iterator[str]:
    """Rows, outcomes, papers and questions that change nothing."""
    everything = list(combinations(table))
    for number, row in enumerate(table.rows, start=1):
        if not any(holds(row.when, one) for one in everything):
            yield say("Dòng {number} không bao giờ tới được. Bỏ dòng ấy, hoặc sửa điều kiện.", number=number)
    reached = {row.outcome for row in table.rows}
    for outcome in table.outcomes:
        if outcome.code not in reached:
            yield say("Kết luận “{code}” không dòng nào dẫn đến.", code=outcome.code)
    needed = {paper.code for one in everything for paper in decide(table, one).papers}
    for paper in table.papers:
        if paper.code not in needed:
            yield say("Giấy “{code}” không trường hợp nào cần đến.", code=paper.code)
    for question in table.questions:
        if not _matters(table, question.code, everything):
            yield say("Câu hỏi “{code}” không đổi kết quả nào. Bỏ câu ấy, hoặc dùng nó trong một dòng.", code=question.code)


def _matters(table: Table, question: str, everything: Iterable[Answers]) -> bool:
    answers = [code for code, _ in table.question(question).answers]
    return any(
        decide(table, one) != decide(table, {**one, question: answer}) for one in everything for answer in answers
    )  # fmt: skip


def in_words(table: Table, answers: Answers) -> str:
    """`Người mất thuộc diện nào? Con của người đơn thân; …`, for a sentence about one case."""
    return "; ".join(f"{one.ask} {one.text_of(answers[one.code])}" for one in table.questions if one.code in answers)


def overlaps(tables: Iterable[Table]) -> list[str]:
    """Versions of one table whose periods overlap: which applies on a day must never be in doubt."""
    by_code: dict[str, list[Table]] = {}
    for one in tables:
        by_code.setdefault(one.code, []).append(one)
    found = []
    for code, versions in by_code.items():
        versions.sort(key=lambda one: one.valid_from)
        for earlier, later in zip(versions, versions[1:], strict=False):
            if earlier.valid_to is None or later.valid_from <= earlier.valid_to:
                found.append(
                    say("Bảng {code}: bản {one} và bản {other} cùng có hiệu lực từ ngày {day:%d/%m/%Y}.",
                        code=code, one=earlier.version, other=later.version, day=later.valid_from)
                )  # fmt: skip
    return list(map(str, found))
