"""법정동 by name. There is no table of 법정동 here: the name is free text that is tidied, never refused (S1-APP-03)."""

import re
import unicodedata

_DONG = re.compile(r"[가-힣][가-힣0-9·.,]*(?:동|가|읍|면|리)")
_WITHOUT_THE_ENDING = frozenset({"세종로"})
"""법정동 whose name is that of a road. 세종로 (서울 종로구) is the one we know of."""


def legal_dong(text: str) -> str:
    """The name as it is stored: composed (NFC), invisible characters out, white space single, ends trimmed.

    What was written is otherwise kept, whether it looks like a 법정동 or not.
    """
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(
        " " if unicodedata.category(letter) == "Cc" else letter for letter in composed if unicodedata.category(letter) != "Cf"
    )
    return " ".join(visible.split())


def looks_like_dong(text: str) -> bool:
    """Whether every word is a name of Korean letters and the last ends as 동, 가, 읍, 면 or 리 (우정읍 조암리).

    False means "store it, and flag it for a person": a road name, a lot number, a building, a foreign word.
    """
    words = legal_dong(text).split(" ")
    return all(word in _WITHOUT_THE_ENDING or _DONG.fullmatch(word) for word in words)
