"""The order of the steps, and how a step is read: what was typed, what could be understood, what is missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from teojeon.kernel import clock, regions
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.crypto.numbers import ResidentNumber
from teojeon.services.victims.application.content import SECTIONS, Content, SealedNumber
from teojeon.services.victims.application.forms import (
    ApplicantForm,
    HouseForm,
    LeaseForm,
    OccupancyForm,
    StepForm,
    inputs_of,
    written,
)
from teojeon.ui.forms import FormError, KoreanChoiceField, TextField, UnknownableField, WonField, form_errors

KEPT_RAW = 4_000  # characters of an unreadable input that the draft keeps; longer ones stay on the page only


@dataclass(frozen=True)
class Step:
    """One page of the application."""

    slug: str
    title: str
    form: type[StepForm]


STEPS = (
    Step("applicant", "신청인", ApplicantForm),
    Step("house", "주택", HouseForm),
    Step("lease", "임대차계약", LeaseForm),
    Step("occupancy", "점유와 우선순위", OccupancyForm),
)
BY_SLUG = {step.slug: step for step in STEPS}
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
    """A step as it was posted. `masked`: a number of a person stood in a text and was hidden."""

    step: Step
    form: StepForm
    values: dict[str, Any]
    unclear: dict[str, str]
    number: SealedNumber | None
    number_doubtful: bool
    masked: bool

    @property
    def errors(self) -> list[FormError]:
        return form_errors(self.form)

    @property
    def unreadable(self) -> list[FormError]:
        """Errors other than empty fields."""
        return [error for error in self.errors if error.code not in {"MISSING_VALUE", "MISSING"}]

    def into(self, content: Content, page: str = "") -> Content:
        """The content with this step in it."""
        return content.with_step(self.step.slug, self.values, self.unclear, self.number, page)


def read(step: Step, posted: Mapping[str, str], content: Content, draft: UUID) -> Reading:
    """Reads one step. Numbers of persons in texts are hidden before anything else sees them; the number itself is sealed here."""
    data, masked = hidden_numbers(step, posted)
    form = step.form(data, content=content)
    form.is_valid()
    values: dict[str, Any] = {}
    unclear: dict[str, str] = {}
    defaults = SECTIONS[step.slug]()
    for name in step.form.kept_fields():
        typed = {key: data[key] for key in inputs_of(name, form.fields[name]) if data.get(key)}
        understood = name in form.cleaned_data
        value = form.cleaned_data[name] if understood else None
        values[name] = getattr(defaults, name) if value in (None, "") else value
        if typed and not understood and not isinstance(form.fields[name], KoreanChoiceField):
            unclear |= {key: text for key, text in typed.items() if len(text) <= KEPT_RAW}
    number: ResidentNumber | None = form.cleaned_data.get("number")
    sealed = SealedNumber.of(number, draft) if number else None
    if number:
        form.data = {key: text for key, text in data.items() if key != "number"}
        form.content = replace(content, number=sealed)
        form.fit()
    return Reading(step, form, values, unclear, sealed, number is not None and not number.checksum_holds, masked)


def hidden_numbers(step: Step, posted: Mapping[str, str]) -> tuple[dict[str, str], bool]:
    """The inputs of this step, with every resident number in a text hidden (S1-XCT-05), and whether there was one."""
    data: dict[str, str] = {}
    found = False
    for name, field in step.form.base_fields.items():
        inner = field.fields[0] if isinstance(field, UnknownableField) else field
        for key in inputs_of(name, field):
            text = posted.get(key, "")
            if name not in step.form.apart and isinstance(inner, TextField):
                text, was_there = mask_free_text(text)
                found = found or was_there
            elif name not in step.form.apart and not isinstance(inner, WonField):
                text = mask_free_text(text)[0]
            data[key] = text
    return data, found


def posted_again(step: Step, content: Content) -> dict[str, str]:
    """The inputs of a step as the draft holds them."""
    section = getattr(content, step.slug)
    data: dict[str, str] = {}
    for name in step.form.kept_fields():
        data |= written(name, step.form.base_fields[name], getattr(section, name))
    data |= content.unclear.get(step.slug, {})
    if data.get("sido"):
        standing = regions.successor(data["sido"], clock.business_today())
        data["sido"] = standing.code if standing else data["sido"]
    return data


def checked_form(step: Step, content: Content) -> StepForm:
    """The step's form with all its errors, as at submission."""
    return step.form(posted_again(step, content), content=content)


def blank_form(step: Step, content: Content) -> StepForm:
    """The step's form filled from the draft, without errors where nothing was typed wrong."""
    if content.unclear.get(step.slug):
        form = checked_form(step, content)
        form.is_valid()
        for name in list(form.errors):
            if all(error.code in {"MISSING_VALUE", "MISSING"} for error in form.errors.as_data()[name]):
                del form.errors[name]
        return form
    form = step.form(content=content)
    section = getattr(content, step.slug)
    form.initial = {name: getattr(section, name) for name in step.form.kept_fields()}
    return form


def gaps(content: Content) -> list[Gap]:
    """Everything that is missing or unreadable in all steps, all at once."""
    return list(_gaps(content))


def _gaps(content: Content) -> Iterator[Gap]:
    for step in STEPS:
        for error in form_errors(checked_form(step, content)):
            yield Gap(step.slug, error.field, error.label, error.code, error.message, error.source)
