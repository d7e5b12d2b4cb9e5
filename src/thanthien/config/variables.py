"""Every environment variable that an office may set: read from the settings file, each with what it is for in both languages.

The names, kinds and defaults are taken from the code that reads them; only the meanings are written here. A variable without a
meaning, and a meaning without a variable, stop `generate_docs`.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SETTINGS = Path(__file__).with_name("settings.py")
# Name → (Vietnamese, English), by what they are about; the order of the table.
GROUPS: dict[tuple[str, str], dict[str, tuple[str, str]]] = {
    ("Máy chủ", "The server"): {
        "PORT": ("Cổng mà máy nghe.", "The port that the server listens on."),
        "THANTHIEN_HOME": (
            "Nơi cất dữ liệu, khóa và ảnh; sao lưu cả thư mục này.",
            "Where data, keys and photos are kept; back up all of it.",
        ),
        "THANTHIEN_DATABASE": (
            "Cơ sở dữ liệu; để trống là SQLite trong thư mục dữ liệu. Lớn hơn thì postgresql://tên:mật-khẩu@máy/tên.",
            "The database; empty = SQLite in the data folder. A larger office: postgresql://name:password@host/name.",
        ),
        "THANTHIEN_ADDRESS": (
            "Địa chỉ người dân mở từ ngoài, in vào mã QR, như https://motcua.xa.vn; để trống là địa chỉ đang mở, mở bằng "
            "localhost thì là địa chỉ của máy trong mạng.",
            "The address people reach from outside, printed into QR codes; empty = the address of the request, for localhost "
            "this machine's in its network.",
        ),
        "THANTHIEN_HOSTS": ("Tên máy được nhận, cách nhau bằng dấu phẩy.", "Host names that are answered, with commas between."),
        "THANTHIEN_ORIGINS": (
            "Địa chỉ https được gửi biểu mẫu khi đứng sau máy chủ trung gian, cách nhau bằng dấu phẩy.",
            "https addresses that may send forms when a proxy stands before, with commas between.",
        ),
        "THANTHIEN_PROXIES": (
            "Số máy chủ trung gian của cơ quan đứng trước; 0 là không có.",
            "How many proxies of the office stand before this server; 0 = none.",
        ),
        "THANTHIEN_SECRET": (
            "Khóa ký; để trống thì máy tự tạo và cất cạnh dữ liệu.",
            "The signing key; empty = made once and kept beside the data.",
        ),
        "THANTHIEN_PAPERS_MB": (
            "Kho giấy tờ đã quét được chiếm bao nhiêu MB trên đĩa.",
            "How much of the disk scans and files may take, in MB.",
        ),
        "THANTHIEN_STATIC": ("Nơi gom tệp tĩnh khi có máy chủ trung gian.", "Where static files are gathered for a proxy."),
        "THANTHIEN_ANCHORS": (
            "Ghi đầu chuỗi nhật ký ra ngoài: thread (gom lại), sync (từng việc), hand (không tự ghi).",
            "Writing the heads of the journal outside: thread (batched), sync (each act), hand (not by itself).",
        ),
    },
    ("Chữ ký số", "Digital signatures"): {
        "THANTHIEN_PKCS11_MODULE": (
            "Tệp trình điều khiển PKCS#11 của thiết bị ký số; để trống thì ký bằng chứng thư mềm của xã.",
            "The PKCS#11 driver of the signing token; empty = the office's own soft certificate signs.",
        ),
        "THANTHIEN_PKCS11_TOKEN": ("Tên (label) của thiết bị ký số.", "The label of the token."),
        "THANTHIEN_PKCS11_KEY": ("Tên (label) của khóa và chứng thư trong thiết bị.", "The label of key and certificate in it."),
        "THANTHIEN_PKCS11_PIN": ("Mã PIN của thiết bị.", "The PIN of the token."),
    },
    ("Đăng nhập", "Signing in"): {
        "THANTHIEN_MFA_REQUIRED": (
            "Quản trị và lãnh đạo phải có bước thứ hai; viết 0 để tắt.",
            "Administrators and leaders need a second step; 0 switches it off.",
        ),
        "THANTHIEN_OIDC_ISSUER": (
            "Địa chỉ máy chủ tài khoản của tỉnh (OpenID Connect); để trống thì không có nút ấy.",
            "The province's identity server (OpenID Connect); empty = no such button.",
        ),
        "THANTHIEN_OIDC_CLIENT": ("Tên ứng dụng mà máy chủ ấy cấp.", "The client name given by that server."),
        "THANTHIEN_OIDC_SECRET": ("Khóa của ứng dụng ấy.", "The secret of that client."),
        "THANTHIEN_OIDC_NAME": ("Chữ trên nút: Vào bằng …", "The words on the button: Enter with …"),
        "THANTHIEN_OIDC_CLAIM": (
            "Mục trong trả lời mang tên đăng nhập của cán bộ.",
            "The claim that carries the officer's login.",
        ),
    },
    ("Tin nhắn cho người dân", "Messages to people"): {
        "THANTHIEN_SMTP_HOST": ("Máy chủ thư; để trống thì không gửi thư.", "The mail server; empty = no mail."),
        "THANTHIEN_SMTP_PORT": ("Cổng của máy chủ thư.", "Port of the mail server."),
        "THANTHIEN_SMTP_USER": ("Tài khoản gửi thư.", "The account that sends."),
        "THANTHIEN_SMTP_PASSWORD": ("Mật khẩu của tài khoản ấy.", "The password of that account."),
        "THANTHIEN_SMTP_SECURITY": ("Cách mã hóa: starttls, tls hoặc none.", "Encryption: starttls, tls or none."),
        "THANTHIEN_SMTP_FROM": ("Địa chỉ người gửi.", "The sender's address."),
        "THANTHIEN_SMTP_AUTHORITY": (
            "Tệp chứng thư của nơi cấp riêng; để trống là các nơi cấp quen thuộc.",
            "File with the certificate of a private authority; empty = the usual ones.",
        ),
        "THANTHIEN_SMS_ADDRESS": ("Địa chỉ cổng tin nhắn SMS; để trống là tắt.", "The SMS gateway; empty = off."),
        "THANTHIEN_SMS_TOKEN": ("Khóa của cổng SMS.", "The key of the SMS gateway."),
        "THANTHIEN_ZALO_ADDRESS": ("Địa chỉ cổng Zalo; để trống là tắt.", "The Zalo gateway; empty = off."),
        "THANTHIEN_ZALO_TOKEN": ("Khóa của cổng Zalo.", "The key of the Zalo gateway."),
    },
    ("Phần mềm khác", "Other programmes"): {
        "THANTHIEN_WEBHOOK_NETWORKS": (
            "Mạng nội bộ mà tin tự động được gửi vào, cách nhau bằng dấu phẩy; để trống thì chỉ gửi ra ngoài, qua https.",
            "Networks of the house that webhooks may go to, with commas between; empty = only out into the world, by https.",
        ),
        "THANTHIEN_WEBHOOK_AUTHORITY": (
            "Tệp chứng thư của nơi cấp riêng cho nơi nhận trong mạng nội bộ; để trống là các nơi cấp quen thuộc.",
            "File with the certificate of a private authority for receivers of the house; empty = the usual ones.",
        ),
    },
    ("Cổng quốc gia", "The national portal"): {
        "THANTHIEN_NATIONAL_ADDRESS": (
            "Địa chỉ trục liên thông của Cổng quốc gia; để trống thì không gửi gì.",
            "The adapter of the national portal; empty = nothing leaves.",
        ),
        "THANTHIEN_NATIONAL_USER": ("Tên đăng nhập ở trục liên thông.", "The login at the adapter."),
        "THANTHIEN_NATIONAL_PASSWORD": ("Mật khẩu ở trục liên thông.", "The password at the adapter."),
        "THANTHIEN_NATIONAL_DESTINATION": ("Mã nơi nhận (dstcode).", "The destination code (dstcode)."),
    },
    ("Sảnh", "The hall"): {
        "THANTHIEN_TICKET_PRINTER": (
            "Máy in phiếu qua mạng, địa chỉ:cổng; để trống thì in từ trình duyệt.",
            "Network printer of tickets, host:port; empty = print from the browser.",
        ),
    },
    ("Xem thử, tìm lỗi", "Demonstration and debugging"): {
        "THANTHIEN_DEMO": (
            "Bản trình diễn: vào không cần mật khẩu, không gửi tin nào. Không bật ở nơi làm việc thật.",
            "Demonstration: entering without a password, no message is sent. Never in a real office.",
        ),
        "THANTHIEN_DEBUG": (
            "Hiện chi tiết lỗi. Không bật ở nơi làm việc thật.",
            "Shows details of errors. Never in a real office.",
        ),
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable as the settings file reads it; `default` as it would be written, "" = empty."""

    name: str
    kind: str
    default: str


def read_in(source: str) -> Iterator[Variable]:
    """Every `env.kind("NAME", default)` of a Python text, in its order."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="env"), attr=kind), args=[ast.Constant(value=str(name)), *more]):
                yield Variable(name, kind, _written(more[0]) if more else _written(None, kind))


def _written(node: ast.expr | None, kind: str = "") -> str:
    if node is None:
        return "0" if kind == "flag" else ""
    if isinstance(node, ast.Constant):
        return str(int(node.value)) if isinstance(node.value, bool) else str(node.value)
    return {"HOME": "", "Path.cwd() / 'var'": "var", "HOME / 'static'": "static"}.get(ast.unparse(node), ast.unparse(node))


def variables() -> dict[str, Variable]:
    """Name → variable of the settings file; raises LookupError when names and meanings differ."""
    found = {one.name: one for one in read_in(SETTINGS.read_text(encoding="utf-8"))}
    known = {name for group in GROUPS.values() for name in group}
    if found.keys() != known:
        raise LookupError(f"config/variables.py: {sorted(found.keys() ^ known)} is read or explained, not both")
    return found


def table() -> str:
    """The page docs/generated/settings.md."""
    found = variables()
    lines = [
        "# Cài đặt bằng biến môi trường · Settings from the environment", "",
        "Mỗi dòng là một biến; để trống thì theo cột mặc định. Each line is one variable; unset, the default holds.",
    ]  # fmt: skip
    for (vietnamese, english), group in GROUPS.items():
        lines += [
            "",
            f"## {vietnamese} · {english}",
            "",
            "| biến · variable | mặc định · default | để làm gì | what for |",
            "|---|---|---|---|",
        ]
        lines += [f"| `{name}` | {_shown(found[name].default)} | {vi} | {en} |" for name, (vi, en) in group.items()]
    return "\n".join(lines) + "\n"


def _shown(default: str) -> str:
    return f"`{default}`" if default else "–"
