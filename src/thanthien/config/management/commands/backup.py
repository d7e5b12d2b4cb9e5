"""`thanthien backup [FOLDER]`: the whole office in one folder, while it works."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from thanthien.config.keeping.backup import BACKUPS, make
from thanthien.config.keeping.engines import KeepingError
from thanthien.shared.clock import now


class Command(BaseCommand):
    help = "Sao lưu cả văn phòng vào một thư mục mới trong FOLDER, không cần dừng máy"

    def add_arguments(self, parser) -> None:
        parser.add_argument("folder", nargs="?", metavar="FOLDER", help="nơi cất các bản sao lưu; nên ở ổ khác")
        parser.add_argument("--keep", type=int, default=0, metavar="N", help="chỉ giữ N bản mới nhất trong FOLDER")

    def handle(self, *args, **options) -> None:
        place = Path(options["folder"]).expanduser().resolve() if options["folder"] else Path(settings.HOME) / BACKUPS
        try:
            made = make(place, at=now(), keep=options["keep"])
        except KeepingError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"ĐÚNG  {made}")
        if place.stat().st_dev == Path(settings.HOME).stat().st_dev:
            self.stdout.write("Bản này nằm cùng ổ đĩa với dữ liệu: chép thêm sang ổ khác, vì ổ hỏng là mất cả hai.")
        self.stdout.write("Trong đó có khóa và hồ sơ: giữ như giữ hồ sơ giấy.")
