"""What a password of an officer must be. Long beats odd: no rule about capitals and signs (NIST SP 800-63B, 5.1.1.2)."""

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from thanthien.people.models import Officer
from thanthien.shared.folding import fold
from thanthien.shared.wording import Sentence, say

SHORTEST = 10
HELP = say("Ít nhất {n} ký tự. Một câu ngắn dễ nhớ là tốt nhất, như bốn từ không liên quan nhau.", n=SHORTEST)
COMMON_HERE = ("matkhau", "thanthien", "motcua", "ubnd", "quantri")


class GoodPassword:
    """Validator of Django: long enough, not only digits, not one's own name, not a usual one."""

    def __init__(self) -> None:
        self.usual = CommonPasswordValidator()

    def validate(self, password: str, user: Officer | None = None) -> None:
        """Raises ValidationError with one sentence."""
        problem = self._problem(password, user)
        if problem:
            raise ValidationError(problem, code="password")

    def _problem(self, password: str, user: Officer | None) -> Sentence | None:
        if len(password) < SHORTEST:
            return say("Mật khẩu cần ít nhất {n} ký tự. Thêm một hai từ nữa.", n=SHORTEST)
        if password.isdigit():
            return say("Mật khẩu không chỉ gồm chữ số. Thêm chữ vào.")
        plain = "".join(letter for letter in fold(password) if letter.isalnum())
        if user is not None and any(part in plain for part in _names(user)):
            return say("Mật khẩu không chứa tên hay tên đăng nhập. Chọn từ khác.")
        if len(set(plain)) < 4 or plain.rstrip("0123456789") in COMMON_HERE:
            return say("Mật khẩu này dễ đoán. Chọn câu khác.")
        try:
            self.usual.validate(password.lower())
        except ValidationError:
            return say("Mật khẩu này nhiều người dùng nên dễ đoán. Chọn câu khác.")
        return None

    def get_help_text(self) -> str:
        return str(HELP)


def _names(user: Officer) -> list[str]:
    """The login and the whole name, letters only; a short one may stand in any sentence by chance."""
    names = ("".join(letter for letter in fold(text) if letter.isalnum()) for text in (user.login, user.name))
    return [name for name in names if len(name) >= 4]
