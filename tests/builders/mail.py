"""A real SMTP server on this machine: STARTTLS with a certificate of its own, AUTH, and answers as a test wants them."""

import datetime
import socket
import ssl
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD, SENDER = "motcua", "mat-khau-thu", "motcua@camtu.example"


@dataclass
class Post:
    """What the server got, and what it shall answer: `says` = replies to RCPT, one each time, then 250."""

    folder: Path
    got: list[EmailMessage] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    hangs_up: int = 0
    port: int = 0

    @property
    def settings(self) -> dict:
        """SMTP as the office's settings name it."""
        return {
            "host": "localhost", "port": self.port, "user": USER, "password": PASSWORD, "security": "starttls", "sender": SENDER,
            "authority": str(self.folder / "ca.pem"),
        }  # fmt: skip

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  the library's name
        if self.says:
            return self.says.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.got.append(message_from_bytes(envelope.content, policy=policy.default))
        if self.hangs_up:
            self.hangs_up -= 1
            server.transport.abort()  # the letter is here, the answer never arrives
        return "250 Nhận rồi"


def _certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    day = datetime.timedelta(days=1)
    today = datetime.datetime.now(tz=datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(today - day).not_valid_after(today + 3650 * day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "ca.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("localhost", 0))
        return one.getsockname()[1]


def _authenticated(server, session, envelope, mechanism, data) -> AuthResult:
    right = isinstance(data, LoginPassword) and data.login == USER.encode() and data.password == PASSWORD.encode()
    return AuthResult(success=right, handled=False)


@contextmanager
def post_office(folder: Path):
    """A running server; `Post.port` is where it listens."""
    _certificate(folder)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "ca.pem", folder / "key.pem")
    post = Post(folder, port=_free_port())
    controller = Controller(
        post, hostname="localhost", port=post.port, tls_context=context, require_starttls=True, auth_required=True,
        authenticator=_authenticated, enable_SMTPUTF8=True,
    )  # fmt: skip
    controller.start()
    try:
        yield post
    finally:
        controller.stop(no_assert=True)
