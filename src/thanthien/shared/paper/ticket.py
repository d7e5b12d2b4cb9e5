"""The slip of the queue: 72 mm of an 80 mm roll, drawn as dots, because every code page of these printers garbles Vietnamese."""

import io
from dataclasses import asdict, dataclass
from datetime import datetime

from PIL import Image

from thanthien.shared.clock import local
from thanthien.shared.paper.engine import pictures
from thanthien.shared.qr import qr_modules, qr_svg

DOTS = 576  # across 72 mm
DPI = 203.2  # eight dots a millimetre
DARK = 150  # grey below this becomes black
QR_DOTS, MODULE_DOTS = 192, 5  # a code is at least 24 mm wide and each of its modules at least 5 dots


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketSlip:
    """What the slip says. `about` is when the person may expect their turn, in words, and `about_label` the words above it."""

    office: str  # "Bộ phận Một cửa xã Cẩm Tú"
    number: str  # "A047"
    service: str
    before: int  # how many wait before this number
    taken_at: datetime
    about: str = ""  # "10–20 phút", "9 giờ 10"
    about_label: str = "Chờ khoảng"
    counter: str = ""  # "2"
    priority: bool = False
    call: str = ""  # "cụ": whose number it is, said to their face
    kind_line: str = "Mời bà con ngồi nghỉ, uống nước. Xã sẽ gọi."
    qr_text: str = ""
    specimen: str = ""


def ticket_png(slip: TicketSlip) -> Image.Image:
    """The slip as a picture of black and white, DOTS wide and as tall as it needs. Raises PaperError."""
    fields = asdict(slip) | {"taken_at": local(slip.taken_at)}
    drawings = {}
    if slip.qr_text:
        modules = qr_modules(slip.qr_text)
        drawings = {"qr_svg": qr_svg(slip.qr_text, border=0, mask=None)}
        fields["qr_dots"] = modules * max(MODULE_DOTS, -(-QR_DOTS // modules))
    page = pictures(template="ticket-80mm.typ", data=fields, drawings=drawings, ppi=DPI)[0]
    return Image.open(io.BytesIO(page)).convert("L").point(lambda grey: 0 if grey < DARK else 255).convert("1")
