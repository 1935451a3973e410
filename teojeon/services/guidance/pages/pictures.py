"""Pictures of guidance pages: decoded and written anew as PNG, so that nothing but the picture is kept."""

import hashlib
import io
from typing import IO
from uuid import UUID

from PIL import Image, UnidentifiedImageError

from teojeon.kernel import clock
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.action import record, require
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.guidance.pages.actions import EDIT
from teojeon.services.guidance.pages.checks import SOURCE_ACCESS
from teojeon.services.guidance.pages.models import Picture

FORMATS = ("PNG", "JPEG", "WEBP")
GREATEST_UPLOAD = 2 * 1024 * 1024  # what a plain form of this house takes into memory
GREATEST_PIXELS = 20_000_000
GREATEST_WIDTH = 1600
GREATEST_KEPT = 600 * 1024
SOURCE = SOURCE_ACCESS


def keep(name: str, upload: IO[bytes], size: int, *, request: UUID) -> Picture:
    """Stores a picture under a name that is not in use. Raises Refusal or Forbidden."""
    require(EDIT, "안내 작성")
    if (twin := Picture.objects.filter(pk=request).first()) is not None:
        return twin
    if Picture.objects.filter(name=name).exists():
        raise Refusal("NAME_IN_USE", "같은 이름의 그림이 있습니다. 그림은 바뀌지 않으므로 다른 이름을 적습니다.", "name", SOURCE)
    if size > GREATEST_UPLOAD:
        raise Refusal("TOO_LARGE", "그림이 2MB보다 큽니다. 줄여서 다시 올립니다.", "picture", SOURCE)
    data, width, height = made_anew(upload)
    event = record(MINISTRY_CODE, request, "guidance.picture", {"name": name})
    return Picture.objects.create(
        id=request,
        name=name,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        width=width,
        height=height,
        author=current().person,
        stored_at=clock.business_now(),
        event=event,
    )


def made_anew(upload: IO[bytes]) -> tuple[bytes, int, int]:
    """The picture as PNG at most 1,600 pixels wide, with its width and height. Raises Refusal for what is no picture."""
    try:
        picture = Image.open(upload, formats=FORMATS)
        # the size stands in the head: a picture that would fill the memory is never decoded
        if picture.width * picture.height > GREATEST_PIXELS:
            raise Refusal("TOO_LARGE", "그림의 화소가 너무 많습니다. 2천만 화소보다 작게 줄여서 다시 올립니다.", "picture", SOURCE)
        plain = picture.convert("RGBA" if picture.mode in ("RGBA", "LA", "P") else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise Refusal(
            "NOT_A_PICTURE", "읽을 수 있는 그림이 아닙니다. PNG, JPEG, WebP 파일을 올립니다.", "picture", SOURCE
        ) from error
    if plain.width > GREATEST_WIDTH:
        plain = plain.resize((GREATEST_WIDTH, max(1, plain.height * GREATEST_WIDTH // plain.width)))
    written = io.BytesIO()
    plain.save(written, "PNG", optimize=True)
    if written.tell() > GREATEST_KEPT:
        raise Refusal("TOO_LARGE", "다시 만든 그림이 600KB보다 큽니다. 더 작게 줄여서 올립니다.", "picture", SOURCE)
    return written.getvalue(), plain.width, plain.height
