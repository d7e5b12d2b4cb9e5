"""`thanthien start`: an empty machine becomes an office: database, reference data, the code of the first start, one port."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from thanthien.config.health import check_before_serving
from thanthien.config.loading import load_units
from thanthien.config.progress import step


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Chuẩn bị cơ sở dữ liệu và danh mục nếu chưa có, in mã cài đặt của máy mới, rồi chạy trên một cổng"

    def add_arguments(self, parser) -> None:
        parser.add_argument("--host", default="0.0.0.0")  # noqa: S104  the hall's devices are on the LAN
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument("--no-serve", action="store_true", help="chuẩn bị thôi, không chạy")

    def handle(self, *args, **options) -> None:
        from thanthien.procedures.actions import load_catalogue

        check_before_serving()
        with step("Cơ sở dữ liệu"):
            call_command("migrate", verbosity=0, interactive=False)
        with step("34 tỉnh, 3.321 xã, phường, đặc khu") as bar:
            bar.note = f"{load_units()} đơn vị"
        with step("Danh mục thủ tục") as bar:
            bar.note = f"{load_catalogue().procedures} thủ tục"
        if not options["no_serve"]:
            call_command("serve", host=options["host"], port=options["port"])
