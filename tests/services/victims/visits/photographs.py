"""Photos as a camera makes them, with time and place, and visits to put them into."""

import datetime as dt
import io
from typing import Any
from uuid import UUID

from PIL import ExifTags, Image

from teojeon.kernel import clock
from teojeon.services.victims.visits.models import Visit, VisitPhoto
from tests.support.factories import acting, cast
from tests.support.meetings import SYSTEM

TAKEN = dt.datetime(2026, 11, 20, 14, 5, 9, tzinfo=clock.SEOUL)
LATITUDE, LONGITUDE = 37.579617, 126.974847  # 서울 종로구 효자로


def camera_photo(colour: str = "red", *, at: str = "2026:11:20 14:05:09", offset: str = "", placed: bool = True) -> bytes:
    """A JPG with the camera's notes. `at`, `offset`: as Exif writes them."""
    image, exif = Image.new("RGB", (60, 40), colour), Image.Exif()
    exif[ExifTags.Base.Make] = "Phone"
    times = exif.get_ifd(ExifTags.IFD.Exif)
    times[ExifTags.Base.DateTimeOriginal] = at
    if offset:
        times[ExifTags.Base.OffsetTimeOriginal] = offset
    if placed:
        place = exif.get_ifd(ExifTags.IFD.GPSInfo)
        place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (37.0, 34.0, 46.6212)
        place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "E", (126.0, 58.0, 29.4492)
    target = io.BytesIO()
    image.save(target, "JPEG", exif=exif)
    return target.getvalue()


def given(**more: Any) -> dict[str, Any]:
    """What a careful investigator writes of a visit an hour ago."""
    return {
        "way": "on_site", "way_note": "", "visit_at": clock.business_now() - dt.timedelta(hours=1), "visitors": ["최조사"],
        "present": ["신청인"], "notified_on": clock.business_today(), "no_notice_reason": "", "occupancy": "tenant",
        "condition": "신청인의 짐과 우편물이 있음", "meters": {"electricity": "04512 kWh"}, "interview_with": "", "interview_summary": "",
        "signed_by_interviewee": False, "photos": [], **more,
    }  # fmt: skip


def visits(case: UUID) -> list[Visit]:
    with acting(SYSTEM, read_only=True) as unit:
        return list(Visit.objects.visible_to(unit.actor).filter(case=case).order_by("number"))


def photos(case: UUID) -> list[VisitPhoto]:
    with acting(SYSTEM, read_only=True) as unit:
        rows = VisitPhoto.objects.visible_to(unit.actor).filter(case=case).select_related("paper", "visit")
        return list(rows.order_by("visit__number", "number"))


def investigator() -> UUID:
    return cast("invest")
