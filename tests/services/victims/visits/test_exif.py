"""What a camera wrote is read; what is damaged or hostile says nothing and breaks nothing."""

import datetime as dt
import io
import random

import pytest
from PIL import Image

from teojeon.services.victims.visits.exif import Taken, taken
from tests.services.victims.visits.photographs import LATITUDE, LONGITUDE, TAKEN, camera_photo

pytestmark = pytest.mark.req("S1-INV-04")


def test_time_and_place_are_read_from_a_photo() -> None:
    found = taken(camera_photo())
    assert found.at == TAKEN
    assert found.latitude == pytest.approx(LATITUDE, abs=1e-5) and found.longitude == pytest.approx(LONGITUDE, abs=1e-5)


def test_a_camera_that_names_its_time_zone_is_believed() -> None:
    assert taken(camera_photo(offset="+07:00")).at == TAKEN + dt.timedelta(hours=2)


def test_a_photo_without_notes_says_nothing() -> None:
    target = io.BytesIO()
    Image.new("RGB", (8, 8)).save(target, "JPEG")
    assert taken(target.getvalue()) == Taken()


def test_a_camera_whose_clock_was_never_set_says_where_and_not_when() -> None:
    found = taken(camera_photo(at="0000:00:00 00:00:00"))
    assert found.at is None and found.latitude is not None


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_other_formats_are_read_too(kind: str) -> None:
    with Image.open(io.BytesIO(camera_photo())) as image:
        target = io.BytesIO()
        image.save(target, kind, exif=image.getexif().tobytes())
    assert taken(target.getvalue()).at == TAKEN


def test_damage_of_any_kind_raises_nothing() -> None:
    source, dice = camera_photo(), random.Random(7)
    for _ in range(2000):
        content = bytearray(source[: dice.randrange(len(source))] if dice.random() < 0.3 else source)
        for _ in range(dice.randrange(1, 12)):
            if content:
                content[dice.randrange(min(len(content), 400))] = dice.randrange(256)
        taken(bytes(content))
    assert taken(b"") == Taken() and taken(b"Exif\0\0MM\0*" * 100_000) == Taken()
