"""The picture of a group: its leases as squares, house by house, never one line for each (S1-INV-05).

Positions in units of a drawing WIDTH wide. What a square means is also said by its shape, its title and the table below.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse

from teojeon.services.victims.linkage.counting import Month
from teojeon.services.victims.linkage.queries import Member, sido_name
from teojeon.ui.formats import or_no_information

WIDTH, BOXES_A_ROW = 720, 3
TOP, GAP, TITLE, PADDING = 56, 20, 24, 8
SQUARE, STEP = 16, 20
BOX = (WIDTH - GAP * (BOXES_A_ROW - 1)) // BOXES_A_ROW
SQUARES_A_ROW = (BOX - 2 * PADDING) // STEP
WIDE_SQUARES_A_ROW = (WIDTH - 2 * PADDING) // STEP
TITLE_LETTERS = 15
MOST_BOXES = 30
"""As many houses have a box of their own, those with the most cases; the others share one."""
OWN, COUNTED, NOT_COUNTED, PROPOSED, HIDDEN, HIDDEN_NOT_COUNTED = "own", "counted", "out", "proposed", "hidden", "hidden-out"


@dataclass(frozen=True)
class Square:
    """One case. `shape`: how it is drawn; `url` empty for one that these eyes may not see."""

    x: int
    y: int
    shape: str
    title: str
    url: str = ""


@dataclass
class Box:
    """A house, or the cases of one 시·도 that these eyes may not see."""

    title: str
    full_title: str
    x: int
    y: int
    width: int
    height: int
    squares: list[Square] = field(default_factory=list)


@dataclass(frozen=True)
class Rail:
    """The line from the landlord to a row of boxes, and down to each of them."""

    y: int
    to_x: int
    drops: list[int]


@dataclass(frozen=True)
class Picture:
    """`words`: the whole picture in one sentence, for those who do not see it."""

    width: int
    height: int
    title: str
    words: str
    boxes: list[Box]
    rails: list[Rail]


@dataclass(frozen=True)
class _Item:
    shape: str
    title: str
    url: str


def draw(title: str, members: Sequence[Member], hidden: Sequence[Month], own: UUID | None = None) -> Picture:
    """`own`: the case from which one looks."""
    houses: dict[str, list[_Item]] = {}
    for member in members:
        houses.setdefault(member.building, []).append(_item(member, own))
    groups = sorted(houses.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    small = [entry for entry in groups[BOXES_A_ROW * 2 :] if len(entry[1]) == 1] if len(groups) > BOXES_A_ROW * 2 else []
    large = [entry for entry in groups if entry not in small]
    shared = [*large[MOST_BOXES:], *small]
    narrow = [(str(or_no_information(name)), items) for name, items in large[:MOST_BOXES]]
    narrow += [(f"{place} (볼 수 없음)", items) for place, items in _hidden(hidden).items()]
    boxes, rails, bottom = _narrow(narrow)
    if shared:
        items = [item for _, together in shared for item in together]
        box = _box(f"그 밖의 주택 {len(shared)}곳", items, 0, bottom + GAP, WIDTH, WIDE_SQUARES_A_ROW)
        rails.append(Rail(bottom + GAP // 2, GAP, [GAP]))
        boxes.append(box)
        bottom = box.y + box.height
    unseen = sum(month.cases for month in hidden)
    words = f"{title}에 이어진 사건 {len(members) + unseen}건: 볼 수 있는 사건 {len(members)}건이 주택 {len(houses)}곳에 있고, "
    words += f"볼 수 없는 사건이 {unseen}건입니다. 같은 내용이 아래 표에 있습니다."
    return Picture(WIDTH, bottom + 4, title, words, boxes, rails)


def _item(member: Member, own: UUID | None) -> _Item:
    case = member.case
    where = or_no_information(member.building)
    told = "확인 전" if member.is_proposed else "셈" if member.counted else "세지 않음"
    shape = PROPOSED if member.is_proposed else COUNTED if member.counted else NOT_COUNTED
    if case.pk == own:
        return _Item(OWN, f"이 사건 {case.receipt_no}: {where}, {member.state}, {told}", "")
    return _Item(shape, f"{case.receipt_no}: {where}, {member.state}, {told}", reverse("case", args=[case.pk]))


def _hidden(hidden: Sequence[Month]) -> dict[str, list[_Item]]:
    found: dict[str, list[_Item]] = {}
    for month in hidden:
        name = sido_name(month.sido)
        shape, told = (HIDDEN, "셈") if month.counted else (HIDDEN_NOT_COUNTED, "세지 않음")
        item = _Item(shape, f"{name} {month.month.year}. {month.month.month}. 신청, {told}", "")
        found.setdefault(name, []).extend([item] * month.cases)
    return found


def _narrow(groups: Sequence[tuple[str, list[_Item]]]) -> tuple[list[Box], list[Rail], int]:
    boxes: list[Box] = []
    rails: list[Rail] = []
    y = TOP
    for first in range(0, len(groups), BOXES_A_ROW):
        row = [
            _box(title, items, place * (BOX + GAP), y + GAP, BOX, SQUARES_A_ROW)
            for place, (title, items) in enumerate(groups[first : first + BOXES_A_ROW])
        ]
        drops = [box.x + GAP for box in row]
        rails.append(Rail(y + GAP // 2, drops[-1], drops))
        boxes += row
        y += GAP + max(box.height for box in row)
    return boxes, rails, y


def _box(title: str, items: Sequence[_Item], x: int, y: int, width: int, in_a_row: int) -> Box:
    rows = -(-len(items) // in_a_row)
    name = title if len(title) <= TITLE_LETTERS or width == WIDTH else f"{title[: TITLE_LETTERS - 1]}…"
    box = Box(f"{name} · {len(items)}건", f"{title}: {len(items)}건", x, y, width, TITLE + rows * STEP + PADDING)
    for place, item in enumerate(items):
        left, down = x + PADDING + place % in_a_row * STEP, y + TITLE + place // in_a_row * STEP
        box.squares.append(Square(left, down, item.shape, item.title, item.url))
    return box
