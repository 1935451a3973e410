"""The order of the steps, and how a step is read: what was typed, what could be understood, what is missing."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any
from uuid import UUID

from teojeon.kernel.crypto.masking import mask_free_text, mask_number
from teojeon.kernel.crypto.numbers import ResidentNumber
from teojeon.services.victims.application.content import PASSED, ROWS, SECTIONS, Content, SealedNumber, encode
from teojeon.services.victims.application.forms import (
    ActorForm,
    ApplicantForm,
    DamageForm,
    HouseForm,
    LeaseForm,
    OccupancyForm,
    PapersForm,
    StatementForm,
    StepForm,
    inputs_of,
)
from teojeon.ui.forms import FormError, KoreanChoiceField, TextField, UnknownableField, WonField
from teojeon.ui.groups import Move, RowForm, indices, moved

KEPT_RAW = 4_000  # characters of an unreadable input that the draft keeps; longer ones stay on the page only
SCRIPTED = "*"
MISSING = frozenset({"MISSING_VALUE", "MISSING"})


@dataclass(frozen=True)
class Step:
    """One page of the application."""

    slug: str
    title: str
    form: type[StepForm]


STEPS = (
    Step("applicant", "신청인", ApplicantForm),
    Step("actor", "대신 신청하는 분", ActorForm),
    Step("house", "주택", HouseForm),
    Step("lease", "임대차계약", LeaseForm),
    Step("occupancy", "점유와 우선순위", OccupancyForm),
    Step("damage", "피해와 회복", DamageForm),
    Step("papers", "동의와 서류", PapersForm),
)
STATEMENT = Step("statement", "피해사실 진술서", StatementForm)
"""Beside the steps: told once, as long or as short as the person likes."""
PAGES = (*STEPS, STATEMENT)
BY_SLUG = {step.slug: step for step in PAGES}
REVIEW, REVIEW_TITLE = "review", "확인과 제출"


@dataclass(frozen=True)
class Gap:
    """One reason why the application cannot be filed yet (S1-XCT-03)."""

    step: str
    field: str
    label: str
    code: str
    message: str
    source: str


@dataclass(frozen=True)
class Reading:
    """A step as it was posted. `numbers`: those sealed now, by name. `masked`: a number of a person stood in a text and was hidden.

    `removed`: by group the row that the pressed button took out; None where it was put back. `move`: what that button was.
    """

    step: Step
    form: StepForm
    values: dict[str, Any]
    unclear: dict[str, str]
    numbers: dict[str, SealedNumber]
    number_doubtful: bool
    masked: bool
    move: Move | None = None
    removed: dict[str, dict[str, Any] | None] = field(default_factory=dict)

    @property
    def number(self) -> SealedNumber | None:
        """The applicant's number, where it was typed now."""
        return self.numbers.get("number")

    @property
    def errors(self) -> list[FormError]:
        return self.form.all_errors

    @property
    def unreadable(self) -> list[FormError]:
        """Errors other than empty fields."""
        return [error for error in self.errors if error.code not in MISSING]

    def as_saved(self, page: str = "", *, passed: bool = False) -> dict[str, Any]:
        """What the act that saves this step is given, as `Content.with_step` takes it."""
        return {
            "step": self.step.slug,
            "values": {name: encode(value) for name, value in self.values.items()},
            "unclear": self.unclear,
            "numbers": {name: asdict(number) for name, number in self.numbers.items()},
            "removed": self.removed,
            "passed": passed,
            "page": page,
        }

    def into(self, content: Content) -> Content:
        """The content with this step in it."""
        return content.with_step(**self.as_saved())


def read(step: Step, posted: Mapping[str, str], content: Content, draft: UUID) -> Reading:
    """Reads one step. Numbers of persons in texts are hidden before anything else sees them; the number itself is sealed here."""
    data, masked = hidden_numbers(step, posted)
    move = Move.of(posted.get("action", ""), step.form.groups)
    data, taken = moved(data, move, content.removed.get(move.group) if move else None)
    form = step.form(data, content=content, more=move.group if move and move.kind == "add" else "")
    form.is_valid()
    values, unclear = _fields(step.form, form, SECTIONS[step.form.section]())
    for name, rows in form.rows.items():
        values[name] = tuple(_row(name, row) for row in rows.filled)
        for index, row in enumerate(rows.filled):
            unclear |= {f"{name}-{index}-{key}": text for key, text in _unread(row).items()}
    number: ResidentNumber | None = form.cleaned_data.get("number")
    sealed = _sealed(form, draft)
    if sealed:
        form.data = {key: text for key, text in data.items() if key not in sealed}
        form.content = content.with_numbers(sealed)
        form.fit()
    removed = {} if move is None or move.kind == "add" else {move.group: taken}
    doubtful = number is not None and not number.checksum_holds
    return Reading(step, form, values, unclear, sealed, doubtful, masked, move, removed)


def _fields(kind: type[StepForm], form: StepForm, defaults: Any) -> tuple[dict[str, Any], dict[str, str]]:
    values: dict[str, Any] = {}
    unclear: dict[str, str] = {}
    for name in kind.kept_fields():
        typed = {key: form.data[key] for key in inputs_of(name, form.fields[name]) if form.data.get(key)}
        understood = name in form.cleaned_data
        value = form.cleaned_data[name] if understood and name not in form.derived else None
        values[name] = getattr(defaults, name, "") if value in (None, "") else value
        if typed and not understood and not isinstance(form.fields[name], KoreanChoiceField):
            unclear |= {key: text for key, text in typed.items() if len(text) <= KEPT_RAW}
    return values, unclear


def _row(group: str, row: RowForm) -> Any:
    kind = ROWS[group]
    known = {each.name for each in fields(kind)}
    understood = {name: value for name, value in row.cleaned_data.items() if name in known and value not in (None, "")}
    return kind(**understood)


def _unread(row: RowForm) -> dict[str, str]:
    """What stands in a row and could not be understood, by input; lists are chosen again."""
    found: dict[str, str] = {}
    for name, given in row.fields.items():
        if name not in row.cleaned_data and not isinstance(given, KoreanChoiceField):
            found |= {key: text for key in inputs_of(name, given) if (text := row.typed.get(key)) and len(text) <= KEPT_RAW}
    return found


def _sealed(form: StepForm, draft: UUID) -> dict[str, SealedNumber]:
    sealed: dict[str, SealedNumber] = {}
    if number := form.cleaned_data.get("number"):
        sealed["number"] = SealedNumber.of(number, draft)
    if digits := form.cleaned_data.get("landlord_number"):
        masked = mask_number(digits) if len(digits) == 13 else f"{digits[:3]}-{digits[3:5]}-*****"
        sealed["landlord_number"] = SealedNumber.of_digits(digits, masked, draft, "landlord_number")
    return sealed


def hidden_numbers(step: Step, posted: Mapping[str, str]) -> tuple[dict[str, str], bool]:
    """The inputs of this step, with every resident number in a text hidden (S1-XCT-05), and whether there was one."""
    data: dict[str, str] = {}
    found = False
    for key, given in _inputs(step, posted):
        text = posted.get(key, "")
        inner = given.fields[0] if isinstance(given, UnknownableField) else given
        if key in step.form.apart or isinstance(inner, WonField):
            data[key] = text
            continue
        data[key], was_there = mask_free_text(text)
        found = found or (was_there and isinstance(inner, TextField))
    return data, found


def _inputs(step: Step, posted: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    for name, given in step.form.base_fields.items():
        for key in inputs_of(name, given):
            yield key, given
    for group in step.form.groups:
        for index in indices(group.name, posted):
            for name, given in group.row.base_fields.items():
                for key in inputs_of(name, given):
                    if f"{group.name}-{index}-{key}" in posted:
                        yield f"{group.name}-{index}-{key}", given


def checked_form(step: Step, content: Content) -> StepForm:
    """The step's form with all its errors, as at submission."""
    return step.form(step.form.inputs_from(content), content=content)


def blank_form(step: Step, content: Content, more: str = "") -> StepForm:
    """The step's form filled from the draft, without errors where nothing was typed wrong. `more`: the group with one row more."""
    if content.unclear.get(step.form.section):
        form = step.form(step.form.inputs_from(content), content=content, more=more)
        form.is_valid()
        for name in list(form.errors):
            if form.missing(name):
                del form.errors[name]
    else:
        form = step.form(content=content, more=more)
        form.initial = {name: content.answer(step.slug, name) for name in step.form.kept_fields()}
    for group in form.rows.values():
        group.undo = bool(content.removed.get(group.group.name))
    return form


def gaps(content: Content) -> list[Gap]:
    """Everything that is missing or unreadable in all steps, all at once."""
    return [gap for step in PAGES for gap in gaps_of(step, content)]


def gaps_of(step: Step, content: Content) -> list[Gap]:
    """What is missing or unreadable in one step."""
    return [
        Gap(step.slug, error.field, error.label, error.code, error.message, error.source)
        for error in checked_form(step, content).all_errors
    ]


NEW, BEGUN, PARTLY, DONE = "new", "begun", "partly", "done"
STATES = {NEW: "시작 전", BEGUN: "진행 중", PARTLY: "덜 됨", DONE: "끝"}


def state_of(step: Step, content: Content) -> str:
    """How far a step is: not begun, begun and not left forward, left with gaps, or nothing missing (S1-BEY-04)."""
    if not step.form.asked_names(content):
        return DONE
    progress = content.progress.get(step.slug)
    if progress == PASSED:
        return PARTLY if gaps_of(step, content) else DONE
    return BEGUN if progress else NEW


def revealed(reading: Reading, before: Content, after: Content, seen: str) -> str:
    """The first question that this answer brought up and the page did not show yet; empty where there is none.

    `seen`: what a script had on the page, with commas between and SCRIPTED first; without one the page showed what `before` asks.
    """
    depending = reading.step.form.shown_when
    shown = set(seen.split(","))
    standing = {name for name in reading.step.form.asked_names(after) if name not in depending}
    # a page with a script saves by itself: then `before` is no longer what was on the page
    known = standing | shown if SCRIPTED in shown else set(reading.step.form.asked_names(before))
    for name in reading.step.form.asked_names(after):
        posted = name in reading.form.rows and reading.form.rows[name].filled
        if name not in known and not posted and not _was_typed(reading, name):
            return name
    return ""


def _was_typed(reading: Reading, name: str) -> bool:
    given = reading.form.fields.get(name)
    return given is not None and any(reading.form.data.get(key) for key in inputs_of(name, given))
