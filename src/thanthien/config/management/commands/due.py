"""`thanthien due`: when a procedure is due if received then, and why."""

import json
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from thanthien.law.rules import LawError
from thanthien.shared.clock import VIETNAM
from thanthien.worktime.cli_text import deadline_lines
from thanthien.worktime.queries import due
from thanthien.worktime.rules import Options, Term, WorktimeError


class Command(BaseCommand):
    help = "Tính ngày hẹn trả của một thủ tục, giải thích từng ngày kèm căn cứ"
    # It reads the catalogue and nothing else: no pages to check, so it answers at once.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--procedure", required=True, metavar="MÃ", help="mã thủ tục, như 1.001193")
        parser.add_argument("--received", required=True, metavar="LÚC", help="lúc nhận, như 2026-11-19T16:00 (giờ Việt Nam)")
        parser.add_argument("--unit", metavar="MÃ", help="mã xã, để dùng giờ làm việc và thời hạn riêng của xã")
        parser.add_argument("--json", action="store_true", help="in JSON: due_at, days, rule …")

    def handle(self, *args: Any, **options: Any) -> None:
        from thanthien.dossiers.rules import DossierError
        from thanthien.dossiers.timing import promise
        from thanthien.people.rules import PeopleError
        from thanthien.procedures import queries as procedures
        from thanthien.procedures.rules import ProcedureError

        received, unit = moment_of(options["received"]), options["unit"]
        try:
            procedure = procedures.procedure(code=options["procedure"], on=received.date())
            if unit:  # its own hours and days, and its own shorter term: what reception would promise
                deadline = promise(unit=unit, code=procedure.code, received_at=received).deadline
            else:
                term = Term.from_catalogue(value=procedure.term_value, unit=procedure.term_unit)
                deadline = due(received_at=received, term=term, options=Options(cutoff=procedure.cutoff_15h))
        except (ProcedureError, PeopleError, DossierError, WorktimeError, LawError) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            whole = deadline.as_dict() | {"procedure": {"code": procedure.code, "name": procedure.name}, "unit": options["unit"]}
            self.stdout.write(json.dumps(whole, ensure_ascii=False, indent=2))
        else:
            lines = deadline_lines(deadline=deadline, heading=f"{procedure.name} ({procedure.code})")
            self.stdout.write("\n".join(lines))


def moment_of(text: str) -> datetime:
    """The moment a person typed; without an offset it is Vietnam's time. Raises CommandError for a bare date or anything else."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        moment = None
    if moment is None or ":" not in text:
        raise CommandError(f"Chưa đọc được lúc nhận «{text}». Ghi cả ngày và giờ, như 2026-11-19T16:00.")
    return moment.astimezone(VIETNAM) if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
