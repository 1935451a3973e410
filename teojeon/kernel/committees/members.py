"""The register of members (법§6③–⑥)."""

import datetime as dt
from uuid import UUID

from teojeon.kernel.committees.models import Member
from teojeon.kernel.committees.queries import members_on
from teojeon.kernel.work.action import record, require
from teojeon.kernel.work.refusals import Refusal

MOST_MEMBERS = 30  # 법§6③
TERM_YEARS = 2  # 법§6⑥
CHAIR_CATEGORIES = frozenset({1, 2, 3, 4})  # 법§6⑤


def appoint(
    *,
    controller: str,
    committee: str,
    account: UUID,
    name: str,
    category: int,
    appointed_on: dt.date,
    is_chair: bool = False,
    is_official: bool = False,
) -> Member:
    """Enters a member. Raises Refusal for a 31st member, or a chair outside categories 1–4."""
    require("PM-SEC", "위원 등록")
    if len(members_on(committee, appointed_on)) >= MOST_MEMBERS:
        raise Refusal("COMMITTEE_FULL", f"위원은 위원장을 포함하여 {MOST_MEMBERS}명 이하입니다.", source="법§6③")
    if is_chair and category not in CHAIR_CATEGORIES:
        raise Refusal("CHAIR_CATEGORY", "위원장은 제1호부터 제4호까지의 위원 가운데에서 위촉합니다.", "category", "법§6⑤")
    term_to = None if is_official else last_day_of_term(appointed_on)
    event = record(controller, account, "committees.appoint", {"category": category})
    return Member.objects.create(
        committee=committee,
        account=account,
        name=name,
        category=category,
        is_chair=is_chair,
        is_official=is_official,
        appointed_on=appointed_on,
        term_to=term_to,
        event=event,
    )


def last_day_of_term(appointed_on: dt.date) -> dt.date:
    """Two years from the day of appointment, which counts: the day before its second anniversary."""
    try:
        anniversary = appointed_on.replace(year=appointed_on.year + TERM_YEARS)
    except ValueError:  # 29 February
        anniversary = dt.date(appointed_on.year + TERM_YEARS, 3, 1)
    return anniversary - dt.timedelta(days=1)
