"""Reads a registry extract (등기사항전부증명서) with text into rows. Pure: pages in, rows out, and what could not be read.

Nothing is guessed: what is missing or ambiguous in a row is named in its `doubts`, a line that fits nowhere stays an unread line, and
whether an entry is struck out is said only where the file carries its lines.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from teojeon.kernel.documents.text_pages import TextPage
from teojeon.services.victims.extracts import wording
from teojeon.services.victims.extracts.lines import Columns, Line, Piece, columns_of, lines_of

OWNERSHIP, OTHER_RIGHTS = "gap", "eul"
SECTIONS = {OWNERSHIP: "갑구", OTHER_RIGHTS: "을구"}
YES, NO, ASK = "yes", "no", "ask"
ALL_ENTRIES, CURRENT_ENTRIES = "all", "current"
TITLES = ("순위번호", "등기목적", "접수", "등기원인", "권리자및기타사항")
RANK, PURPOSE, RECEIPT, CAUSE, REST = range(5)
RANK_NO = re.compile(r"\d{1,4}(?:-\d{1,3})*")
FORMER_RANK = re.compile(r"\(전\s*[\d-]+\)")
LEAST_LETTERS = 60  # of a page of text; less is a picture with a stamp
HEADING = re.compile(r"^[【\[](표제부|갑구|을구|공동담보목록|매매목록|전세권목록|신탁목록|[가-힣]*목록)[】\]]")
SUMMARY = "주요등기사항요약"
EMPTY = "기록사항없음"
NOISE = re.compile(
    r"^(\d{1,3}/\d{1,3}$|[-–—―]*이하여백|열람용$|\*|고유번호|등기사항(전부|일부)?증명서|열람일시|발행일시|발급일시|출력일시|발급확인번호|발행번호"
    r"|관할등기소|문서하단|수수료|이증명서는|서기\d{4}년|법원행정처|\(소유권)"
)
PLACE = re.compile(r"^\[(집합건물|건물|토지)\]\s*(.*)$")
UNIQUE_NO = re.compile(r"고유번호\s*:?\s*(\d{4})\s*-\s*(\d{4})\s*-\s*(\d{6})")
ISSUED = re.compile(
    r"(?:열람일시|발행일시|발급일시|출력일시|서기)\s*:?\s*(\d{4}\s*년\s*\d{1,2}\s*월\s*\d{1,2}\s*일(?:\s*\d{1,2}\s*시\s*\d{1,2}\s*분(?:\s*\d{1,2}\s*초)?)?)"
)
ISSUE_NO = re.compile(r"(?:발급확인번호|발행번호)\s*:?\s*([A-Z0-9][A-Z0-9-]{5,40})")
ROAD = "[도로명주소]"


@dataclass(frozen=True)
class Row:
    """One entry. `amount` in won; None = none, or not read. `cancelled`: yes, no, ask. `doubts`: names of fields for a person to check.

    `page`: where it begins, from 1. `details`: the last column as it stands.
    """

    section: str
    rank: str
    kind: str
    purpose: str
    page: int
    holder: str = ""
    amount: int | None = None
    received_on: dt.date | None = None
    received_no: str = ""
    cause: str = ""
    cancelled: str = ASK
    details: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unread:
    """A line that fits nowhere."""

    page: int
    text: str


@dataclass
class Reading:
    """What was read. `has_text`: False for a scan. `coverage`: all (말소사항 포함), current, or empty where it is not said.

    `places`: 소재지번·건물번호 and 도로명주소 as they stand. `title_part`: lines of 표제부. `empty`: sections said to hold nothing.
    """

    pages: int
    has_text: bool
    kind: str = ""
    coverage: str = ""
    unique_no: str = ""
    places: list[str] = field(default_factory=list)
    issued_on: dt.date | None = None
    issued_at: str = ""
    issue_no: str = ""
    title_part: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)


def read(pages: Sequence[TextPage]) -> Reading:
    """All rows of an extract in their order. A document without text, or that is no extract, has none."""
    letters = sum(len(run.text) for page in pages for run in page.runs)
    reading = Reading(len(pages), letters >= LEAST_LETTERS)
    if reading.has_text:
        _Reader(reading, pages).read()
    return reading


@dataclass
class _Entry:
    """A row on its way: pieces by column, line by line."""

    section: str
    rank: Piece
    page: int
    columns: Columns
    cells: list[list[list[Piece]]] = field(default_factory=lambda: [[] for _ in TITLES])

    def add(self, pieces: Iterable[tuple[int, Piece]]) -> None:
        line: dict[int, list[Piece]] = {}
        for column, piece in pieces:
            line.setdefault(column, []).append(piece)
        for column, found in line.items():
            self.cells[column].append(found)


class _Reader:
    """Walks the lines of all pages once."""

    def __init__(self, reading: Reading, pages: Sequence[TextPage]) -> None:
        self.reading, self.pages = reading, pages
        self.section = ""
        self.columns: Columns | None = None
        self.entry: _Entry | None = None
        self.entries: list[_Entry] = []
        self.is_over, self.place_goes_on = False, False
        self.road_from: float | None = None

    def read(self) -> None:
        for page in self.pages:
            lines = lines_of(page)
            for place, line in enumerate(lines):
                if not self.is_over:
                    self._take(line, lines[place + 1 :], page)
                else:
                    self._take_stamps(line)
        self.reading.places = list(dict.fromkeys(each for each in self.reading.places if each))
        has_lines = any(page.strokes for page in self.pages)
        rows = [_row(entry, self.reading.coverage, has_lines=has_lines) for entry in self.entries]
        self.reading.rows = _with_named_cancellations(rows)

    def _take(self, line: Line, below: Sequence[Line], page: TextPage) -> None:
        self._take_stamps(line)
        if SUMMARY in line.compact:
            self.is_over = True
        elif heading := HEADING.match(line.compact):
            self._begin(heading[1])
        elif place := PLACE.match(line.text):
            self.reading.kind = self.reading.kind or place[1]
            self.reading.places.append(place[2])
            self.place_goes_on = True
        elif all(title in line.compact for title in (TITLES[RANK], TITLES[PURPOSE])):
            self.columns = columns_of(line, TITLES, _until_heading(below), page) or self.columns
            self.place_goes_on = False
        elif self.place_goes_on and not self._is_noise(line):
            self.place_goes_on = False
            self.reading.places[-1] = f"{self.reading.places[-1]} {line.text}".strip()
        elif line.compact == EMPTY and self.section in SECTIONS:
            self.reading.empty.append(self.section)
        elif not self._is_noise(line):
            self._put(line)

    def _take_stamps(self, line: Line) -> None:
        """Number, day and kind of the extract, wherever they stand."""
        found = self.reading
        if (number := UNIQUE_NO.search(line.text)) and not found.unique_no:
            found.unique_no = "".join(number.groups())
        if (issued := ISSUED.search(line.text)) and found.issued_on is None:
            found.issued_on, found.issued_at = wording.day_in(issued[1]), " ".join(issued[1].split())
        if (number := ISSUE_NO.search(line.text)) and not found.issue_no:
            found.issue_no = number[1]
        if line.compact.startswith("등기사항") and "증명서(" in line.compact and not found.coverage:
            found.coverage = (
                ALL_ENTRIES if "말소사항포함" in line.compact else CURRENT_ENTRIES if "현재유효사항" in line.compact else ""
            )

    def _is_noise(self, line: Line) -> bool:
        return NOISE.match(line.compact) is not None

    def _begin(self, heading: str) -> None:
        self.section = {"갑구": OWNERSHIP, "을구": OTHER_RIGHTS, "표제부": "title"}.get(heading, "list")
        self.columns, self.entry, self.place_goes_on = None, None, False

    def _put(self, line: Line) -> None:
        if self.section == "title":
            self._put_title(line)
        elif self.section in SECTIONS and self.columns is not None:
            self._put_entry(line, self.columns)
        else:
            self.reading.unread.append(Unread(line.page, line.text))

    def _put_title(self, line: Line) -> None:
        """Lines of 표제부 stay words; the road address in them is a place."""
        self.reading.title_part.append(line.text)
        for piece in line.pieces:
            if ROAD in piece.text:
                self.road_from = piece.left
                self.reading.places.append(piece.text.replace(ROAD, "").strip())
            elif self.road_from is not None and abs(piece.left - self.road_from) < 6 and not piece.text.startswith("["):
                self.reading.places[-1] = f"{self.reading.places[-1]} {piece.text}".strip()
        if self.road_from is not None and all(abs(piece.left - self.road_from) >= 6 for piece in line.pieces):
            self.road_from = None

    def _put_entry(self, line: Line, columns: Columns) -> None:
        placed = [(columns.of(piece), piece) for piece in line.pieces]
        rank = next((piece for column, piece in placed if column == RANK), None)
        if rank is not None and RANK_NO.fullmatch(rank.text):
            self.entry = _Entry(self.section, rank, line.page, columns)
            self.entries.append(self.entry)
        elif rank is not None and not FORMER_RANK.fullmatch(rank.text):
            self.reading.unread.append(Unread(line.page, line.text))
            return
        if self.entry is None:
            self.reading.unread.append(Unread(line.page, line.text))
            return
        self.entry.add(placed)


def _until_heading(lines: Sequence[Line]) -> list[Line]:
    found = []
    for line in lines:
        if HEADING.match(line.compact):
            break
        if not NOISE.match(line.compact):
            found.append(line)
    return found


def _row(entry: _Entry, coverage: str, *, has_lines: bool) -> Row:
    cancelled = _cancelled(entry, coverage, has_lines=has_lines)
    keeps_struck = cancelled == YES

    def lines(column: int) -> list[str]:
        """What still stands; of an entry that is struck out as a whole, all of it."""
        standing = [[each for each in line if keeps_struck or not each.struck] for line in entry.cells[column]]
        return [" ".join(each.text for each in line) for line in standing if line]

    purpose = "".join(lines(PURPOSE)).replace(" ", "")
    receipt, rest = " ".join(lines(RECEIPT)), lines(REST)
    cause = _flowing(entry, keeps_struck=keeps_struck)
    kind = wording.kind_of(purpose)
    if kind == "ownership" and any(line.startswith("수탁자") for line in rest):
        kind = "trust"
    holder, holder_is_certain = wording.holder_in(kind, rest)
    amount, amount_is_certain = wording.amount_in(kind, "\n".join(rest))
    received_on, received_no = wording.day_in(receipt), wording.number_in(receipt)
    doubts = {
        "kind": kind == "other",
        "holder": not holder_is_certain,
        "amount": not amount_is_certain,
        "received_on": received_on is None,
        "received_no": not received_no,
        "cancelled": cancelled == ASK,
    }
    return Row(
        section=entry.section,
        rank=entry.rank.text,
        kind=kind,
        purpose=purpose,
        page=entry.page,
        holder=holder,
        amount=amount,
        received_on=received_on,
        received_no=received_no,
        cause=cause,
        cancelled=cancelled,
        details="\n".join(" ".join(each.text for each in line) for line in entry.cells[REST]),
        doubts=tuple(name for name, is_doubtful in doubts.items() if is_doubtful),
    )


def _flowing(entry: _Entry, *, keeps_struck: bool) -> str:
    """등기원인 as one text: a line that reaches the end of its column goes on in the next without a space."""
    text = ""
    for line in entry.cells[CAUSE]:
        standing = [each for each in line if keeps_struck or not each.struck]
        if standing:
            text += " ".join(each.text for each in standing)
            text += "" if entry.columns.reaches_end(standing[-1], CAUSE) else " "
    return text.strip()


def _cancelled(entry: _Entry, coverage: str, *, has_lines: bool) -> str:
    """Whether rank, purpose and receipt are struck out. Only some of them, or a file without lines, is for a person to say."""
    pieces = [entry.rank, *(piece for column in (PURPOSE, RECEIPT) for line in entry.cells[column] for piece in line)]
    struck = [piece.struck for piece in pieces]
    if any(struck):
        return YES if all(struck) else ASK
    if coverage == CURRENT_ENTRIES or has_lines:
        return NO
    return ASK


def _with_named_cancellations(rows: Sequence[Row]) -> list[Row]:
    """An entry that another one cancels by its rank is struck out; where the lines do not say so, a person looks."""
    named = {(row.section, wording.target_of(row.purpose)) for row in rows if row.kind == "cancellation" and row.cancelled == NO}
    return [
        replace(row, cancelled=ASK, doubts=(*row.doubts, "cancelled"))
        if row.cancelled == NO and (row.section, row.rank) in named
        else row
        for row in rows
    ]
