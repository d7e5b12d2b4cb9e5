"""Other bodies are asked beside a step, each with its own term: answered, late, silent, withdrawn; the step waits for them and no
longer than that.
"""

from datetime import date, datetime, timedelta

import pytest

from builders.dossiers import SINGLE, received
from builders.elsewhere import build_around
from builders.partners import build_partners
from thanthien.dossiers import actions, opinions
from thanthien.dossiers.access import may_answer
from thanthien.dossiers.models import Opinion
from thanthien.dossiers.rules import DossierError
from thanthien.dossiers.rules_opinion import Ask, Standing, answer, asks, may_go_on, standing
from thanthien.indicators.queries import breakdown
from thanthien.journal.followers import catch_up
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people.queries import actor_for
from thanthien.people.scoping import in_unit
from thanthien.shared.clock import VIETNAM

pytestmark = pytest.mark.django_db
FOREST, ARMY = "Hạt Kiểm lâm", "Ban Chỉ huy quân sự"


def nov(day: int, hour: int = 8, minute: int = 30) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


@pytest.fixture
def partners(hall, others):
    return build_partners(hall)


@pytest.fixture
def dossier(hall, partners):
    """At the specialist's step since Monday, 23 November."""
    return received(hall, SINGLE)


def by(officer, at: datetime):
    return actor_for(officer, on=at.date())


def ask(hall, dossier, partners, *, at=None, days=(2, 3), silence=""):
    """The land office on this system, and the forest rangers by letter."""
    bodies = [Ask("Chi nhánh Văn phòng đăng ký đất đai", days[0], partners.land.pk, silence), Ask(FOREST, days[1])]
    at = at or hall.at
    return opinions.ask_opinions(
        dossier=dossier, bodies=bodies, question="Thửa đất có tranh chấp không?", by=by(hall.ha, at), at=at
    )


class TestRules:
    @pytest.mark.parametrize(
        ("due", "answered", "withdrawn", "silence", "found"),
        [
            (nov(25), False, False, "", Standing.WAITING), (nov(23), False, False, "", Standing.LATE),
            (nov(23), False, False, "Điều 9", Standing.SILENT), (nov(23), True, False, "Điều 9", Standing.ANSWERED),
            (nov(23), False, True, "", Standing.WITHDRAWN), (nov(24), False, False, "", Standing.WAITING),
        ],
        ids=["in time", "past its term", "silence is agreement by an article", "answered late", "withdrawn", "the last minute"],
    )  # fmt: skip
    def test_how_a_request_stands(self, due, answered, withdrawn, silence, found):
        assert standing(due=due, answered=answered, withdrawn=withdrawn, silence=silence, at=nov(24)) is found

    def test_the_step_waits_for_those_in_time_and_for_nobody_else(self):
        assert not may_go_on([Standing.ANSWERED, Standing.WAITING])
        assert may_go_on([Standing.ANSWERED, Standing.LATE, Standing.SILENT, Standing.WITHDRAWN]) and may_go_on([])

    @pytest.mark.parametrize(
        ("rows", "text"),
        [
            ([], "Chưa chọn nơi nào"), ([Ask("  ", 3)], "Chưa chọn nơi nào"), ([Ask(ARMY, 0)], "số ngày làm việc"),
            ([Ask(ARMY, 3), Ask(ARMY.lower(), 2)], "ghi hai lần"), ([Ask(f"Nơi {n}", 2) for n in range(13)], "nhiều nhất 12"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_asked(self, rows, text):
        with pytest.raises(DossierError, match=text):
            asks(rows)

    @pytest.mark.parametrize(
        ("kind", "text", "says"),
        [("", "", "Chọn một câu trả lời"), ("conditions", " ", "Ghi điều kiện"), ("refuse", "", "vì sao không đồng ý")],
    )
    def test_an_answer_says_something(self, kind, text, says):
        with pytest.raises(DossierError, match=says):
            answer(kind, text)


class TestAsking:
    def test_several_are_asked_at_once_each_with_its_own_term(self, hall, dossier, partners):
        first, second = ask(hall, dossier, partners)
        assert (first.due_at, second.due_at) == (nov(26), nov(27))  # the 24th is a holiday
        entries = Entry.objects.filter(kind="opinion.asked").order_by("unit")
        assert [e.unit for e in entries] == sorted([hall.unit, partners.land.pk]) and len({e.act for e in entries}) == 1
        assert verify() is None

    def test_only_whoever_does_the_step_asks(self, hall, dossier, partners):
        with pytest.raises(DossierError):
            opinions.ask_opinions(
                dossier=dossier, bodies=[Ask(ARMY, 2)], question="Có ý kiến gì không?", by=by(hall.tuan, nov(23)), at=nov(23)
            )

    def test_nobody_is_asked_twice_at_once(self, hall, dossier, partners):
        ask(hall, dossier, partners)
        with pytest.raises(DossierError, match="đang được hỏi rồi"):
            ask(hall, dossier, partners)

    def test_a_question_is_needed_and_the_office_does_not_ask_itself(self, hall, dossier, partners):
        told = {"dossier": dossier, "by": by(hall.ha, nov(23)), "at": nov(23)}
        with pytest.raises(DossierError, match="Ghi hỏi điều gì"):
            opinions.ask_opinions(bodies=[Ask(ARMY, 2)], question=" ", **told)
        with pytest.raises(DossierError, match="một cơ quan khác"):
            opinions.ask_opinions(bodies=[Ask("Xã mình", 2, hall.unit)], question="Có ý kiến gì không?", **told)


class TestAnswering:
    def test_the_body_answers_and_its_words_are_not_in_the_journal(self, hall, dossier, partners):
        first, _ = ask(hall, dossier, partners)
        row = opinions.give_opinion(
            opinion=first, answer="conditions", text="Đo lại ranh phía đông", by=by(partners.lam, nov(24)), at=nov(24)
        )
        assert (row.answer, row.text, row.answered_by) == ("conditions", "Đo lại ranh phía đông", partners.lam)
        assert "ranh" not in " ".join(Entry.objects.values_list("body", flat=True))
        assert {e.unit for e in Entry.objects.filter(kind="opinion.given")} == {hall.unit, partners.land.pk}
        assert verify() is None

    def test_a_letter_is_noted_by_whoever_asked_with_its_number(self, hall, dossier, partners):
        _, second = ask(hall, dossier, partners)
        told = {"opinion": second, "answer": "agree", "text": "", "by": by(hall.ha, nov(25)), "at": nov(25)}
        with pytest.raises(DossierError, match="Ghi số và ngày"):
            opinions.give_opinion(**told)
        assert opinions.give_opinion(paper="12/KL ngày 25/11", **told).paper == "12/KL ngày 25/11"

    def test_a_third_body_neither_reads_nor_answers(self, hall, dossier, partners):
        first, _ = ask(hall, dossier, partners)
        ba = build_around(hall).ba
        assert opinions.asked_of(unit=partners.tax.pk) == [] == opinions.asked_of(unit=ba.unit_id)
        for stranger in (partners.thue, ba, hall.la):
            with pytest.raises(DossierError):
                opinions.give_opinion(opinion=first, answer="agree", text="", by=by(stranger, nov(24)), at=nov(24))
            with pytest.raises(DossierError):
                opinions.note_opened(opinion=first, by=by(stranger, nov(24)), at=nov(24))
            assert not may_answer(by=by(stranger, nov(24)), dossier=dossier, row=first, on=date(2026, 11, 24))

    def test_one_answer_only_and_it_may_be_taken_back_while_the_step_runs(self, hall, dossier, partners):
        first, _ = ask(hall, dossier, partners)
        told = {"by": by(partners.lam, nov(24)), "at": nov(24)}
        row = opinions.give_opinion(opinion=first, answer="agree", text="", **told)
        with pytest.raises(DossierError, match="đã có trả lời"):
            opinions.give_opinion(opinion=row, answer="refuse", text="Nhầm thửa", **told)
        row = opinions.take_back_opinion(opinion=row, **told)
        assert opinions.give_opinion(opinion=row, answer="refuse", text="Nhầm thửa", **told).answer == "refuse"
        assert verify() is None

    def test_withdrawn_the_body_reads_it_no_more(self, hall, dossier, partners):
        first, _ = ask(hall, dossier, partners)
        opinions.withdraw_opinion(opinion=first, reason="Hỏi nhầm nơi", by=by(hall.ha, nov(23)), at=nov(23))
        assert opinions.asked_of(unit=partners.land.pk) == []
        with pytest.raises(DossierError):
            opinions.give_opinion(opinion=first, answer="agree", text="", by=by(partners.lam, nov(23)), at=nov(23))


class TestTheStep:
    def complete(self, hall, dossier, at):
        return actions.complete_step(dossier=dossier, by=by(hall.ha, at), at=at)

    def test_it_waits_and_names_for_whom_and_until_when(self, hall, dossier, partners):
        first, _ = ask(hall, dossier, partners)
        opinions.give_opinion(opinion=first, answer="agree", text="", by=by(partners.lam, nov(23)), at=nov(23))
        with pytest.raises(DossierError, match=r"Còn chờ ý kiến: Hạt Kiểm lâm \(27/11\)"):
            self.complete(hall, dossier, nov(23, 9))

    def test_it_goes_on_when_all_are_in(self, hall, dossier, partners):
        first, second = ask(hall, dossier, partners)
        opinions.give_opinion(opinion=first, answer="agree", text="", by=by(partners.lam, nov(23)), at=nov(23))
        opinions.give_opinion(
            opinion=second, answer="refuse", text="Đất rừng", paper="12/KL", by=by(hall.ha, nov(23, 9)), at=nov(23, 9)
        )
        assert self.complete(hall, dossier, nov(23, 10)).step > second.step

    def test_it_goes_on_when_their_time_is_over_and_the_late_ones_are_named(self, hall, dossier, partners):
        ask(hall, dossier, partners, days=(1, 1))
        actions.tick(unit=hall.unit, at=nov(25, 9))
        entries = Entry.objects.filter(kind="opinion.became_late")
        assert {e.unit for e in entries} == {hall.unit, partners.land.pk} and {e.at for e in entries} == {nov(25)}
        assert opinions.late_by_body(unit=hall.unit, start=nov(1), end=nov(30)) == [
            ("Chi nhánh Văn phòng đăng ký đất đai", 1), (FOREST, 1),
        ]  # fmt: skip
        assert actions.tick(unit=hall.unit, at=nov(25, 9)) == 0
        assert self.complete(hall, dossier, nov(25, 10)).step > 2
        assert verify() is None

    def test_silence_is_agreement_only_by_an_article(self, hall, dossier, partners):
        first, second = ask(hall, dossier, partners, days=(1, 1), silence="Điều 9(3)")
        seen = [opinions.standing_of(row, nov(26)) for row in (first, second)]
        assert seen == [Standing.SILENT, Standing.LATE]

    def test_when_the_dossier_is_late_the_body_that_did_not_answer_is_named(self, hall, dossier, partners):
        ask(hall, dossier, partners, days=(1, 1))
        actions.tick(unit=hall.unit, at=dossier.due_at + timedelta(minutes=1))
        assert Entry.objects.get(kind="dossier.became_late").data["late_unit"] == partners.land.pk

    def test_a_dossier_that_asks_nobody_costs_no_query_more(self, hall, dossier, django_assert_num_queries):
        here = dossier.steps.get(order=dossier.step)
        with django_assert_num_queries(0):
            opinions.check_in(dossier, here, nov(23))


def test_figures_name_the_body(hall, dossier, partners):
    first, _ = ask(hall, dossier, partners, days=(1, 1))
    opinions.give_opinion(opinion=first, answer="agree", text="", by=by(partners.lam, nov(23)), at=nov(23))
    actions.tick(unit=hall.unit, at=nov(25, 9))
    catch_up(name="tallies", unit=hall.unit)
    span = {"unit": hall.unit, "since": date(2026, 11, 1), "until": date(2026, 11, 30)}
    assert breakdown(key="opinion.given", by="unit", **span) == {partners.land.pk: 1}
    assert breakdown(key="opinion.given", by="answer", **span) == {"agree": 1}
    with in_unit(hall.unit):
        assert Opinion.objects.filter(late_since__isnull=False).count() == 1
