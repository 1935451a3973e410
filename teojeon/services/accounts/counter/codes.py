"""Codes that people carry on a slip of paper: short, without letters that look alike, half name and half secret."""

from dataclasses import dataclass, field

from django.contrib.auth.hashers import check_password, make_password
from django.utils.crypto import get_random_string

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without I, L, O, 0 and 1
SELECTOR, SECRET = 6, 10  # letters: the first find the row, the second prove it (about 49 bits)
GROUP = 4


@dataclass(frozen=True)
class Code:
    """`selector` may be stored; of `secret` only the hash, which is slow on purpose."""

    selector: str
    secret: str = field(repr=False)

    @property
    def shown(self) -> str:
        """As it is printed: `ABCD-EFGH-JKMN-PQRS`."""
        letters = self.selector + self.secret
        return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))

    @property
    def hashed(self) -> str:
        return make_password(self.secret)


def new_code() -> Code:
    """A code that nobody can guess."""
    return Code(get_random_string(SELECTOR, LETTERS), get_random_string(SECRET, LETTERS))


def read_code(text: str) -> Code | None:
    """A code as a person typed it: small letters, blanks and hyphens do not matter. None for anything that is no code."""
    letters = "".join(sign for sign in text.upper() if sign.isalnum())
    if len(letters) != SELECTOR + SECRET or any(sign not in LETTERS for sign in letters):
        return None
    return Code(letters[:SELECTOR], letters[SELECTOR:])


def matches(code: Code, hashed: str | None) -> bool:
    """Whether a typed code is the one of a row. Without a row it takes as long and is False."""
    if hashed is None:
        make_password(code.secret)
        return False
    return check_password(code.secret, hashed)
