"""`thanthien restore FOLDER`: the office of a backup into an empty home, checked to the last row."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from thanthien.config.keeping.engines import KeepingError
from thanthien.config.keeping.restore import found_in, restore
from thanthien.shared.clock import now


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Phục hồi từ một bản sao lưu vào máy trống, rồi kiểm tra từng bảng và nhật ký: nói ĐÚNG, hoặc sai ở đâu"

    def add_arguments(self, parser) -> None:
        parser.add_argument("folder", metavar="FOLDER", help="một bản sao lưu, hoặc thư mục chứa chúng (lấy bản mới nhất)")
        parser.add_argument("--replace", action="store_true", help="thay dữ liệu đang có; dữ liệu ấy được cất bên cạnh")

    def handle(self, *args, **options) -> None:
        try:
            folder = found_in(Path(options["folder"]).expanduser().resolve())
            self.stdout.write(f"  {folder}")
            tell = lambda text: self.stdout.write(f"  {text}")  # noqa: E731
            wrong = restore(folder, at=now(), replace=options["replace"], tell=tell)
        except KeepingError as error:
            raise CommandError(str(error)) from None
        for text in wrong:
            self.stderr.write(f"SAI  {text}")
        if wrong:
            sys.exit(1)
        self.stdout.write("ĐÚNG  văn phòng đã trở lại như lúc sao lưu")
