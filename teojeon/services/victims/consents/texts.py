"""The dated texts of the consents, and what runs without consent (texts.toml)."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("texts.toml")
AGENCIES = "C2"
"""Provision to support agencies (법§14⑦): one consent for each group of them, `C2.COURT` and so on."""


@dataclass(frozen=True)
class Text:
    """What a person reads before consenting (개보법§15②, §17②). `since`: first day of this version; `law`: what it rests on."""

    code: str
    version: int
    since: dt.date
    title: str
    question: str
    recipients: str
    items: str
    purpose: str
    retention: str
    refusal: str
    law: str

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """What must be told before a consent, each with its title (개보법§15②, §17②)."""
        return (
            ("정보를 받는 곳", self.recipients),
            ("정보의 항목", self.items),
            ("목적", self.purpose),
            ("보유 기간", self.retention),
            ("동의하지 않으면", self.refusal),
            ("근거", self.law),
        )

    @property
    def field(self) -> str:
        """The name of the form's input and of the answer: C2.COURT → c2_court."""
        return self.code.lower().replace(".", "_")


@dataclass(frozen=True)
class Statutory:
    """Processing that rests on the Act and asks for no consent (법§13③, §30)."""

    title: str
    text: str
    law: str


@cache
def _stored() -> tuple[tuple[Text, ...], tuple[Statutory, ...]]:
    stored = tomllib.loads(FILE.read_text(encoding="utf-8"))
    texts = tuple(Text(since=row["from"], **{name: each for name, each in row.items() if name != "from"}) for row in stored["text"])
    return texts, tuple(Statutory(**row) for row in stored["statutory"])


def texts_on(day: dt.date) -> tuple[Text, ...]:
    """The texts in use on a day, in the order in which they are asked; of each code the newest version."""
    newest: dict[str, Text] = {}
    for text in sorted((text for text in _stored()[0] if text.since <= day), key=lambda text: text.version):
        newest[text.code] = text
    order = list(dict.fromkeys(text.code for text in _stored()[0]))
    return tuple(newest[code] for code in order if code in newest)


def text_of(code: str, version: int) -> Text:
    """One version of a text. Raises KeyError."""
    return {(text.code, text.version): text for text in _stored()[0]}[code, version]


def codes() -> tuple[str, ...]:
    """All codes, those of the groups of agencies apart."""
    return tuple(dict.fromkeys(text.code for text in _stored()[0]))


def statutory() -> tuple[Statutory, ...]:
    """What runs without consent."""
    return _stored()[1]
