"""The forms of the login library in our words; what was typed stays, but for secrets."""

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm

from thanthien.shared.wording import say

NO_CODE = say("Chưa gõ mã. Mở ứng dụng xác thực, gõ 6 chữ số đang hiện.")


class Login(LoginForm):
    """Name and password. A capital that the phone put in front of the name is forgiven."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].error_messages["required"] = say("Chưa gõ tên đăng nhập.")
        self.fields["password"].error_messages["required"] = say("Chưa gõ mật khẩu.")

    def clean_login(self) -> str:
        return super().clean_login().lower()


class Code(AuthenticateForm):
    """The six digits, or one of the codes kept on paper."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["required"] = NO_CODE


class CodeAgain(ReauthenticateForm):
    """The same for somebody who is signed in and opens something that asks again."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["required"] = NO_CODE


class FirstCode(ActivateTOTPForm):
    """The first six digits prove that the telephone has the key."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["required"] = NO_CODE
