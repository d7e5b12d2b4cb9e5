"""QR codes: always UTF-8, error level M at least, never the micro kind that phones cannot read."""

import base64
import io
import re
from functools import lru_cache

import segno

MASK = 2
LARGEST = 6  # version whose masks are weighed here; above it, where a code has areas more, the library weighs them
RUN = re.compile(rb"\x00{5,}|\x01{5,}")
FINDER = bytes((1, 0, 1, 1, 1, 0, 1))
QUIET_ZONE = 4  # modules of white that ISO 18004 asks for around a code on a screen; paper leaves it by its own margins


def _code(text: str, mask: int | None = None) -> segno.QRCode:
    """Without `mask` the best of the eight patterns is looked for. Raises ValueError for an empty text: a phone reads nothing."""
    if not text:
        raise ValueError("Mã QR cần có nội dung")
    if mask is not None:
        return segno.make(text, error="m", encoding="utf-8", micro=False, mask=mask)
    code = _code(text, 0)
    best = _best(code) if int(code.version) <= LARGEST else None
    return code if best == 0 else segno.make(text, error="m", encoding="utf-8", micro=False, mask=best)


@lru_cache(maxsize=LARGEST)
def _masks(version: int) -> tuple[int, ...]:
    """The eight patterns, each as what it changes in a code of the first one; a byte to a module."""
    made = [segno.make("0", version=version, error="m", micro=False, mask=mask).matrix for mask in range(8)]
    first = _unformed(made[0])
    return tuple(first ^ _unformed(one) for one in made)


def _unformed(matrix: tuple[bytearray, ...]) -> int:
    """The modules as one number, a byte each, but not those that tell level and mask: a code is weighed before it has them."""
    rows = [bytearray(row) for row in matrix]
    size = len(rows)
    for place in (*range(6), 7, 8, *range(size - 8, size)):
        rows[8][place] = rows[place][8] = 0
    return int.from_bytes(b"".join(rows), "big")


def _best(code: segno.QRCode) -> int:
    """The mask that weighs least (ISO 18004, 7.8.3), of a code that has the mask 0."""
    size = len(code.matrix)
    bare = _unformed(code.matrix)
    weights = [_weight((bare ^ mask).to_bytes(size * size, "big"), size) for mask in _masks(int(code.version))]
    return weights.index(min(weights))


def _weight(dots: bytes, size: int) -> int:
    """Points against a pattern: long runs, blocks of one colour, what looks like a finder, too much or too little black."""
    rows = [dots[start : start + size] for start in range(0, size * size, size)]
    lines = rows + [dots[start::size] for start in range(size)]
    runs = sum(len(run) - 2 for run in RUN.findall(b"\2".join(lines)))
    finders = sum(_finders(line, size) for line in lines if FINDER in line)
    number = int.from_bytes(dots, "big")
    beside, below = number ^ (number >> 8), number ^ (number >> 8 * size)
    differ = beside | beside >> 8 * size | below  # 1 where a module and those before it, above it and across are not all alike
    squares = sum(differ.to_bytes(size * size, "big")[row * size + 1 : (row + 1) * size].count(0) for row in range(1, size))
    black = dots.count(1) / size**2
    return runs + 3 * squares + 40 * finders + 10 * int(abs(black * 100 - 50) / 5)


def _finders(line: bytes, size: int) -> int:
    """How often what looks like a finder stands in the line with four light modules, or the edge, before or after it."""
    count, start = 0, line.find(FINDER)
    while start != -1:
        end = start + 7
        if start in (0, size - 7) or not any(line[max(start - 4, 0) : start]) or not any(line[end : end + 4]):
            count += 1
        else:
            end = start + 4
        start = line.find(FINDER, end)
    return count


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
