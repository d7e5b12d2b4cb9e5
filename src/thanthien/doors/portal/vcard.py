"""Cards for a phone's address book (vCard 3.0, RFC 2426): what was published and nothing else."""

from thanthien.people.models import Office
from thanthien.posting.models import Contact

LONGEST = 75  # octets of a line, RFC 2426 2.6


def person(contact: Contact, place: Office) -> str:
    """The card of somebody whose phone was published."""
    family, _, rest = contact.officer.name.partition(" ")
    return _card(
        [
            ("N", f"{escaped(family)};{escaped(rest)};;;"),
            ("FN", escaped(contact.officer.name)),
            ("ORG", escaped(f"UBND {place.unit.name}")),
            ("TITLE", escaped(contact.post)),
            ("TEL;TYPE=WORK,VOICE", contact.phone.replace(" ", "")),
            ("NOTE", escaped(contact.duty)),
        ]
    )


def office(place: Office) -> str:
    """The card of the hotline."""
    return _card(
        [
            ("N", f"{escaped(place.centre)};;;;"),
            ("FN", escaped(place.centre)),
            ("ORG", escaped(f"UBND {place.unit.name}")),
            ("TEL;TYPE=WORK,VOICE", place.hotline.replace(" ", "")),
            ("ADR;TYPE=WORK", f";;{escaped(place.address)};;;;"),
        ]
    )


def escaped(text: str) -> str:
    r"""`\`, `;`, `,` and line ends as RFC 2426 wants them."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r", "").replace("\n", "\\n")


def _card(lines: list[tuple[str, str]]) -> str:
    whole = [("BEGIN", "VCARD"), ("VERSION", "3.0"), *((name, value) for name, value in lines if value), ("END", "VCARD")]
    return "".join(f"{folded(f'{name}:{value}')}\r\n" for name, value in whole)


def folded(line: str) -> str:
    """A long line cut into pieces of at most 75 octets, never inside a letter; each next piece begins with a space."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > LONGEST - bool(pieces):
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*pieces, piece])
