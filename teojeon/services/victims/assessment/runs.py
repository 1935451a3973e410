"""What the case page shows of the runs of the assessment (S1-ASM-13), and of what the committee found."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from teojeon.kernel.cases.models import Case
from teojeon.kernel.people.boxes import BOXES
from teojeon.kernel.work.unit import current
from teojeon.law.book import shipped_parameters
from teojeon.law.victims import VICTIM
from teojeon.services.victims.assessment.actions import record_finding
from teojeon.services.victims.assessment.facts import ALL, FINDINGS, in_words
from teojeon.services.victims.assessment.models import TRIGGERS, Reassessment
from teojeon.services.victims.assessment.outcomes import RESULTS
from teojeon.services.victims.assessment.reassess import is_told
from teojeon.services.victims.assessment.results import OUTCOME
from teojeon.services.victims.investigation.models import Fact
from teojeon.ui.formats import korean_datetime

TITLES = {requirement.code: requirement.title for requirement in VICTIM.requirements}
NOT_ASSESSED = "판정하지 못함"
TRUTHS = {True: "충족(해당)", False: "불충족(해당 없음)", None: "모름"}


def runs_shown(runs: Sequence[Reassessment], names: Mapping[UUID, str]) -> list[dict[str, Any]]:
    """The runs, the newest first, in words."""
    return [
        {
            "heading": f"{run.number}. {korean_datetime(run.run_at)} {dict(TRIGGERS).get(run.trigger, run.trigger)}: {_subject(run)}",
            "caption": f"{run.number}번째 검토에서 달라진 것",
            "on": run.on,
            "lines": [_difference(each) for each in run.differences],
            "told_to": ", ".join(_holder(each, names) for each in run.told_to),
        }
        for run in runs
    ]


def news_for_me(case: Case, runs: Sequence[Reassessment]) -> Reassessment | None:
    """The newest run that somebody else's act set off since the case entered its state, where it is this official's task."""
    mine = [run for run in runs if run.trigger != "fact" and run.run_at >= case.entered_state_at and is_told(run)]
    return mine[0] if mine else None


def _subject(run: Reassessment) -> str:
    if run.trigger == "parameter":
        declared = shipped_parameters().declared.get(run.subject.partition(":")[0])
        return declared.parameter.title if declared else run.subject
    first, *others = (ALL[code].title if code in ALL else code for code in run.subject.split(","))
    return f"{first} 외 {len(others)}개" if others else first


def _difference(entry: Mapping[str, Any]) -> dict[str, str]:
    if entry["code"] == OUTCOME:
        words = {key: RESULTS.get(entry[key], NOT_ASSESSED) for key in ("before", "after")}
        return {"code": "", "title": "결과", **words}
    return {
        "code": entry["code"],
        "title": TITLES.get(entry["code"], ""),
        "before": TRUTHS[entry["before"]],
        "after": TRUTHS[entry["after"]],
    }


def _holder(word: str, names: Mapping[UUID, str]) -> str:
    kind, _, key = word.partition(":")
    if kind == "account":
        return names.get(UUID(key), "담당자")
    return f"{BOXES[key].title} 담당" if key in BOXES else key


def findings_of_people(case: Case, facts: Mapping[str, Fact], names: Mapping[UUID, str]) -> list[dict[str, Any]]:
    """What only the committee finds: value, resolution, reason, day and author; where it can be recorded now."""
    may = "PM-SEC" in current().actor.boxes and record_finding.refused_now(case, {}) is None
    return [
        {
            "code": code,
            "title": finding.title,
            "source": finding.source,
            "fact": facts.get(code),
            "value": in_words(code, facts[code].value) if code in facts else "",
            "author": names.get(facts[code].author, "") if code in facts else "",
            "url": reverse("case_finding", args=[case.pk, code]) if may else "",
        }
        for code, finding in FINDINGS.items()
    ]
