"""Invented people of a commune: names as they are given there, births, twelve-digit numbers of a form that no register issues.

The six random digits of a real number are spread over a million; ours all begin with 000, so a leaked demonstration names nobody.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random

from thanthien.people.card import Sex

FAMILIES = (
    ("Bùi", 17), ("Quách", 9), ("Hà", 8), ("Phạm", 12), ("Trương", 9), ("Cao", 8), ("Lê", 9), ("Nguyễn", 9), ("Đinh", 4),
    ("Hoàng", 3), ("Trịnh", 3), ("Lò", 2), ("Vi", 2), ("Đỗ", 2), ("Mai", 2), ("Lương", 1),
)  # fmt: skip
MIDDLE = {
    Sex.MALE: ("Văn", "Văn", "Văn", "Đức", "Minh", "Xuân", "Hữu", "Quang", "Công", "Đình", "Bá", "Ngọc"),
    Sex.FEMALE: ("Thị", "Thị", "Thị", "Thị Thu", "Thị Ngọc", "Thị Hồng", "Thị Thanh", "Thị Kim", "Thị Bích", "Mỹ", "Thùy"),
}
GIVEN = {
    Sex.MALE: (
        "An", "Bách", "Bảng", "Bình", "Chiến", "Chinh", "Cường", "Dũng", "Đạt", "Đông", "Hải", "Hiếu", "Hòa", "Hùng",
        "Huynh", "Khánh", "Kiên", "Kỳ", "Lâm", "Long", "Lực", "Mạnh", "Nam", "Nhân", "Phong", "Phúc", "Quân", "Quyết",
        "Sơn", "Sự", "Tài", "Tâm", "Thái", "Thành", "Thắng", "Thực", "Tiến", "Toản", "Tuấn", "Tùng", "Việt", "Vinh",
        "Vượng",
    ),
    Sex.FEMALE: (
        "Anh", "Ánh", "Bích", "Cẩn", "Chi", "Dung", "Đào", "Giang", "Hà", "Hạnh", "Hiền", "Hoa", "Hòa", "Hồng", "Huệ",
        "Hương", "Lan", "Liên", "Linh", "Loan", "Lý", "Mai", "Mận", "Mơ", "Nga", "Ngân", "Nhàn", "Nhung", "Oanh",
        "Pành", "Phương", "Quyên", "Sáu", "Tâm", "Thảo", "Thắm", "Thơm", "Thủy", "Trang", "Tươi", "Vân", "Xuân",
        "Yến",
    ),
}  # fmt: skip
HAMLETS = ("Lương Thuận", "Cẩm Hoa", "Thuần Lương", "Đồng Chạ", "Thái Học", "Lương Ngọc", "Phúc Tâm", "Bái Sắng", "Kim Mẫm")
# How many of a hundred adults who come are of which age: parents of small children, and the old, come most.
AGES = ((18, 24, 14), (25, 39, 38), (40, 59, 28), (60, 74, 14), (75, 92, 6))
BIRTH_PLACE = "038"


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person of the commune."""

    name: str
    sex: Sex
    birth_date: date
    id_number: str
    phone: str
    address: str

    def age(self, on: date) -> int:
        return on.year - self.birth_date.year - ((on.month, on.day) < (self.birth_date.month, self.birth_date.day))


@dataclass(frozen=True)
class Village:
    """`size` people, the same for the same seed; asking again for somebody of an age gives a neighbour, not a new person."""

    seed: str
    place: str
    size: int = 1500
    year: int = 2026

    @property
    def short_place(self) -> str:
        """Cẩm Tú of "xã Cẩm Tú"."""
        return " ".join(word for word in self.place.split() if word[:1].isupper())

    @cached_property
    def people(self) -> tuple[Person, ...]:
        rng = Random(f"village:{self.seed}:{self.place}")
        return tuple(self._person(rng, number) for number in range(self.size))

    def one(self, rng: Random, *, on: date, ages: tuple[int, int] = (18, 99)) -> Person:
        """Somebody of an age between `ages` on a day; the nearest in age when nobody is."""
        low, high = ages
        start = rng.randrange(self.size)
        for step in range(self.size):
            person = self.people[(start + step) % self.size]
            if low <= person.age(on) <= high:
                return person
        return min(self.people, key=lambda person: abs(person.age(on) - low))

    def _person(self, rng: Random, number: int) -> Person:
        sex = rng.choice((Sex.MALE, Sex.FEMALE))
        family = rng.choices([name for name, _ in FAMILIES], [weight for _, weight in FAMILIES])[0]
        name = f"{family} {rng.choice(MIDDLE[sex])} {rng.choice(GIVEN[sex])}"
        low, high, _ = rng.choices(AGES, [weight for *_, weight in AGES])[0]
        born = date(self.year, 1, 1) - timedelta(days=round(rng.uniform(low + 0.1, high + 0.9) * 365.25))
        return Person(
            name=name,
            sex=sex,
            birth_date=born,
            id_number=fictional_number(sex=sex, born=born, number=number),
            phone=f"09{rng.randrange(10)}{rng.randrange(10)} 000 {rng.randrange(1000):03d}",
            address=f"Thôn {rng.choice(HAMLETS)}, {self.place}",
        )


def fictional_number(*, sex: Sex, born: date, number: int) -> str:
    """Twelve digits as the law builds them (place, century and sex, year; TT 59/2021/TT-BCA), then 000 and a running number."""
    century_and_sex = 2 * (born.year // 100 - 19) + (sex is Sex.FEMALE)
    return f"{BIRTH_PLACE}{century_and_sex}{born.year % 100:02d}{number % 1000:06d}"
