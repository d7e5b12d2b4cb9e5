"""The paper slip of the kiosk, sent to the network printer that the office named in its settings."""

from django.conf import settings
from django.utils import translation

from thanthien.doors.hall.showing import Slip
from thanthien.people.models import Office
from thanthien.shared.paper.printer import print_ticket
from thanthien.shared.paper.ticket import TicketSlip, ticket_png

RAW_PORT = 9100  # where network printers listen


def has_printer() -> bool:
    return bool(settings.TICKET_PRINTER)


def print_slip(slip: Slip, *, office: Office, url: str) -> None:
    """Print one slip and wait until the printer says so. Raises PrinterError or PaperError with a sentence."""
    host, _, port = settings.TICKET_PRINTER.partition(":")
    print_ticket(ticket_png(paper_of(slip, office=office, url=url)), host, int(port or RAW_PORT))


def paper_of(slip: Slip, *, office: Office, url: str) -> TicketSlip:
    """The slip as paper says it: in Vietnamese, which the officer at the counter reads too."""
    with translation.override(settings.LANGUAGE_CODE):
        return _paper(slip, office=office, url=url)


def _paper(slip: Slip, *, office: Office, url: str) -> TicketSlip:
    words = str(slip.estimate.text) if slip.estimate and slip.before else ""
    return TicketSlip(
        office=office.centre, number=slip.label, service=slip.service, before=slip.before, taken_at=slip.taken_at,
        about=words, about_label="Chờ khoảng" if words[:1].isdigit() else "Chờ", priority=slip.priority,
        counter=str(slip.counters[0]) if len(slip.counters) == 1 else "", qr_text=url,
        specimen="Phiếu trình diễn" if office.demo else "",
    )  # fmt: skip
