"""What a check can answer, and the words for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

KINDS = ("pdf", "jpg", "png", "heic", "tif", "hwp", "hwpx")
MIME = MappingProxyType(
    {
        "pdf": "application/pdf",
        "jpg": "image/jpeg",
        "png": "image/png",
        "heic": "image/heic",
        "tif": "image/tiff",
        "hwp": "application/x-hwp",
        "hwpx": "application/hwp+zip",
    }
)
# In which format others open a file of each kind.
SAFE_KINDS = MappingProxyType({"pdf": "pdf", "jpg": "jpg", "png": "png", "heic": "jpg", "tif": "pdf", "hwp": "pdf", "hwpx": "hwpx"})


@dataclass(frozen=True)
class Checked:
    """A file that may be kept. `kind` and `mime` are of the original, by its content. `safe` is the copy that others
    open, in `safe_mime`; `pages` are the pages of that copy, None where only the program that opens it can tell (HWPX).
    `removed`: codes of REMOVED_WORDS, what the original holds and the copy does not."""

    kind: str
    mime: str
    pages: int | None
    safe: Path
    safe_mime: str
    removed: tuple[str, ...]


@dataclass(frozen=True)
class Rejected:
    """A file that is not kept. `message` says what to do; the file's name is the caller's to add."""

    code: str
    message: str


class Refused(Exception):
    """Inside the checks: the file is not kept, for the reason that MESSAGES gives under `code`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def rejected(code: str) -> Rejected:
    """Raises KeyError for a code without a message."""
    return Rejected(code, MESSAGES[code])


def removed_words(codes: Iterable[str]) -> list[str]:
    """What was left out of the copy, in the order of the codes. Raises KeyError for an unknown one."""
    return [REMOVED_WORDS[code] for code in codes]


MESSAGES = MappingProxyType(
    {
        "EMPTY": "내용이 없는 파일입니다. 원래 파일이 열리는지 확인하고 다시 올립니다.",
        "TOO_LARGE": "파일이 20MB를 넘습니다. 문서는 나누고 사진은 크기를 줄여 다시 올립니다.",
        "KIND_UNKNOWN": "받을 수 없는 형식의 파일입니다. 이름 끝의 글자만 바꾸어서는 형식이 바뀌지 않습니다. "
        "PDF, JPG, PNG, HEIC, TIFF, HWP, HWPX 가운데 하나로 저장하여 다시 올립니다.",
        "TWO_FORMATS": "한 파일에 두 가지 형식이 들어 있어 받을 수 없습니다. 문서를 열어 PDF로 새로 저장하거나, 종이를 사진으로 찍어 올립니다.",
        "TOO_HEAVY": "파일을 푸는 데 시간이나 기억 공간이 너무 많이 들어 확인하지 못했습니다. 문서를 나누거나 해상도를 낮추어 다시 저장하여 올립니다.",
        "UNREADABLE": "파일을 읽을 수 없습니다. 원래 파일이 열리는지 확인하고, 열리면 PDF로 다시 저장하여 올립니다. "
        "열리지 않으면 종이를 사진으로 찍어 올립니다.",
        "TOO_MANY_PAGES": "한 파일의 쪽수가 너무 많습니다. PDF는 500쪽, TIFF는 200쪽, 한글 문서는 300쪽 안팎까지 받으므로 나누어 올립니다.",
        "PDF_ENCRYPTED": "비밀번호가 걸린 PDF입니다. 파일을 비밀번호로 연 뒤 '인쇄 → PDF로 저장'으로 비밀번호 없이 저장하여 다시 올립니다.",
        "PDF_DAMAGED": "PDF가 손상되어 고쳐 읽지 못했습니다. 받은 곳에서 다시 내려받거나, 인쇄하여 사진으로 찍어 올립니다.",
        "PDF_FORM": "적은 내용이 전용 프로그램에서만 보이는 양식 PDF입니다. 적은 프로그램(Acrobat Reader 등)에서 연 뒤 '인쇄 → PDF로 저장'으로 저장하여 올립니다.",
        "PDF_PORTFOLIO": "여러 파일을 묶은 PDF 포트폴리오입니다. 안에 든 문서를 하나씩 PDF로 저장하여 따로 올립니다.",
        "PICTURE_DAMAGED": "사진이 손상되어 열리지 않습니다. 사진을 다시 찍거나, 휴대전화에서 다시 보내어 올립니다.",
        "PICTURE_TOO_LARGE": "사진의 가로세로 크기가 너무 큽니다. 해상도를 낮추어 다시 저장하거나, 나누어 찍어 올립니다.",
        "HWP_ENCRYPTED": "암호가 걸린 한글 문서입니다. 한글에서 암호로 연 뒤 '보안 → 문서 암호 해제'를 하고 저장하거나, PDF로 저장하여 올립니다.",
        "HWP_DISTRIBUTION": "배포용 또는 보안이 걸린 한글 문서라 내용을 확인할 수 없습니다. 한글에서 열어 PDF로 인쇄하거나, 종이를 사진으로 찍어 올립니다.",
        "HWP_OLD": "옛 형식의 한글 문서입니다. 한글에서 열어 PDF나 HWPX로 다시 저장하여 올립니다.",
        "HWP_DAMAGED": "한글 문서가 손상되어 열리지 않습니다. 한글에서 열어 PDF로 저장하여 올립니다. 열리지 않으면 종이를 사진으로 찍어 올립니다.",
        "HWP_NOTHING_TO_SHOW": "한글 문서에서 읽을 수 있는 글자와 그림을 찾지 못했습니다. 한글에서 열어 PDF로 저장하여 올립니다.",
        "PACKAGE_UNSAFE": "문서 안에 문서가 아닌 것이 숨어 있어 받을 수 없습니다. 한글에서 열어 PDF로 저장하여 올립니다.",
        "NOT_A_PICTURE": "사진이 아닌 파일이 섞여 있습니다. 사진(JPG, PNG, HEIC, TIFF)만 골라 한 문서로 묶습니다.",
        "NOTHING_TO_JOIN": "묶을 사진이 없습니다. 사진을 한 장 이상 고릅니다.",
        "TOO_MANY_PICTURES": "사진은 한 번에 30장까지 묶을 수 있습니다. 나누어 묶습니다.",
        "JOINED_TOO_LARGE": "묶은 문서가 20MB를 넘습니다. 사진을 나누어 두 문서로 묶습니다.",
    }
)

REMOVED_WORDS = MappingProxyType(
    {
        "javascript": "자동으로 실행되는 스크립트",
        "action": "열거나 누르면 실행되는 동작",
        "launch": "다른 프로그램을 실행하는 동작",
        "link": "바깥 주소로 가는 연결(글자는 남습니다)",
        "embedded": "끼워 넣은 파일이나 개체",
        "media": "동영상과 소리",
        "form": "입력 양식의 기능(적힌 내용은 남습니다)",
        "notes": "붙임쪽지에 적은 글(쪽에 보이는 것은 남습니다)",
        "xfa": "전용 프로그램용 양식(XFA)",
        "layers": "켜고 끄는 층(모두 보이게 했습니다)",
        "external": "바깥 파일을 불러오는 부분",
        "metadata": "문서 정보(작성자, 기기 등)",
        "position": "사진의 촬영 위치",
        "frames": "첫 장면 뒤의 움직이는 그림",
        "macro": "매크로",
        "history": "문서 이력",
        "picture": "열 수 없는 그림",
        "layout": "문서의 모양(글자와 그림만 옮겼습니다)",
        "repaired": "손상된 부분(고쳐 읽었습니다. 빠진 쪽이 없는지 확인합니다)",
        "resolution": "아주 높은 해상도(읽기에 충분한 크기로 줄였습니다)",
        "password": "편집·인쇄 제한",
    }
)
