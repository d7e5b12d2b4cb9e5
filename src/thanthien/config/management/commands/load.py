from django.core.management.base import BaseCommand

from thanthien.config.loading import load_all


class Command(BaseCommand):
    help = "Nạp danh mục đơn vị và thủ tục (chạy lại không đổi gì)"

    def handle(self, *args, **options) -> None:
        load_all(self.stdout.write)
