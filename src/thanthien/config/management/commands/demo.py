"""`thanthien demo`: a commune that lives, in one command."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from thanthien.config.health import check_before_serving
from thanthien.config.loading import load_units
from thanthien.config.progress import step
from thanthien.config.serving import serve
from thanthien.doors.parts.reach import listens
from thanthien.journal import anchors, followers
from thanthien.shared.clock import now

DAYS = 30


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Dựng xã mẫu Cẩm Tú, cho sống lại 30 ngày qua, rồi chạy trên một cổng"

    def add_arguments(self, parser) -> None:
        parser.add_argument("--days", type=int, default=DAYS)
        parser.add_argument("--seed", type=int, default=2026)
        parser.add_argument("--no-serve", action="store_true")
        parser.add_argument("--speed", type=float, default=1.0)

    def handle(self, *args, **options) -> None:
        settings.DEMO = True
        check_before_serving()
        self._prepare()
        if options["days"]:
            self._live_through(options["days"], options["seed"])
        if options["no_serve"]:
            return
        from thanthien.simulation.live import LIVE

        port = settings.PORT
        self.stdout.write(f"\n  Mở trang này để bắt đầu:  http://localhost:{port}/demo\n  Dừng: Ctrl C\n")
        LIVE.start(speed=options["speed"])
        listens(host := "0.0.0.0")  # noqa: S104  a tablet on the LAN may join the demonstration
        serve(host=host, port=port)

    def _prepare(self) -> None:
        from thanthien.procedures.actions import load_catalogue
        from thanthien.simulation.counter import write_out_names
        from thanthien.simulation.demo import build
        from thanthien.simulation.partners import build_neighbour, build_partners, lay_land_process
        from thanthien.simulation.police import build_police

        with step("Cơ sở dữ liệu"):
            call_command("migrate", verbosity=0, interactive=False)
        with step("34 tỉnh, 3.321 xã, phường, đặc khu") as bar:
            bar.note = f"{load_units()} đơn vị"
        with step("Danh mục thủ tục") as bar:
            load_catalogue()
        with step("Xã Cẩm Tú"):
            build(at=now() - timedelta(days=DAYS + 1))
        with step("Cơ quan đất đai, thuế của hồ sơ liên thông"):
            build_partners(at=now() - timedelta(days=DAYS + 1))
            build_neighbour(at=now() - timedelta(days=DAYS + 1))
            lay_land_process(at=now())
        with step("Công an xã"):
            build_police(at=now() - timedelta(days=DAYS + 1))
        with step("Tên giấy tờ bị cắt ở nguồn") as bar:
            bar.note = f"ghi đủ {write_out_names(at=now())} tên"

    def _live_through(self, days: int, seed: int) -> None:
        from thanthien.simulation import ears, promised, surveyed
        from thanthien.simulation.demo import UNIT
        from thanthien.simulation.history import live_until_now

        settings.ANCHORS = "hand"
        with step("Những ngày đã qua") as bar:
            bar.note = live_until_now(unit=UNIT, days=days, seed=seed, progress=bar.to)
        with step("Những ngày đã qua ở Công an xã") as bar:
            bar.note = self._police(days, seed, bar.to)
        with step("Ý kiến các thôn, chuyến thăm gia đình") as bar:
            bar.note = f"{ears.tell(at=now())} ý kiến"
        with step("Quy tắc ứng xử, cam kết, thi đua") as bar:
            bar.note = f"{promised.promise(at=now())} người ký"
        with step("Khảo sát, nhà nhờ đến tận nơi") as bar:
            bar.note = f"{surveyed.hold(at=now())} phiếu"
        with step("Cộng sổ hằng ngày") as bar:
            bar.note = f"{followers.catch_up_all()} mục"
        anchors.flush()
        settings.ANCHORS = "thread"

    def _police(self, days: int, seed: int, progress: Callable[[int, int, str], None]) -> str:
        from thanthien.simulation import police
        from thanthien.simulation.history import live_until_now

        unit = police.build_police(at=now())
        seats = {number: login for number, login, _ in police.SEATS}
        police.write_book(at=now())
        return live_until_now(unit=unit.pk, days=days, seed=seed, seats=seats, pace=police.PACE, progress=progress)
