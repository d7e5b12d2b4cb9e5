"""`thanthien simulate`: days of a made-up office, lived at once through its own acts; the same seed leaves the same bytes."""

import sys
from argparse import ArgumentParser
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from thanthien.config.health import check_before_serving
from thanthien.config.loading import load_units
from thanthien.config.progress import step
from thanthien.config.sqlite import survey
from thanthien.journal import anchors
from thanthien.shared.clock import VIETNAM, now
from thanthien.shared.codes import use_key
from thanthien.shared.wording import Refusal

SURVEYED = 10  # days: else SQLite looks through the whole office for one visit's dossiers


def day(text: str) -> date:
    """The day a person typed; raises CommandError with an example."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise CommandError(f"Chưa đọc được ngày «{text}». Ghi năm-tháng-ngày, như 2026-09-01.") from None


class Command(BaseCommand):
    help = "Cho một xã mẫu sống từ ngày này đến ngày kia; cùng một hạt giống thì sổ giống nhau từng byte"
    # Nothing is served, so no pages are checked.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--unit", required=True, metavar="MÃ", help="mã xã, như 15148")
        parser.add_argument("--from", required=True, metavar="NGÀY", dest="start", help="ngày đầu, như 2026-09-01")
        parser.add_argument("--to", required=True, metavar="NGÀY", dest="end", help="ngày cuối, như 2026-09-30")
        parser.add_argument("--seed", type=int, default=0, metavar="SỐ", help="hạt giống: cùng số này thì sổ giống hệt")
        parser.add_argument("--visitors", type=float, metavar="NGƯỜI", help="số người nộp giấy tờ một ngày thường (mặc định 15)")
        parser.add_argument("--open", action="store_true", help="máy trống: dựng xã mẫu 15148, mở từ hôm trước ngày đầu")
        parser.add_argument("--key", type=Path, metavar="TỆP", help="khóa tóm lược 32 byte cho máy trống, để hai máy giống hệt")

    def handle(self, *args: Any, **options: Any) -> None:
        start, end, seed = day(options["start"]), day(options["end"]), options["seed"]
        check_before_serving()
        try:
            if options["key"]:
                _take_key(options["key"])
            if options["open"]:
                self._open(options["unit"], start, seed)
            self._live(options["unit"], start, end, seed, options["visitors"])
        except Refusal as error:
            raise CommandError(str(error)) from error

    def _open(self, unit: str, start: date, seed: int) -> None:
        from thanthien.procedures.actions import load_catalogue
        from thanthien.simulation import demo

        if unit != demo.UNIT:
            raise CommandError(
                f"Chỉ xã mẫu {demo.UNIT} được dựng sẵn. Xã khác thì mở ở trang /bat-dau, rồi chạy không có --open."
            )
        with step("Cơ sở dữ liệu", sys.stderr):
            call_command("migrate", verbosity=0, interactive=False)
            load_units()
            load_catalogue()
            demo.open_by_seed(at=datetime.combine(start - timedelta(days=1), time(8), tzinfo=VIETNAM), seed=str(seed))

    def _live(self, unit: str, start: date, end: date, seed: int, visitors: float | None) -> None:
        from thanthien.simulation import demo
        from thanthien.simulation.history import simulate
        from thanthien.simulation.readiness import check_ready
        from thanthien.simulation.rules import Pace

        if "people_office" not in connection.introspection.table_names():
            raise CommandError("Máy này chưa có cơ sở dữ liệu. Thêm --open để dựng xã mẫu, hoặc chạy thanthien start trước.")
        check_ready(unit=unit, start=start, end=end, today=now().date(), demonstration=settings.DEMO)
        pace = Pace() if visitors is None else Pace(visitors_a_day=visitors)
        settings.ANCHORS = "hand"
        with step(f"{start:%d/%m/%Y} – {end:%d/%m/%Y}", sys.stderr) as bar:

            def lived_through(done: int, total: int, note: str) -> None:
                bar.to(done, total, note)
                if done % SURVEYED == 0:
                    _survey()

            lived = simulate(
                unit=unit, start=start, end=end, seed=seed, pace=pace, fated=True, progress=lived_through,
                seats={number: login for number, login, _ in demo.SEATS} if unit == demo.UNIT else None,
            )  # fmt: skip
        anchors.flush()
        self.stdout.write(str(lived))


def _survey() -> None:
    """What the nights of an office do for SQLite; a new connection reads what was found."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        survey()
        connection.close()


def _take_key(path: Path) -> None:
    """The key of digests that this empty machine shall have; raises CommandError when it has another one."""
    try:
        wanted = path.read_bytes()
    except OSError as error:
        raise CommandError(f"Chưa đọc được tệp khóa {path}: {error.strerror}.") from error
    if len(wanted) != 32:
        raise CommandError(f"Tệp khóa {path} dài {len(wanted)} byte. Khóa tóm lược dài đúng 32 byte.")
    if use_key(wanted) != wanted:
        raise CommandError("Máy này đã có khóa khác, và sổ đã dùng khóa ấy. Dùng THANTHIEN_HOME trống.")
