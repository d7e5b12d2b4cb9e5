"""The shapes that go in and out. Moments are ISO 8601 with the zone of Vietnam; names of people go out masked, or not at all."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field, PastDate, PlainSerializer, WithJsonSchema

from thanthien.dossiers.checklist import PaperState
from thanthien.journal.rules import ACCESS_REASONS
from thanthien.shared.clock import local

PLAIN = r"^[^\x00-\x1f\x7f]*$"
BIGGEST = 2**63 - 1

Moment = Annotated[
    datetime,
    PlainSerializer(lambda moment: local(moment).isoformat(timespec="seconds"), return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-11-23T08:30:00+07:00"]}),
]
Id = Annotated[int, Field(ge=1, le=BIGGEST)]
Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f\s][^\x00-\x1f\x7f]*$")]
Code = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[0-9A-Za-z.\-]+$")]
IdNumber = Annotated[str, Field(pattern=r"^([0-9]{12})?$")]
Reason = StrEnum("Reason", {code.upper(): code for code in ACCESS_REASONS})  # type: ignore[misc]


def _text(most: int) -> Any:
    return Annotated[str, Field(max_length=most, pattern=PLAIN)]


class Given(Schema):
    """What comes in; a field that nobody knows is refused, so that a slip of the pen is found."""

    model_config = ConfigDict(extra="forbid")


# --- the hall ---


class TicketGiven(Given):
    service: Annotated[str, Field(pattern=r"^[A-Za-z]{1,2}$", description="letter of the service")]
    priority: Annotated[str, Field(max_length=20, pattern=r"^[a-z_]*$", description="class of priority; empty = ordinary")] = ""


class Ticket(Schema):
    """A number that was given. `page` opens on the person's phone; `rating_token` is good for one rating after the service."""

    id: int
    label: str
    service: str
    day: date
    state: str
    priority: str
    taken_at: Moment
    people_before: int | None
    wait_minutes_low: int | None
    wait_minutes_high: int | None
    code: str
    page: str
    rating_token: str


class CalledTicket(Schema):
    id: int
    label: str
    service: str
    state: str
    counter: int
    called_at: Moment


class Call(Schema):
    """`called` null: nobody waits for this counter."""

    called: CalledTicket | None


class BoardCounter(Schema):
    id: int
    number: int
    name: str
    state: str
    label: str
    ticket_state: str
    called_at: Moment | None
    services: list[str]


class BoardCall(Schema):
    label: str
    counter: int
    at: Moment


class Board(Schema):
    """The counters with the number there now (`label` empty = nobody), and the newest calls first."""

    unit: str
    counters: list[BoardCounter]
    last: list[BoardCall]


class RatingGiven(Given):
    token: Annotated[
        str, Field(min_length=8, max_length=20, pattern=r"^[0-9A-Za-z\- ]+$", description="the visit's rating token")
    ]
    attitude: Annotated[int, Field(ge=1, le=5)] | None = None
    work: Annotated[int, Field(ge=1, le=5)] | None = None
    reasons: Annotated[list[Annotated[str, Field(pattern=r"^[a-z_]{1,30}$")]], Field(max_length=10)] = []


class Rating(Schema):
    ticket: int
    attitude: int | None
    work: int | None
    reasons: list[str]
    at: Moment


# --- dossiers ---


class PersonGiven(Given):
    """A person as on the card; what is empty is not known and changes nothing that the office knows."""

    name: Name
    id_number: IdNumber = ""
    birth_date: PastDate | None = None
    birth_year_only: bool = False
    sex: Literal["", "Nam", "Nữ"] = ""
    address: _text(200) = ""
    phone: Annotated[str, Field(pattern=r"^(0[0-9]{9,10})?$")] = ""


class OrganisationGiven(Given):
    name: Annotated[str, Field(min_length=1, max_length=160, pattern=r"^[^\x00-\x1f\x7f\s][^\x00-\x1f\x7f]*$")]
    tax_code: Annotated[str, Field(max_length=14, pattern=r"^[0-9\-]*$")] = ""


class PaperGiven(Given):
    order: Annotated[int, Field(ge=1, le=999, description="order of the paper in the catalogue; another one is an extra paper")]
    state: PaperState
    name: _text(1000) = ""
    note: _text(300) = ""


class DossierGiven(Given):
    """What is handed in at a counter. `person` brings it; `owner` or `organisation` is whose it is when that is somebody else,
    and then `mandate` names the paper.
    """

    counter: Id
    ticket: Id | None = None
    procedure: Code
    person: PersonGiven
    owner: PersonGiven | None = None
    organisation: OrganisationGiven | None = None
    mandate: _text(120) = ""
    papers: Annotated[list[PaperGiven], Field(max_length=100)] = []
    fee_paid: Literal["", "cash", "qr", "waived"] = ""
    return_channel: Literal["counter", "post", "online"] = "counter"
    sets: Annotated[int, Field(ge=1, le=99)] = 1


class ProcedureName(Schema):
    code: str
    name: str


class Received(Schema):
    """What is printed for the person: the code, the promise, and the code that opens the tracking page."""

    code: str
    tracking_code: str
    state: int
    procedure: ProcedureName
    received_at: Moment
    due_at: Moment
    summary: str


class Step(Schema):
    order: int
    kind: str
    name: str
    role: str
    officer: str | None
    allowed_minutes: int
    started_at: Moment | None
    due_at: Moment | None
    done_at: Moment | None


class Paper(Schema):
    order: int
    name: str
    state: str


class DossierLine(Schema):
    """One dossier of a list; `applicant` is masked."""

    code: str
    state: int
    state_name: str
    procedure: ProcedureName
    applicant: str
    received_at: Moment
    due_at: Moment
    finished_at: Moment | None
    returned_at: Moment | None


class Dossier(DossierLine):
    """One dossier whole. `step` = order of the running step, 0 = none; `summary` says why that date."""

    due_first: Moment
    due_law: Moment | None
    late_since: Moment | None
    term: str
    summary: str
    fee_vnd: int | None
    fee: str
    fee_paid: str
    return_channel: str
    step: int
    steps: list[Step]
    papers: list[Paper]


class DossierPage(Schema):
    """`next` = the cursor of the following page, null at the end."""

    dossiers: list[DossierLine]
    next: str | None


class StepDone(Given):
    """`outcome`, `result_note` and `shelf` belong to the last step before the hand-over."""

    note: _text(300) = ""
    outcome: Literal["", "granted", "refused"] = ""
    result_note: _text(200) = ""
    shelf: _text(20) = ""


class StepResult(Schema):
    """How the dossier stands after the step; `step` = order of the one that runs now, 0 = none."""

    code: str
    state: int
    state_name: str
    step: int
    due_at: Moment
    finished_at: Moment | None


class TrackStep(Schema):
    order: int
    name: str
    started_at: Moment | None
    done_at: Moment | None


class Track(Schema):
    """What the holder of a tracking code may know; nobody's name."""

    code: str
    state: int
    state_name: str
    procedure: ProcedureName
    received_at: Moment
    due_first: Moment
    due_at: Moment
    finished_at: Moment | None
    returned_at: Moment | None
    summary: str
    steps: list[TrackStep]


# --- the catalogue and due dates ---


class FoundProcedure(Schema):
    code: str
    name: str
    field: str
    field_name: str
    term: str


class FoundProcedures(Schema):
    procedures: list[FoundProcedure]


class DueAsked(Given):
    """`received_at` with its zone; in an address the + of +07:00 is written %2B."""

    procedure: Code
    received_at: AwareDatetime
    unit: Annotated[str, Field(pattern=r"^[0-9]{2,5}$", description="statistical code of the commune")]


class Term(Schema):
    value: int
    unit: str


class DueDay(Schema):
    date: date
    counted: bool
    credit: int
    ordinal: int | None
    code: str
    why: str
    source: str
    confirmed: bool


class Citation(Schema):
    code: str
    says: str
    source: str
    confirmed: bool


class Rule(Schema):
    code: str
    says: str
    citations: list[Citation]


class Due(Schema):
    """When it would be promised, and why: each day between, the rule, the articles. `due_law` = by the law's own term."""

    procedure: str
    unit: str
    received_at: Moment
    starts_at: Moment
    due_at: Moment
    due_law: Moment
    term: Term
    amount: int
    amount_unit: str
    summary: str
    calendar_status: str
    days: list[DueDay]
    rule: Rule
