"""Records as the national portal gives them, whole and right."""

from builders.dossiers import BIRTH

WHOLE = {
    "MaHoSo": "G22.99-261122-0001", "MaTTHC": BIRTH, "TenTTHC": "Đăng ký khai sinh", "KenhThucHien": "2",
    "ChuHoSo": "Bùi Thị Mận", "LoaiDoiTuong": "1", "SoDinhDanh": "038192004555", "SoDienThoai": "0912345678",
    "NgayNopHoSo": "20261122213000", "TrangThaiHoSo": "1", "TaiLieuNop": [{"TenTepDinhKem": "to-khai.pdf"}],
}  # fmt: skip


def filed(number: int = 1, **more: object) -> dict:
    """One record; `more` replaces its fields."""
    return WHOLE | {"MaHoSo": f"G22.99-261122-{number:04d}"} | more
