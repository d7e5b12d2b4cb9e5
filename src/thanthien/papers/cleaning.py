"""A file made clean: an image decoded and drawn anew, a PDF page by page into a new one. Runs in the worker, never in the office.

The same input gives the same bytes. Raises FileRefused; whatever else a decoder throws is "broken". No Django here.
"""

import io
from dataclasses import dataclass

from thanthien.papers.rules import (
    JPEG,
    LONG_SIDE,
    MOST_DOTS,
    MOST_DOTS_JPEG,
    PDF,
    SMALLEST_SIDE,
    FileRefused,
    sniff,
)

QUALITY = 85


@dataclass(frozen=True, slots=True)
class Clean:
    """A file that may be kept: its type, pages, and bytes."""

    media: str
    pages: int
    content: bytes


def clean(content: bytes) -> Clean:
    """What may be kept of `content`. Raises FileRefused."""
    if sniff(content) == "image":
        return Clean(JPEG, 1, image(content))
    from thanthien.papers.pdfs import rewritten

    fresh, pages = rewritten(content)
    return Clean(PDF, pages, fresh)


def image(content: bytes) -> bytes:
    """The picture alone, upright, on white, at most LONG_SIDE dots long, as JPEG without a word about place, time or camera."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        opened = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP"))
        if opened.width * opened.height > (MOST_DOTS_JPEG if opened.format in ("JPEG", "MPO") else MOST_DOTS):
            raise FileRefused("too_large")
        if min(opened.size) < SMALLEST_SIDE:
            raise FileRefused("too_small")
        opened.draft("RGB", (LONG_SIDE, LONG_SIDE))
        opened.load()
        upright = ImageOps.exif_transpose(opened)
        return _drawn(upright, Image)
    except UnidentifiedImageError:
        raise FileRefused("broken") from None
    except Image.DecompressionBombError:
        raise FileRefused("too_large") from None
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise FileRefused("broken") from error


def _drawn(upright, Image) -> bytes:  # noqa: N803  the module of Pillow, loaded only where it is used
    """On a fresh sheet, so that nothing else that the file carried comes along."""
    upright.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    mode = "L" if upright.mode in ("1", "L") else "RGB"
    sheet = Image.new(mode, upright.size, "white")
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        layer = upright.convert("RGBA")
        sheet.paste(layer.convert(mode), mask=layer.getchannel("A"))
    else:
        sheet.paste(upright.convert(mode))
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def page(content: bytes, number: int, width: int) -> bytes:
    """Page `number` (from 1) as JPEG, at most `width` dots wide: what a screen shows and the reader of letters reads."""
    import pypdfium2

    try:
        book = pypdfium2.PdfDocument(content)
        if not 1 <= number <= len(book):
            raise FileRefused("no_page")
        sheet = book[number - 1]
        wide, high = sheet.get_size()
        scale = min(width / max(wide, 1), 2 * width / max(high, 1), 6)
        drawn = sheet.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise FileRefused("broken") from error
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
