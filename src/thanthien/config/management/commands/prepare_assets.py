"""`thanthien prepare_assets`: make the scripts, fonts and voice clips again where their sources changed."""

from django.core.management.base import BaseCommand, CommandError

from thanthien.config.assets import AssetError, prepare


class Command(BaseCommand):
    help = "Chuẩn bị phông chữ, giọng đọc và tệp của trang web (fonts, voice clips, page files)."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        try:
            prepare(tell=self.stdout.write)
        except AssetError as error:
            raise CommandError(str(error)) from error
