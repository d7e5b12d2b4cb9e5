"""Mail through a server of the office's own choice (SMTP with STARTTLS or TLS, and AUTH)."""

import smtplib
import ssl
from contextlib import suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, parseaddr

from thanthien.messaging.adapters.problems import NotSent, Refused, Unknown

SECONDS = 15


class Mailbox:
    """One SMTP server. `security`: starttls, tls or none; `authority`: file of the certificates to trust, "" = the usual ones."""

    def __init__(
        self, *, host: str, port: int, user: str, password: str, security: str, sender: str, authority: str = ""
    ) -> None:
        self.host, self.port, self.user, self.password = host, port, user, password
        self.security, self.sender, self.authority = security, sender, authority

    def send(self, letter) -> None:
        """One connection a letter: an office sends some dozens a day."""
        server = self._open()
        try:
            self._hand_over(server, self.message(letter))
        finally:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()

    def message(self, letter) -> EmailMessage:
        """The letter as mail: plain text and HTML, with the header that ends messages in one press (RFC 8058)."""
        mail = EmailMessage()
        _, address = parseaddr(self.sender)
        mail["From"] = Address(letter.sender, addr_spec=address)
        mail["To"] = Address(addr_spec=letter.to)
        mail["Subject"] = letter.subject
        mail["Date"] = formatdate(localtime=True)
        mail["Message-ID"] = f"<{letter.code}@{address.partition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        if letter.stop:
            mail["List-Unsubscribe"] = f"<{letter.stop}>"
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        mail.set_content(letter.text)
        mail.add_alternative(letter.html, subtype="html")
        return mail

    def _open(self) -> smtplib.SMTP:
        """Connected and logged in. Whatever fails here is our own side or the server: nothing was sent, try again."""
        try:
            context = ssl.create_default_context(cafile=self.authority or None)
            if self.security == "tls":
                server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=context)
            else:
                server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
                if self.security == "starttls":
                    server.starttls(context=context)
            if self.user:
                server.login(self.user, self.password)
            return server
        except smtplib.SMTPAuthenticationError as error:
            raise NotSent(f"Máy chủ thư không nhận tên và mật khẩu ({error.smtp_code})") from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotSent(f"Chưa nối được máy chủ thư ({type(error).__name__})") from error

    def _hand_over(self, server: smtplib.SMTP, mail: EmailMessage) -> None:
        try:
            server.send_message(mail, from_addr=parseaddr(self.sender)[1], to_addrs=[mail["To"].addresses[0].addr_spec])
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            raise _refusal(code) from error
        except smtplib.SMTPSenderRefused as error:
            raise NotSent(f"Máy chủ thư không nhận địa chỉ gửi của xã ({error.smtp_code})") from error
        except smtplib.SMTPResponseException as error:
            raise _refusal(error.smtp_code) from error
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            raise Unknown(f"Đứt liên lạc khi đang gửi ({type(error).__name__})") from error
        except smtplib.SMTPException as error:
            raise NotSent(f"Máy chủ thư chưa nhận ({type(error).__name__})") from error


def _refusal(code: int) -> Exception:
    """4xx: later; 5xx: never."""
    text = f"Máy chủ thư trả lời {code}"
    return Refused(text) if code >= 500 else NotSent(text)
