"""What is shown instead of personal data (S1-XCT-05). Never the reverse: no function here can unmask."""

import re
import unicodedata

from teojeon.kernel.crypto.lookup import only_digits
from teojeon.kernel.crypto.numbers import birth_date_in

STAR = "*"
# Six digits of a date, at most three separators (also line ends and invisible ones), seven more digits; full-width
# digits too.
_SEPARATOR = r"[\s\-‐‑‒–—―−－~～_.·/​‌‍⁠﻿]{0,3}"
_THIRTEEN_DIGITS = re.compile(rf"(?<!\d)(\d{{6}})({_SEPARATOR})(\d{{7}})(?!\d)")


def mask_number(number: str) -> str:
    """900101-1234567 → 900101-1******. What has not 13 digits is hidden whole."""
    digits = only_digits(number)
    if len(digits) != 13:
        return STAR * len(number)
    return f"{digits[:6]}-{digits[6]}{STAR * 6}"


def mask_name(name: str) -> str:
    """홍길동 → 홍*동, 김철 → 김*, one letter → *, 남궁민수 → 남**수. Spaces stay; letters count as people see them."""
    letters = _letters(name.strip())
    if len(letters) <= 1:
        return STAR * len(letters)
    shown = {0} if len(letters) == 2 else {0, len(letters) - 1}
    return "".join(letter if at in shown or letter.isspace() else STAR for at, letter in enumerate(letters))


def mask_phone(phone: str) -> str:
    """010-1234-5678 → 010-****-5678, with or without hyphens. What looks like no telephone number keeps at most its
    last two digits."""
    digits = only_digits(phone)
    shape = re.fullmatch(r"(02|0\d{2}|0\d{3})(\d{3,4})(\d{4})", digits) or re.fullmatch(r"()(1\d{3})(\d{4})", digits)
    if shape is None:
        return STAR * max(0, len(digits) - 2) + digits[-2:] if len(digits) > 4 else STAR * len(digits)
    return "-".join(part for part in (shape[1], STAR * len(shape[2]), shape[3]) if part)


def mask_free_text(text: str) -> tuple[str, bool]:
    """The text with the last six digits of every resident or foreigner number hidden, and whether there was one.
    Thirteen digits that begin with no possible date (an account number, say) stay."""
    masked = _THIRTEEN_DIGITS.sub(_hide, text)
    return masked, masked != text


def _hide(match: re.Match[str]) -> str:
    digits = only_digits(match[1] + match[3])
    if birth_date_in(digits) is None:
        return match[0]
    return f"{match[1]}{match[2] or '-'}{match[3][0]}{STAR * 6}"


def _letters(text: str) -> list[str]:
    """Split as people count: a mark that combines with the letter before it belongs to that letter."""
    letters: list[str] = []
    for sign in unicodedata.normalize("NFC", text):
        if letters and (unicodedata.combining(sign) or sign in "\u200d\ufe0f" or letters[-1].endswith("\u200d")):
            letters[-1] += sign
        else:
            letters.append(sign)
    return letters
