"""`thanthien refold [--unit CODE]`: the figures of each day and the points are added up again from the journal, and compared."""

import sys

from django.core.management.base import BaseCommand, CommandError
from django.forms.models import model_to_dict
from django_scopes import scopes_disabled

from thanthien.indicators import fold, scoring
from thanthien.indicators.models import DailyTally, DossierScore, ScoreDay
from thanthien.journal import followers
from thanthien.journal.models import Chain
from thanthien.journal.queries import head

SHOWN, TRIES = 5, 5
TABLES = (DailyTally, DossierScore, ScoreDay)


class Command(BaseCommand):
    help = "Cộng lại số liệu từng ngày và điểm từ nhật ký, so với số đang có. Mã thoát 1 khi có số khác; số ấy được đặt lại đúng"

    def add_arguments(self, parser) -> None:
        parser.add_argument("--unit", help="mã một đơn vị; không ghi thì mọi đơn vị")

    def handle(self, *args, **options) -> None:
        units = list(Chain.objects.order_by("unit").values_list("unit", flat=True))
        if options["unit"]:
            if options["unit"] not in units:
                raise CommandError(f"Đơn vị {options['unit']} chưa có nhật ký. Các đơn vị có: {', '.join(units) or 'chưa có'}.")
            units = [options["unit"]]
        with scopes_disabled():
            wrong = sum(self._again(unit) for unit in units)
        if wrong:
            sys.exit(1)

    def _again(self, unit: str) -> int:
        """How many figures of the unit differed. Where somebody acted meanwhile it is compared once more."""
        for _ in range(TRIES):
            followers.catch_up_all()
            last, before = head(unit=unit), _figures(unit)
            read = fold.rebuild(unit=unit) + scoring.rebuild(unit=unit)
            after = _figures(unit)
            if head(unit=unit) == last:
                break
        else:
            raise CommandError(f"Đơn vị {unit} đang làm việc, chưa so được. Chạy lại ngoài giờ.")
        other = sorted(str(key) for key in before.keys() | after.keys() if before.get(key) != after.get(key))
        said = f"SAI  {len(other)} số khác nhật ký, đã đặt lại" if other else f"ĐÚNG  {len(after)} số"
        self.stdout.write(f"{said}, đơn vị {unit}, đọc {read} mục")
        for line in other[:SHOWN]:
            self.stdout.write(f"  {line}")
        return len(other)


def _figures(unit: str) -> dict[tuple, dict]:
    """Row by what it is of → what it says."""
    found = {}
    for table in TABLES:
        unique = table._meta.constraints[0].fields
        for row in table.objects.filter(unit=unit).iterator():
            told = model_to_dict(row)
            told.pop("id", None)
            found[(table._meta.model_name, *(told[name] for name in unique))] = told
    return found
