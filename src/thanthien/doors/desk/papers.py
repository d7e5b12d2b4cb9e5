"""The papers of a dossier and what was scanned of them, put into words. No rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from thanthien.doors.desk.words import PAPER_TONES, moment_words, split_code
from thanthien.doors.parts.pieces import ACCEPT
from thanthien.dossiers.checklist import PaperState
from thanthien.dossiers.models import Dossier, DossierPaper
from thanthien.dossiers.rules import OPEN
from thanthien.journeys.attach_paper import FINISHED, owner_of
from thanthien.journeys.reuse_result import offers
from thanthien.papers import access, queries
from thanthien.papers.models import Scan
from thanthien.papers.rules import JPEG, MEGABYTE, Kind, Source
from thanthien.people.models import Officer
from thanthien.shared.actor import Actor, logins
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

SOURCES = {Source.DESK: say("quét ở quầy"), Source.PHONE: say("từ điện thoại"), Source.STORE: say("lấy từ kho")}


@dataclass(frozen=True, slots=True)
class ScanWords:
    pk: int
    order: int
    what: str
    by: str
    source: str
    size: str
    title: str
    stored: bool


@dataclass(slots=True)
class Line:
    """One paper of the checklist with its scans; `error` = why the last file was not taken."""

    order: int
    name: str
    word: str
    tone: str
    from_store: bool
    scans: list[ScanWords] = field(default_factory=list)
    error: str = ""


def size_words(size: int) -> str:
    """ "240 KB", "3,1 MB"."""
    return f"{size / MEGABYTE:.1f} MB".replace(".", ",") if size >= MEGABYTE else f"{max(size // 1024, 1)} KB"


def what(scan: Scan) -> str:
    """What kind of file it is, as one says it."""
    return str(say("Ảnh") if scan.media == JPEG else say("PDF, {n} trang", n=scan.pages))


def words_of(scan: Scan, names: Mapping[str, str], at: datetime) -> ScanWords:
    login = logins(scan.added_by)[0]
    who = str(say("Bà con")) if scan.added_by.startswith("citizen") else names.get(login, login)
    return ScanWords(
        scan.pk, scan.order, what(scan), f"{who}, {moment_words(scan.added_at, today=day_of(at))}",
        str(SOURCES[Source(scan.source)]),
        size_words(scan.size), scan.title, scan.source == Source.STORE,
    )  # fmt: skip


def names_of(scans: Sequence[Scan]) -> dict[str, str]:
    """login → name of who added them; one query."""
    known = {logins(scan.added_by)[0] for scan in scans}
    return dict(Officer.objects.filter(login__in=known).values_list("login", "name"))


def context(*, dossier: Dossier, by: Actor, at: datetime) -> dict:
    """Everything on the page. Call it after the access is written down."""
    owner = owner_of(dossier)
    papers = [paper for paper in dossier.papers.all() if paper.state != PaperState.NA]
    scans = queries.of_subject(unit=owner.unit, subject=owner.subject)
    names = names_of(scans)
    lines = {paper.order: _line(paper) for paper in papers}
    loose, results = [], []
    for scan in scans:
        shown = words_of(scan, names, at)
        if scan.kind == Kind.RESULT:
            results.append(shown)
        else:
            (lines[scan.order].scans if scan.kind == Kind.PAPER and scan.order in lines else loose).append(shown)
    head, tail = split_code(dossier.code)
    may = access.may_keep(by=by, unit=owner.unit, kind=Kind.PAPER)
    return {
        "pk": dossier.pk, "code_head": head, "code_tail": tail, "what": dossier.procedure_name, "lines": list(lines.values()),
        "loose": loose, "results": results, "done": sum(bool(line.scans) for line in lines.values()), "may": may,
        "accept": ACCEPT,
        "takes_result": may and dossier.state in FINISHED, "open": dossier.state in OPEN, "dossier_code": dossier.code,
        "offers": [_offer(one, lines, at) for one in (offers(dossier=dossier, lines=papers) if may else [])],
        "result_error": "", "result_title": _result_title(dossier), "offer_error": "", "undo": None,
    }  # fmt: skip


def _line(paper: DossierPaper) -> Line:
    state = PaperState(paper.state)
    return Line(paper.order, paper.name, str(state.label), PAPER_TONES[state], paper.source == Source.STORE)


def _result_title(dossier: Dossier) -> str:
    """What the catalogue calls the result, when it names one."""
    named = dossier.procedure.results
    first = named[0] if isinstance(named, list) and named else ""
    text = first if isinstance(first, str) else str(first.get("name", "")) if isinstance(first, dict) else ""
    return text if len(text) <= 80 else ""


def _offer(offer, lines: Mapping[int, Line], at: datetime) -> dict:
    result = offer.result
    return {"pk": result.pk, "title": result.title, "day": result.added_at, "what": what(result),
            "fits": [lines[order] for order in offer.fits if order in lines],
            "others": [line for order, line in lines.items() if order not in offer.fits]}  # fmt: skip
