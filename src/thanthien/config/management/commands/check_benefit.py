import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from thanthien.benefits.reading import read_table
from thanthien.benefits.rules import BenefitError


class Command(BaseCommand):
    help = "Kiểm tra một tệp bảng điều kiện hưởng (YAML): kể hết điều phải sửa. Mã thoát 1 khi còn điều phải sửa"
    requires_system_checks = ()

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="tệp bảng điều kiện")

    def handle(self, *args, **options) -> None:
        try:
            table = read_table(options["file"].read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            self.stdout.write(f"Chưa mở được tệp: {error}")
            sys.exit(1)
        except BenefitError as error:
            for line in error.problems or [error]:
                self.stdout.write(f"SAI   {line}")
            sys.exit(1)
        count = len(table.rows)
        self.stdout.write(f"ĐÚNG  {table.title}, bản {table.version}: {count} dòng, mỗi trường hợp đến đúng một kết luận.")
        if not table.confirmed:
            self.stdout.write(f"Chưa đối chiếu văn bản: {table.basis.note or 'xem mục confirmed của từng phần'}")
