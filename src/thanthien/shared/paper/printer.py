"""Sending a slip to the network printer of a kiosk: raster only, never longer than `timeout`, every failure said in a sentence.

ESC/POS, as these printers speak it: `DLE EOT n` asks for their state at once, `GS v 0` is a picture, `GS V` cuts, `GS r 1` is
answered when everything before it was worked through. So a slip counts as printed when the printer says so, not when its bytes
were sent.
"""

import socket
import time
from functools import cache
from typing import Any

from PIL import Image

TIMEOUT = 3.0  # a person stands before the kiosk
PROFILE = "TM-T20II"  # a printer of 576 dots in python-escpos's list of models
ASK_PAPER, ASK_OFFLINE, ASK_DONE = b"\x10\x04\x04", b"\x10\x04\x02", b"\x1dr\x01"
PAPER_OUT, COVER_OPEN, STOPPED, BROKEN = 0x60, 0x04, 0x20, 0x40


class PrinterError(Exception):
    """The slip is not known to be printed. The text says what to do; `maybe_printed`: look at the paper before printing again."""

    def __init__(self, sentence: str, *, maybe_printed: bool = False) -> None:
        super().__init__(sentence)
        self.maybe_printed = maybe_printed


SILENT = "Máy in không trả lời. Xem máy đã bật chưa, dây mạng đã cắm chưa; số của bà con vẫn hiện trên màn hình."
STALLED = "Máy in nhận phiếu nhưng chưa báo in xong. Xem giấy đã ra chưa rồi hãy in lại."


@cache
def _encoder() -> Any:
    """python-escpos takes a quarter of a second to load: only the process that prints pays for it."""
    from escpos.printer import Dummy

    return Dummy


def raster(image: Image.Image) -> bytes:
    """ESC/POS bytes that print `image` (1-bit, 576 dots wide) and cut the paper."""
    paper = _encoder()(profile=PROFILE)
    paper.image(image, impl="bitImageRaster")
    paper.cut()
    return bytes(paper.output)


class _Line:
    """A connection with one deadline for all that is said on it."""

    def __init__(self, host: str, port: int, timeout: float) -> None:
        self.until = time.monotonic() + timeout
        self.socket = socket.create_connection((host, port), timeout=timeout)

    def _left(self) -> float:
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def send(self, data: bytes) -> None:
        self.socket.settimeout(self._left())
        self.socket.sendall(data)

    def answer(self, mask: int, pattern: int) -> int:
        """The next byte of the kind asked for: a picture may hold bytes that look like a question, so strays are passed over."""
        while True:
            self.socket.settimeout(self._left())
            got = self.socket.recv(1)
            if not got:
                raise ConnectionError
            if got[0] & mask == pattern:
                return got[0]

    def ask(self, question: bytes) -> int:
        self.send(question)
        return self.answer(0x93, 0x12)  # bits 1 and 4 set, 0 and 7 clear: a state sent at once


def print_ticket(image: Image.Image, host: str, port: int = 9100, *, timeout: float = TIMEOUT, answers: bool = True) -> None:
    """Print `image` and wait until the printer says that it did, `timeout` seconds at most in all. Safe in a thread.

    `answers=False` is for a printer that takes data and tells nothing: then sent counts as printed. Raises PrinterError.
    """
    data = raster(image)
    sent = False
    try:
        line = _Line(host, port, timeout)
        with line.socket:
            if answers:
                _refuse_if_not_ready(line)
            sent = True
            line.send(data)
            if answers:
                line.send(ASK_DONE)
                line.answer(0x93, 0x00)
    except OSError as error:  # also a name that is not known, a time-out, a connection that breaks
        raise PrinterError(STALLED if sent else SILENT, maybe_printed=sent) from error


def _refuse_if_not_ready(line: _Line) -> None:
    if line.ask(ASK_PAPER) & PAPER_OUT == PAPER_OUT:
        raise PrinterError("Máy in hết giấy. Thay cuộn giấy mới rồi in lại.")
    state = line.ask(ASK_OFFLINE)
    if state & COVER_OPEN:
        raise PrinterError("Nắp máy in đang mở. Đóng nắp rồi in lại.")
    if state & (STOPPED | BROKEN):
        raise PrinterError("Máy in đang dừng. Xem giấy có kẹt không, tắt máy rồi bật lại.")
