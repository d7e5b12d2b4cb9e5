"""What the console says when the office starts: the address, and on a fresh machine the code that opens the first start."""

from collections.abc import Callable

from thanthien.doors.admin import first_code
from thanthien.doors.parts.reach import own_address


def addresses(port: int) -> list[str]:
    """Where people of this machine and of its network reach the office."""
    outside = own_address()
    return [f"http://localhost:{port}/", *([f"http://{outside}:{port}/"] if outside else [])]


def greet(port: int, write: Callable[[str], object]) -> None:
    """Address, and the code while no administrator exists."""
    write("\n  Thân Thiện đang chạy ở:  " + "   ".join(addresses(port)))
    if first_code.fresh():
        write(f"\n  Máy mới, chưa có xã nào. Mở  http://localhost:{port}/bat-dau")
        write(f"  Mã cài đặt:  {first_code.the_code()}")
    write("\n  Dừng: Ctrl C\n")
