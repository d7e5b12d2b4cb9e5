"""Which version of a procedure applies on a day."""

from datetime import date

from django.db.models import Q, QuerySet

from thanthien.journal.settled import ALL, kept
from thanthien.procedures.models import Procedure, ProcedurePaper
from thanthien.procedures.rules import ProcedureError
from thanthien.shared.wording import say


def in_force(*, on: date | None = None) -> QuerySet[Procedure]:
    """The versions that apply on a day; without a day the open ones."""
    if on is None:
        return Procedure.objects.filter(valid_to__isnull=True)
    return Procedure.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)


def procedure(*, code: str, on: date | None = None) -> Procedure:
    """The version of a procedure that applies on a day (without a day, the open one), with its papers and steps; to read.

    Raises ProcedureError.
    """
    code = code.strip()
    versions = in_force(on=on).filter(code=code).prefetch_related("papers", "steps")
    found = kept(ALL, ("procedure", code, on), versions.first)
    if found is not None:
        return found
    if Procedure.objects.filter(code=code).exists():
        if on is None:
            raise ProcedureError(say("Thủ tục này không áp dụng hiện nay. Xin tìm theo tên để lấy thủ tục thay thế."))
        day = f"{on.day}/{on.month}/{on.year}"
        raise ProcedureError(say("Thủ tục này không áp dụng ngày {day}. Xin tìm theo tên để lấy thủ tục thay thế.", day=day))
    raise ProcedureError(say("Chưa có thủ tục mang mã này trong danh mục. Xin xem lại mã, hoặc tìm theo tên."))


def papers_of(*, procedure: Procedure) -> list[ProcedurePaper]:
    """The papers in the order of the source."""
    return list(procedure.papers.all())
