"""QR codes: always UTF-8, error level M at least, never the micro kind that phones cannot read."""

import base64
import io

import segno

MASK = 2
QUIET_ZONE = 4  # modules of white that ISO 18004 asks for around a code on a screen; paper leaves it by its own margins


def _code(text: str, mask: int | None = None) -> segno.QRCode:
    """Without `mask` the best of the eight patterns is looked for. Raises ValueError for an empty text: a phone reads nothing."""
    if not text:
        raise ValueError("Mã QR cần có nội dung")
    return segno.make(text, error="m", encoding="utf-8", micro=False, mask=mask)


def qr_modules(text: str) -> int:
    """How many modules wide the code of `text` is, without its quiet zone (21, 25, 29 …)."""
    return int(_code(text).symbol_size(border=0)[0])


def qr_svg(text: str, *, border: int = QUIET_ZONE, title: str | None = None, mask: int | None = MASK) -> str:
    """The code as one `<svg>` element, black on nothing, one unit a module; `title` names it for screen readers.

    One fixed pattern of the eight, because trying all costs four times the rest; paper, which may be worn, asks for None.
    """
    out = io.BytesIO()
    _code(text, mask).save(
        out, kind="svg", border=border, xmldecl=False, dark="#000", svgclass=None, lineclass=None, title=title, omitsize=True
    )
    return out.getvalue().decode("utf-8").strip()


def qr_png(text: str, *, scale: int = 8, border: int = QUIET_ZONE) -> bytes:
    """The code as a PNG of black and white, `scale` dots a module."""
    out = io.BytesIO()
    _code(text).save(out, kind="png", scale=scale, border=border)
    return out.getvalue()


def qr_bits(text: str) -> tuple[int, str]:
    """The code as its width in modules and its modules row by row, packed eight to a byte, in base64: for a page that draws it
    itself. The mask is fixed, which any reader accepts and which is seven times as quick when there are hundreds.
    """
    if not text:
        raise ValueError("Mã QR cần có nội dung")
    rows = segno.make(text, error="m", encoding="utf-8", micro=False, mask=3, boost_error=False).matrix
    bits = "".join(str(dot) for row in rows for dot in row)
    packed = int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")
    return len(rows), base64.b64encode(packed).decode()
