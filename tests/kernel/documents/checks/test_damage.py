"""Files that were damaged at random: each has a verdict, none meets a case that the checks do not know."""

import io
import random
from pathlib import Path

import pytest
from django.conf import settings

from teojeon.kernel.documents.checks import defuse
from teojeon.kernel.documents.checks.verdict import MESSAGES, Refused
from tests.kernel.documents.checks.test_good_files import GOOD
from tools.hostile.pdfs import files as hostile_pdfs

TIMES = 120
SEEDS = {kind: content for kind, (content, _) in GOOD.items()} | {
    file.name: file.make() for file in hostile_pdfs() if file.name in {"js-field.pdf", "layers.pdf", "position-in-picture.pdf"}
}


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Bytes changed, lost, added and repeated."""
    made = bytearray(content)
    for _ in range(chance.choice((1, 2, 4, 16))):
        place, other = chance.randrange(len(made)), chance.randrange(len(made))
        match chance.randrange(4):
            case 0:
                made[place] = chance.randrange(256)
            case 1:
                del made[place : place + chance.randrange(1, 40)]
            case 2:
                made[place:place] = chance.randbytes(chance.randrange(1, 20))
            case _:
                made[place : place + 8] = made[other : other + 8]
    return bytes(made)


@pytest.mark.slow
@pytest.mark.req("S1-APP-07")
@pytest.mark.parametrize("name", SEEDS)
def test_no_damage_leads_where_nobody_looked(name: str) -> None:
    chance = random.Random(name)
    for _ in range(TIMES):
        content = damaged(SEEDS[name], chance)
        try:
            defuse.defused(io.BytesIO(content), io.BytesIO(), tuple(Path(folder) for folder in settings.FONT_DIRS))
        except Refused as refusal:
            assert refusal.code in MESSAGES
