"""What a page needs before it is shown. Closed by default: a view without a rule is refused (services/accounts/gate.py)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import resolve

View = Callable[..., HttpResponseBase]
Subjects = Callable[[dict[str, Any]], Iterable[UUID]]
Receiver = Callable[[HttpRequest, dict[str, Any], UUID], None]
Admission = Callable[[HttpRequest], UUID | HttpResponse]


@dataclass(frozen=True)
class PageRule:
    """`public`: no login. `boxes`: any one of them suffices; empty = every signed-in account of this door.

    `step_up`: needs an authentication not older than 30 minutes (S1-ACC-02). `takes`: from the URL's words to the cases whose
    waiting messages are taken before a writing request opens its unit of work. `receives`: reads the body of a page that takes files,
    for the signed-in account, before the unit opens: no transaction waits for a slow sender. `admits`: only for machines, which have no
    session: before the unit opens the caller proves who it is; its account is the unit's, an answer refuses the call.
    """

    public: bool = False
    boxes: frozenset[str] = frozenset()
    step_up: bool = False
    takes: Subjects | None = None
    receives: Receiver | None = None
    admits: Admission | None = None


def page(
    *boxes: str,
    public: bool = False,
    step_up: bool = False,
    takes: Subjects | None = None,
    receives: Receiver | None = None,
    admits: Admission | None = None,
) -> Callable[[View], View]:
    """Marks a view with its rule."""

    def mark(view: View) -> View:
        view.page_rule = PageRule(public, frozenset(boxes), step_up, takes, receives, admits)  # type: ignore[attr-defined]
        return view

    return mark


def rule_of(view: Any) -> PageRule | None:
    """The rule of a view; none = nobody may see it."""
    return getattr(view, "page_rule", None)


def opens(url: str, boxes: frozenset[str]) -> bool:
    """Whether the page behind an address is shown to these boxes: a link that leads to a refusal is no link."""
    rule = rule_of(resolve(url).func)
    return rule is not None and (not rule.boxes or bool(rule.boxes & boxes))


def case_in_url(words: dict[str, Any]) -> Iterable[UUID]:
    """`takes` for pages whose URL names one case."""
    return [words["case"]]
