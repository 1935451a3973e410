"""Forms of officials about who acts: accepting a mandate, a change of who acts, the heirs."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms

from teojeon.kernel import clock
from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.mandates.forms import (
    ADDRESS_LIMIT,
    NAME_LIMIT,
    RELATION_LIMIT,
    SCOPE_LIMIT,
    SOURCE,
    hides_a_number,
    plain,
)
from teojeon.services.victims.mandates.office_actions import DEATH, REASONS
from teojeon.services.victims.mandates.rules import DOCUMENTS, HEIR, KINDS, RELATIONS
from teojeon.ui.forms import KoreanChoiceField, KoreanDateField, TextField
from teojeon.ui.forms import Refusal as FormRefusal

FEWEST_ROWS, MOST_ROWS = 3, 20
EACH_HEIR = ("name", "relation", "birth_date", "degree", "is_alive", "renounced", "signed", "is_representative")


class AcceptForm(ActForm):
    """Accepting one mandate."""

    mandate = KoreanChoiceField(label="확인할 대리·대표", source="S1-ACC-03")
    doc_seen = forms.BooleanField(label="증명서류의 원본을 창구에서 보았습니다", required=False)

    def __init__(self, *args: Any, candidates: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mandate"].choices = [("", "선택해 주십시오"), *candidates]  # type: ignore[attr-defined]

    def clean_mandate(self) -> UUID:
        return UUID(self.cleaned_data["mandate"])


class ChangeActorForm(ActForm):
    """A death notice with the heirs, a new or a dismissed proxy, as it came on paper (appendix (a) row 33)."""

    reason = KoreanChoiceField(label="바뀌는 까닭", choices=tuple(REASONS.items()), source="행정절차법§10, §12")
    died_on = KoreanDateField(label="사망한 날", required=False, latest=clock.business_today, source="행정절차법§10")
    mandate_type = KoreanChoiceField(label="새로 행위할 사람의 자격", choices=tuple(KINDS.items()), required=False, source=SOURCE)
    name = TextField(label="새로 행위할 사람의 성명", limit=NAME_LIMIT, required=False, source=SOURCE)
    birth_date = KoreanDateField(label="생년월일", required=False, latest=clock.business_today, source=SOURCE)
    relation = TextField(label="신청인과의 관계", limit=RELATION_LIMIT, required=False, source=SOURCE)
    service_address = TextField(label="송달받을 주소", limit=ADDRESS_LIMIT, required=False, source="행정절차법§14①")
    mobile = TextField(label="휴대전화번호", limit=20, required=False, source="행정절차법§14")
    scope = TextField(label="맡은 일", limit=SCOPE_LIMIT, required=False, source=SOURCE)
    valid_from = KoreanDateField(label="맡기 시작한 날", required=False, source=SOURCE)
    valid_to = KoreanDateField(label="맡기를 마치는 날", required=False, source=SOURCE)
    let_in = forms.BooleanField(label="누리집에서 처리할 수 있게 초대 번호를 만듭니다", required=False)

    def __init__(self, *args: Any, rows: int = FEWEST_ROWS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for number in range(1, rows + 1):
            self.fields |= _heir_fields(number)

    def heirs(self) -> Iterator[list[forms.BoundField]]:
        """The inputs of each heir."""
        for number in range(1, self.rows + 1):
            yield [self[f"heir{number}_{name}"] for name in EACH_HEIR]

    def main(self) -> list[forms.BoundField]:
        """The inputs that are not an heir's."""
        return [bound for bound in self.visible_fields() if not bound.name.startswith("heir")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reason") == DEATH and not cleaned.get("died_on"):
            self.add_error("died_on", FormRefusal("사망한 날을 적습니다.", "MISSING_VALUE", "행정절차법§10"))
        if cleaned.get("name") and not cleaned.get("mandate_type"):
            self.add_error("mandate_type", FormRefusal("새로 행위할 사람의 자격을 고릅니다.", "MISSING_VALUE", SOURCE))
        if cleaned.get("mandate_type") and not cleaned.get("name"):
            self.add_error("name", FormRefusal("새로 행위할 사람의 성명을 적습니다.", "MISSING_VALUE", SOURCE))
        return cleaned

    @property
    def stated(self) -> dict[str, Any] | None:
        """Who acts from now on, in the words of the filing message; None where nobody is named."""
        said = self.cleaned_data
        if not said.get("name"):
            return None
        kind = said["mandate_type"]
        return {
            "mandate_type": kind,
            **{name: plain(said.get(name)) for name in ("relation", "scope", "valid_from", "valid_to")},
            "actor": {name: plain(said.get(name)) for name in ("name", "birth_date", "mobile", "service_address")},
            "heirs": [heir for number in range(1, self.rows + 1) if (heir := self._heir(number))] if kind == HEIR else [],
            "doc_type": DOCUMENTS[kind],
        }

    @property
    def was_masked(self) -> bool:
        """Whether a number of a person stood in a text."""
        return hides_a_number(self.cleaned_data)

    def _heir(self, number: int) -> dict[str, Any] | None:
        said = {name: self.cleaned_data.get(f"heir{number}_{name}") for name in EACH_HEIR}
        if not said["name"] or not said["relation"]:
            return None
        return {
            **said,
            "name": plain(said["name"]),
            "birth_date": plain(said["birth_date"]) or None,
            "degree": said["degree"] or 1,
        }


def _heir_fields(number: int) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {
        "name": TextField(label=f"상속인 {number}의 성명", limit=NAME_LIMIT, required=False, source="민법§1000"),
        "relation": KoreanChoiceField(
            label=f"상속인 {number}의 관계", choices=tuple(RELATIONS.items()), required=False, source="민법§1000, §1003"
        ),
        "birth_date": KoreanDateField(label=f"상속인 {number}의 생년월일", required=False, source="민법§1000"),
        "degree": forms.IntegerField(label=f"상속인 {number}의 촌수", required=False, min_value=1, max_value=4, initial=1),
        "is_alive": forms.BooleanField(label=f"상속인 {number}: 살아 있음", required=False, initial=True),
        "renounced": forms.BooleanField(label=f"상속인 {number}: 상속을 포기함", required=False),
        "signed": forms.BooleanField(label=f"상속인 {number}: 대표 선정에 서명함", required=False),
        "is_representative": forms.BooleanField(label=f"상속인 {number}: 유족의 대표", required=False),
    }
    return {f"heir{number}_{name}": field for name, field in fields.items()}
