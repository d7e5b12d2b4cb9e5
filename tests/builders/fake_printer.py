"""A network printer that is really there: a TCP server that understands the ESC/POS we send and keeps the slips as pictures."""

import socket
import struct
import threading

from PIL import Image, ImageOps


class FakePrinter:
    """Use as a context manager; `.host`, `.port`, `.slips` (a list of 1-bit pictures, one for each cut).

    `paper`, `cover`: what it answers when asked. `mute`: takes connections and never reads. `stalls`: answers that it is
    ready, then never reads again. `resets`: breaks the connection after so many bytes of the slip. Each may change while it
    runs.
    """

    def __init__(
        self, *, paper: bool = True, cover: bool = True, mute: bool = False, stalls: bool = False, resets: int | None = None
    ) -> None:
        self.paper, self.cover, self.mute, self.stalls, self.resets = paper, cover, mute, stalls, resets
        self.slips: list[Image.Image] = []
        self.rows: list[Image.Image] = []
        self.closing = threading.Event()
        self.server: socket.socket | None = socket.create_server(("127.0.0.1", 0))
        self.host, self.port = self.server.getsockname()
        self.threads: list[threading.Thread] = []

    def __enter__(self) -> "FakePrinter":
        self._listen()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self.leave()
        for thread in self.threads:
            thread.join(timeout=5)

    def leave(self) -> None:
        """Switched off: nobody answers at the address any more."""
        if self.server is not None:
            self.server.shutdown(socket.SHUT_RDWR)
            self.server.close()
            self.server = None

    def be_there(self) -> None:
        """Switched on again, at the same address."""
        if self.server is None:
            self.server = socket.create_server((self.host, self.port))
            self._listen()

    def _listen(self) -> None:
        self.threads.append(threading.Thread(target=self._serve, args=(self.server,), daemon=True))
        self.threads[-1].start()

    def _serve(self, server: socket.socket) -> None:
        while not self.closing.is_set():
            try:
                connection, _ = server.accept()
            except OSError:
                return
            self.threads.append(threading.Thread(target=self._talk, args=(connection,), daemon=True))
            self.threads[-1].start()

    def _talk(self, connection: socket.socket) -> None:
        with connection:
            if self.mute:
                self.closing.wait()
                return
            if self.resets == 0:
                self._reset(connection)
                return
            data = connection.makefile("rb")
            while lead := data.read(1):
                command = lead + data.read(1)
                if command == b"\x10\x04":
                    connection.sendall(self._state(data.read(1)[0]))
                    if self.stalls:
                        connection.sendall(self._state(2))
                        self.closing.wait()
                        return
                elif command == b"\x1dv":
                    if self.resets:
                        data.read(self.resets)
                        self._reset(connection)
                        return
                    self._picture(data)
                elif command == b"\x1dr":
                    data.read(1)
                    connection.sendall(b"\x00")
                elif command == b"\x1dV":
                    data.read(1)
                    self._cut()
                elif command == b"\x1bd":
                    data.read(1)
                else:
                    raise ValueError(f"not a command of this printer: {command!r}")

    def _reset(self, connection: socket.socket) -> None:
        """As a printer that loses its power: the line is cut, not closed."""
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def _state(self, which: int) -> bytes:
        if which == 4:
            return bytes([0x12 | (0 if self.paper else 0x60)])
        return bytes([0x12 | (0 if self.cover else 0x04)])

    def _picture(self, data) -> None:
        _, _, width, height = struct.unpack("<BBHH", data.read(6))
        bits = data.read(width * height)
        # on the line 1 is black, in a picture 1 is white
        self.rows.append(ImageOps.invert(Image.frombytes("1", (width * 8, height), bits).convert("L")).convert("1"))

    def _cut(self) -> None:
        slip = Image.new("1", (self.rows[0].width, sum(row.height for row in self.rows)), 1)
        top = 0
        for row in self.rows:
            slip.paste(row, (0, top))
            top += row.height
        self.slips.append(slip)
        self.rows = []
