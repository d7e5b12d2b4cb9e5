"""What the console says when the office starts: the address, and on a fresh machine the code that opens the first start."""

import socket
from collections.abc import Callable

from thanthien.doors.admin import first_code


def addresses(port: int) -> list[str]:
    """Where people of this machine and of its network reach the office."""
    found = [f"http://localhost:{port}/"]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent: it only asks which of our addresses would be used
            found.append(f"http://{probe.getsockname()[0]}:{port}/")
        except OSError:
            pass
    return found


def greet(port: int, write: Callable[[str], object]) -> None:
    """Address, and the code while no administrator exists."""
    write("\n  Thân Thiện đang chạy ở:  " + "   ".join(addresses(port)))
    if first_code.fresh():
        write(f"\n  Máy mới, chưa có xã nào. Mở  http://localhost:{port}/bat-dau")
        write(f"  Mã cài đặt:  {first_code.the_code()}")
    write("\n  Dừng: Ctrl C\n")
