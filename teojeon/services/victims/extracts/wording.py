"""The words of a registry extract: what an entry is, who holds it, how much, from when. Pure."""

import datetime as dt
import re
from collections.abc import Sequence

KINDS: dict[str, str] = {
    "mortgage": "근저당권·저당권",
    "jeonse": "전세권",
    "leasehold": "임차권등기(주택임차권)",
    "seizure": "압류",
    "attachment": "가압류",
    "injunction": "가처분",
    "auction_voluntary": "경매개시결정(임의)",
    "auction_compulsory": "경매개시결정(강제)",
    "public_sale": "공매공고",
    "trust": "신탁",
    "ownership": "소유권 보존·이전",
    "provisional": "가등기",
    "use_right": "지상권·지역권",
    "pledge": "권리질권",
    "insolvency": "파산·회생",
    "change": "변경·이전",
    "cancellation": "말소",
    "other": "그 밖의 등기",
}
AMOUNTS: dict[str, tuple[str, ...]] = {
    "mortgage": ("채권최고액", "채권액"),
    "jeonse": ("전세금",),
    "leasehold": ("임차보증금", "보증금"),
    "attachment": ("청구금액",),
    "change": ("채권최고액", "채권액", "전세금", "임차보증금"),
}
"""Under which words the amount of an entry stands."""
EXPECTED = frozenset({"mortgage", "jeonse", "leasehold", "attachment"})
"""Kinds that are not whole without their amount."""
HOLDERS: dict[str, tuple[str, ...]] = {
    "mortgage": ("근저당권자", "저당권자"),
    "jeonse": ("전세권자",),
    "leasehold": ("임차권자",),
    "seizure": ("권리자",),
    "attachment": ("채권자", "권리자"),
    "injunction": ("채권자", "권리자"),
    "auction_voluntary": ("채권자",),
    "auction_compulsory": ("채권자",),
    "public_sale": ("권리자",),
    "trust": ("수탁자",),
    "ownership": ("소유자", "공유자", "수탁자"),
    "provisional": ("가등기권자", "권리자"),
    "use_right": ("지상권자", "지역권자"),
    "pledge": ("질권자", "권리자"),
    "change": ("근저당권자", "저당권자", "전세권자", "임차권자", "수탁자"),
}
LABELS = (
    *sorted({each for many in HOLDERS.values() for each in many} | {each for many in AMOUNTS.values() for each in many}),
    "채무자", "설정자", "거래가액", "처분청", "공동담보", "공동담보목록", "매매목록", "존속기간", "반환기", "범위", "차임", "임대차계약일자",
    "주민등록일자", "점유개시일자", "확정일자", "신탁원부", "위탁자", "금지사항", "이자", "변제기", "목적", "매각", "촉탁", "대위자", "대위원인",
)  # fmt: skip
DATE = re.compile(r"(\d{4})\s*년\s*(\d{1,2})\s*월\s*(\d{1,2})\s*일")
NUMBER = re.compile(r"제\s*(\d[\d\s-]*)\s*호")
PERSON_NO = re.compile(r"\d{6}\s*-\s*[\d*]{7}")
WON = re.compile(r"금\s*((?:\d[\d,\s]*)?\d)\s*원")
REGION = re.compile(
    r"(서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충청[남북]|전라[남북]|경상[남북]|제주|전북)(특별자치시|특별자치도|특별시|광역시|도)?(\s|$)"
)
ENDINGS: tuple[tuple[str, str], ...] = (
    ("임의경매개시결정", "auction_voluntary"), ("강제경매개시결정", "auction_compulsory"), ("가압류", "attachment"), ("압류", "seizure"),
    ("가처분", "injunction"), ("공매공고", "public_sale"), ("근저당권설정", "mortgage"), ("저당권설정", "mortgage"), ("전세권설정", "jeonse"),
    ("주택임차권", "leasehold"), ("주택임차권설정", "leasehold"), ("임차권설정", "leasehold"), ("임차권", "leasehold"), ("질권", "pledge"),
    ("신탁", "trust"), ("가등기", "provisional"), ("소유권보존", "ownership"), ("소유권이전", "ownership"), ("지분전부이전", "ownership"),
    ("지분일부이전", "ownership"), ("소유권일부이전", "ownership"), ("지분이전", "ownership"), ("지상권설정", "use_right"),
    ("지역권설정", "use_right"), ("지역권", "use_right"), ("파산선고", "insolvency"), ("회생절차개시", "insolvency"),
    ("개인회생절차개시", "insolvency"), ("이전", "change"), ("변경", "change"), ("경정", "change"), ("추가", "change"),
)  # fmt: skip
ON_A_RIGHT = re.compile(r"권부(?!질권)")  # an entry on somebody's mortgage, not on the house
LONGEST_NAME_LINES = 3


def kind_of(purpose: str) -> str:
    """The kind of an entry by its 등기목적; "other" where the words are not known."""
    plain = "".join(purpose.split())
    if "말소회복" in plain:
        return "other"
    if "말소" in plain:
        return "cancellation"
    if ON_A_RIGHT.search(plain):
        return "other"
    return next((kind for ending, kind in ENDINGS if plain.endswith(ending)), "other")


def target_of(purpose: str) -> str:
    """The rank number to which a change or cancellation refers, e.g. "1-1"; empty where none stands."""
    found = re.match(r"\s*(\d+(?:-\d+)?)\s*번", purpose)
    return found[1] if found else ""


def day_in(text: str) -> dt.date | None:
    """The first day in a text, if the calendar has it."""
    found = DATE.search(text)
    if found is None:
        return None
    try:
        return dt.date(*(int(each) for each in found.groups()))
    except ValueError:
        return None


def number_in(text: str) -> str:
    """The receipt number: digits of 제…호."""
    found = NUMBER.search(text)
    return re.sub(r"\s", "", found[1]) if found else ""


def amount_in(kind: str, text: str) -> tuple[int | None, bool]:
    """Won under the words of this kind, and whether it is certain: two different amounts, foreign money or none are not."""
    for word in AMOUNTS.get(kind, ()):
        places = [each.end() for each in re.finditer(word, text)]
        found = {_won(match[1]) for end in places if (match := WON.match(text[end:].lstrip(" :\n")))}
        if places:
            return (found.pop(), True) if len(found) == 1 and len(places) == 1 else (None, False)
    return None, kind not in EXPECTED


def _won(digits: str) -> int:
    return int(re.sub(r"[,\s]", "", digits))


def holder_in(kind: str, lines: Sequence[str]) -> tuple[str, bool]:
    """Who holds the entry, and whether the end of the name is certain: a number or an address must follow, or nothing."""
    for word in HOLDERS.get(kind, ()):
        for place, line in enumerate(lines):
            if line == word or line.startswith(f"{word} "):
                rest = [line.removeprefix(word).strip(), *_until_label(lines[place + 1 :])]
                name, is_certain = _names(rest) if word == "공유자" else _name(rest)
                return _with_office(kind, name, lines), is_certain and bool(name)
    return "", kind not in HOLDERS or kind == "change"


def _until_label(lines: Sequence[str]) -> list[str]:
    found = []
    for line in lines:
        if line.startswith(LABELS):
            break
        found.append(line)
    return found


def _name(lines: Sequence[str]) -> tuple[str, bool]:
    """A name may run over lines, without a space where it breaks; its number ends it."""
    name = ""
    for place, line in enumerate(lines[: LONGEST_NAME_LINES + 1]):
        if number := PERSON_NO.search(line):
            return (name + line[: number.start()].strip()).strip(), True
        if place and REGION.match(line):
            return name, True
        if place and line.startswith("("):
            return name, True
        name += line.strip()
    is_alone = len(lines) == 1
    return (lines[0].strip() if lines else ""), is_alone


def _names(lines: Sequence[str]) -> tuple[str, bool]:
    """Of several owners, each on a line with a number; a name that broke is for a person to see."""
    names = [line[: number.start()].strip() for line in lines if (number := PERSON_NO.search(line))]
    return ", ".join(names), bool(names) and all(names)


def _with_office(kind: str, name: str, lines: Sequence[str]) -> str:
    """A seizure of the state names the office that asked for it."""
    office = next((line.removeprefix("처분청").strip() for line in lines if line.startswith("처분청 ")), "")
    return f"{name} (처분청 {office})" if kind == "seizure" and office and name else name
