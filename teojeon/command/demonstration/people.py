"""The invented officials and members of the demo, and who holds which box."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from teojeon.command.demonstration import stage
from teojeon.kernel.committees.members import appoint
from teojeon.kernel.people import officials, secrecy
from teojeon.kernel.people.actors import MINISTRY_CODE, REGISTRAR_PRINCIPAL
from teojeon.kernel.people.logins.models import Account
from teojeon.services.accounts import second_factor

COMMITTEE = "CMT"
MEMBERS = 28


@dataclass(frozen=True)
class Post:
    """One official: user id, invented name, organisation, boxes, and what the person does in a word."""

    username: str
    name: str
    organisation: str
    boxes: tuple[str, ...]
    duty: str


PROVINCES = {"11": "서울", "41": "경기", "30": "대전"}
POSTS: tuple[Post, ...] = (
    *(
        post
        for sido, short in PROVINCES.items()
        for post in (
            Post(f"intake{sido}", f"{short}접수", f"SD-{sido}", ("P-INTAKE", "P-REG"), "접수·배정, 종이 신청서"),
            Post(f"invest{sido}", f"{short}조사", f"SD-{sido}", ("P-INV",), "조사"),
            Post(f"review{sido}", f"{short}검토", f"SD-{sido}", ("P-REV",), "조사 검토"),
            Post(f"send{sido}", f"{short}송부", f"SD-{sido}", ("P-SEND",), "국토부 송부"),
        )
    ),
    Post("agenda01", "이안건", MINISTRY_CODE, ("PM-AGENDA",), "검토 의견·안건"),
    Post("secretary01", "박간사", MINISTRY_CODE, ("PM-SEC",), "위원회 간사"),
    Post("drafter01", "최기안", MINISTRY_CODE, ("PM-DRAFT",), "결정문 기안"),
    Post("seal01", "정관인", MINISTRY_CODE, ("PM-SEAL",), "결정·관인, 기준값 승인"),
    Post("serve01", "한송달", MINISTRY_CODE, ("PM-SERVE",), "발송·송달"),
    Post("stay01", "오유예", MINISTRY_CODE, ("PM-STAY",), "경매·공매 유예"),
    Post("param01", "조기준", MINISTRY_CODE, ("PM-PARAM",), "기준값 등록"),
    Post("guide01", "문안내", MINISTRY_CODE, ("GU-EDIT",), "안내 작성"),
    Post("guide02", "양승인", MINISTRY_CODE, ("GU-APPROVE",), "안내 승인"),
    Post("audit01", "윤감사", MINISTRY_CODE, ("AU",), "감사"),
    Post("chair01", "강위원장", COMMITTEE, ("CM", "CM-CHAIR"), "위원장"),
    *(Post(f"member{number:02d}", f"위원{number:02d}", COMMITTEE, ("CM",), "위원") for number in range(2, MEMBERS + 1)),
)
HEADS = (Post("head01", "기관장가", MINISTRY_CODE, (), "권한 신청"), Post("head02", "기관장나", MINISTRY_CODE, (), "권한 승인"))


def enrol_everybody(password: str, at: dt.datetime) -> dict[str, UUID]:
    """Creates all posts with their boxes, each applied for by one head and approved by the other. Accounts by user id."""
    accounts: dict[str, UUID] = {}
    with stage.quick_hashing(), stage.unit("office", REGISTRAR_PRINCIPAL, at):
        for post in (*HEADS, *POSTS):
            accounts[post.username] = _create(post, password)
        for post in POSTS:
            for box in post.boxes:
                officials.grant(post.username, box, applied_by=HEADS[0].username, approved_by=HEADS[1].username)
    for account in accounts.values():
        with stage.unit("office", account, at):
            secrecy.acknowledge(account)
    with stage.unit("office", accounts["secretary01"], at + dt.timedelta(hours=1)):
        _appoint_members(accounts, at.date())
    return accounts


def _create(post: Post, password: str) -> UUID:
    made = officials.create_official(post.username, post.name, post.organisation, position=post.duty)
    account = Account.objects.get(pk=made.official.account)
    account.password = password  # hashed once for all: argon2 is slow on purpose
    account.save()
    second_factor.enrol(account)
    return account.pk


def _appoint_members(accounts: dict[str, UUID], on: dt.date) -> None:
    """Categories 5–9 (ministries) have one official each, the others are commissioned (법§6④)."""
    for place, username in enumerate(name for name in accounts if name.startswith(("chair", "member"))):
        post = next(post for post in POSTS if post.username == username)
        category = place + 4 if 1 <= place <= 5 else place % 4 + 1
        appoint(
            controller=MINISTRY_CODE,
            committee=COMMITTEE,
            account=accounts[username],
            name=post.name,
            category=category,
            appointed_on=on,
            is_chair=username == "chair01",
            is_official=category >= 5,
        )
