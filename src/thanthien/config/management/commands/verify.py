import sys

from django.core.management.base import BaseCommand

from thanthien.journal.models import Chain
from thanthien.journal.verify import verify


class Command(BaseCommand):
    help = "Kiểm tra nhật ký: chuỗi, bảng dữ liệu, mốc ghi ngoài. Mã thoát 1 và nêu mục sai đầu tiên nếu có gì bị sửa"

    def handle(self, *args, **options) -> None:
        quiet = options["verbosity"] < 2
        fault = verify(progress=lambda text, count: quiet or self.stdout.write(f"  {text}: {count}"))
        if fault:
            self.stderr.write(f"SAI  {fault}")
            sys.exit(1)
        self.stdout.write(f"ĐÚNG  {sum(Chain.objects.values_list('seq', flat=True))} mục nhật ký, không mục nào bị sửa")
