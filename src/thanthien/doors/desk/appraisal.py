"""The appraisal of a dossier as its page and its sheet show it."""

from thanthien.benefits import queries as benefits
from thanthien.doors.parts import appraising
from thanthien.doors.parts.appraising import Walk, where
from thanthien.doors.parts.templatetags.words import dong
from thanthien.dossiers import rules
from thanthien.dossiers.forms import unit_of_form
from thanthien.dossiers.models import Appraisal, Dossier
from thanthien.people.models import Office
from thanthien.shared.paper.appraisal import AppraisalSheet, NeededPaper
from thanthien.shared.paper.forms import SPECIMEN


def kept_walk(row: Appraisal) -> Walk:
    """A kept appraisal, as it was walked. Raises BenefitError when its table is no more."""
    walk = Walk(row.dossier.procedure.code, typed_day=f"{row.day:%d/%m/%Y}", day=row.day)
    return appraising.shown(walk, benefits.table(code=row.benefit, version=row.version), row.answers, row.have)


def is_stale(row: Appraisal, walk: Walk) -> bool:
    """True when the law data now say another amount than the one that was kept."""
    return (walk.sum.vnd if walk.sum else None) != row.amount_vnd


def sheet(row: Appraisal, walk: Walk, office: Office) -> AppraisalSheet:
    """The kept appraisal on paper, with the amount that was kept."""
    of, result = row.dossier, walk.course.result
    _, demo = rules.code_prefix(portal_code=office.unit.portal_code, unit_code=of.unit_id)
    named, stale = unit_of_form(office), is_stale(row, walk)
    return AppraisalSheet(
        agency_lines=named.agency_lines, centre=named.centre, place=named.place, title=walk.table.title, code=of.code,
        procedure=of.procedure_name, owner=_owner(of), event=walk.table.event, day=row.day,
        answers=tuple((one["ask"], one["text"]) for one in walk.asked), outcome=result.outcome.title,
        granted=result.outcome.granted, says=result.outcome.says, where=where(result.outcome.basis),
        amount=dong(row.amount_vnd), how="" if stale else walk.how,
        rate=walk.sum.rate.citation if walk.sum and walk.sum.rate and not stale else "",
        papers=tuple(
            NeededPaper(name=one.paper.name, why=one.paper.why, where=where(one.paper.basis), there=one.there)
            for one in walk.papers
        ),
        doubts=tuple(walk.doubts), table=f"{row.benefit}, bản {row.version}, {row.law_version}", officer=row.kept_by.name,
        made_at=row.kept_at, specimen=SPECIMEN if demo or office.demo else "",
    )  # fmt: skip


def _owner(of: Dossier) -> str:
    party = of.applicant or of.organisation
    return party.name if party else ""
