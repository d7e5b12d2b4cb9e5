import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from thanthien.shared.paper.checking import check_pdf


class Command(BaseCommand):
    help = "Kiểm tra một tệp PDF: chữ ký số (pdfsig), cấu trúc, phông chữ, thông tin XMP. Mã thoát 1 khi có điều không ổn"
    requires_system_checks = ()

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="tệp PDF")

    def handle(self, *args, **options) -> None:
        found = check_pdf(options["file"])
        for line in found:
            self.stdout.write(f"{'ĐÚNG' if line.fine else 'SAI ':<5} {line.about}: {line.text}")
        self.stdout.write("Tuân thủ PDF/A đầy đủ là lời khai của chương trình tạo tệp, ở đây không kiểm bằng công cụ thứ hai.")
        if not all(line.fine for line in found):
            sys.exit(1)
