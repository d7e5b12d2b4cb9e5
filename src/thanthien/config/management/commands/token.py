"""`thanthien token`: a token of the API for trying things out, in a demonstration only."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from thanthien.people import actions as people
from thanthien.people.models import Device, Officer
from thanthien.people.queries import officers_with
from thanthien.people.rules import DEVICE_SCOPES, DeviceKind, PeopleError, Role, Scope
from thanthien.people.scoping import in_unit
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of, now

DEVICE = "device"
ROLES = {"officer": Role.ONE_STOP, "specialist": Role.SPECIALIST, "leader": Role.LEADER, "admin": Role.ADMIN}
DAYS = 1


class Command(BaseCommand):
    help = "In một khóa API dùng thử trong một ngày (chỉ ở bản trình diễn)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--role", required=True, choices=[*ROLES, DEVICE], help="của cán bộ giữ việc ấy, hay của máy lấy số")
        parser.add_argument("--unit", required=True, metavar="MÃ", help="mã xã, như 15148")
        parser.add_argument("--login", default="", metavar="TÊN", help="của đúng cán bộ này")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Ở văn phòng thật, quản trị cấp khóa tại trang Quản trị → Kết nối (/quan-tri/ket-noi).")
        unit, at = options["unit"], now()
        try:
            with in_unit(unit):
                holder = self._holder(unit, options["role"], options["login"])
                scopes = DEVICE_SCOPES if "device" in holder else frozenset(Scope)
                told = {"days": DAYS, "by": system(unit), "at": at, **holder}
                _, text = people.issue_token(unit=unit, name="thanthien token", scopes=scopes, **told)
        except PeopleError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(text)

    def _holder(self, unit: str, role: str, login: str) -> dict[str, Officer | Device]:
        """Whose token it is: the first kiosk, the officer named, or the first who holds the role."""
        if role == DEVICE:
            kiosks = Device.objects.filter(unit_id=unit, kind=DeviceKind.KIOSK, revoked_at__isnull=True)
            found = kiosks.order_by("code").first()
        else:
            held = officers_with(unit=unit, role=ROLES[role], on=day_of(now()))
            found = next((one for one in held if login in ("", one.login)), None)
        if found is None:
            raise CommandError(f"Đơn vị {unit} không có ai, máy nào như thế. Xem lại mã xã và tên đăng nhập.")
        return {"device" if role == DEVICE else "officer": found}
