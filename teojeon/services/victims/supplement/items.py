"""What a demand may ask for: papers of 규칙§3①, things said in the application, and what else is named (S1-INT-03)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from teojeon.kernel.cases.models import Case
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.consents.queries import granted
from teojeon.services.victims.papers.kinds import KINDS as PAPERS
from teojeon.services.victims.papers.kinds import OTHER, kind_of

SOURCE = "규칙§3⑤, 행정절차법§17⑤"
MOST_ITEMS, WHAT_LIMIT, WHY_LIMIT, WHY_LEAST = 10, 100, 300, 5
EXTRACT_CONSENT = "C3"

Item = dict[str, str]  # code, title, why


@dataclass(frozen=True)
class Kind:
    """`paper`: the kind of paper under which it is handed in (papers/kinds.py); empty for what is no paper. `named`: the official
    says which; `consent`: with it the province gets the paper itself, so it may not be asked for.
    """

    title: str
    paper: str = ""
    named: bool = False
    consent: str = ""


def _paper(code: str, consent: str = "") -> Kind:
    """Called as the check-list of papers calls it."""
    return Kind(PAPERS[code].title, code, consent=consent)


KINDS: Mapping[str, Kind] = {
    "lease_copy": _paper("lease_copy"),
    "resident_extract": _paper("resident_extract", consent=EXTRACT_CONSENT),
    "auction_start": Kind("경매·공매 개시 서류", "auction_demand"),  # any of the four of 규칙§3①1다
    **{code: _paper(code) for code in ("enforcement_title", "registry_extract", "moving_in_list", "fixed_date_status")},
    **{code: _paper(code) for code in ("deposit_transfer", "trust_ledger", "leasehold_order")},
    "representative_proof": _paper("legal_representative"),
    "heir_proof": _paper("heir"),
    "mandate": _paper("mandate"),
    "field": Kind("신청서에 적은 내용", named=True),
    "other": Kind(PAPERS[OTHER].title, OTHER, named=True),
}


def item_for(doc_type: str) -> str:
    """The code of the item that asks for a kind of paper."""
    group = kind_of(doc_type).group
    return next((code for code, kind in KINDS.items() if kind.paper and kind_of(kind.paper).group == group), "other")


def checked(given: Sequence[Mapping[str, str]]) -> list[Item]:
    """The items as they are kept: each with its title and why it is needed; numbers of persons hidden. Raises Refusal."""
    if not given:
        raise Refusal(
            "ITEMS_MISSING",
            "무엇을 왜 보완해야 하는지 항목을 하나 이상 적습니다. 항목이 없는 보완 요구는 할 수 없습니다.",
            "items",
            SOURCE,
        )
    if len(given) > MOST_ITEMS:
        raise Refusal("TOO_MANY", f"한 번에 {MOST_ITEMS}개 항목까지 요구합니다.", "items", SOURCE)
    return [_checked(each) for each in given]


def _checked(given: Mapping[str, str]) -> Item:
    kind = KINDS.get(given.get("code", ""))
    if kind is None:
        raise Refusal("BAD_VALUE", "보완할 항목을 목록에서 고릅니다.", "items", SOURCE)
    what, why = given.get("what", "").strip(), given.get("why", "").strip()
    if kind.named and not what:
        raise Refusal("ITEM_NOT_NAMED", f"«{kind.title}»은 어느 것인지 적습니다.", "items", SOURCE)
    if len(why) < WHY_LEAST:
        raise Refusal("WHY_MISSING", f"«{kind.title}»이 왜 필요한지 {WHY_LEAST}자 이상으로 적습니다.", "items", SOURCE)
    if len(what) > WHAT_LIMIT or len(why) > WHY_LIMIT:
        raise Refusal("TOO_LONG", f"항목의 이름은 {WHAT_LIMIT}자, 까닭은 {WHY_LIMIT}자까지 적습니다.", "items", "S1-XCT-03")
    title = f"{kind.title}: {what}" if what else kind.title
    return {"code": given["code"], "title": mask_free_text(title)[0], "why": mask_free_text(why)[0]}


def hides_a_number(given: Sequence[Mapping[str, str]]) -> bool:
    """Whether something that was typed holds a number of a person, which is kept hidden."""
    return any(mask_free_text(each.get(name, ""))[1] for each in given for name in ("what", "why"))


def obtainable(case: Case, items: Sequence[Mapping[str, str]]) -> Refusal | None:
    """What the province gets itself by sharing of administrative information may not be asked of the person (규칙§3④)."""
    for item in items:
        kind = KINDS.get(item.get("code", ""))
        if kind and kind.consent and granted(case, kind.consent):
            message = f"«{kind.title}»은 신청인이 행정정보 공동이용에 동의하였으므로 담당자가 직접 확인합니다. 이 항목을 빼고 주민등록표 확인을 합니다."
            return Refusal("OBTAINABLE_BY_SHARING", message, "items", "규칙§3④, 전자정부법§36")
    return None


def papers_wanted(items: Sequence[Mapping[str, str]]) -> list[str]:
    """The kinds of paper that these items ask for, each once."""
    kinds = [KINDS[each["code"]].paper for each in items if each.get("code") in KINDS]
    return list(dict.fromkeys(paper for paper in kinds if paper))
