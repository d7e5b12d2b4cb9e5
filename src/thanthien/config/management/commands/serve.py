from django.conf import settings
from django.core.management.base import BaseCommand

from thanthien.config.greeting import greet
from thanthien.config.health import check_before_serving
from thanthien.config.serving import serve
from thanthien.doors.parts.reach import listens


class Command(BaseCommand):
    help = "Chạy văn phòng trên một cổng (PORT, mặc định 8000)"

    def add_arguments(self, parser) -> None:
        parser.add_argument("--host", default="0.0.0.0")  # noqa: S104  the hall's devices are on the LAN
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument("--no-heart", action="store_true", help="không chạy đồng hồ và các bộ theo dõi trong tiến trình này")

    def handle(self, *args, **options) -> None:
        check_before_serving()
        listens(options["host"])
        greet(options["port"], lambda text: print(text, flush=True))
        serve(host=options["host"], port=options["port"], heart=not options["no_heart"])
