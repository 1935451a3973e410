"""The requirements of 전세사기피해자법 제3조 and 제2조제4호, written once in the rule language."""

import datetime as dt
from pathlib import Path

from teojeon.law.book import parameter
from teojeon.law.language.expression import defined, first_known, greatest, won
from teojeon.law.language.rules import Requirement, RuleSet
from teojeon.law.language.source import read_texts
from teojeon.law.victims import facts
from teojeon.law.victims.facts import cap_uplift, deposit, sido

TEXTS = read_texts(Path(__file__).with_name("texts.toml"))
SPECIAL_ACT = TEXTS["전세사기피해자법"]

DEPOSIT_CAP = parameter("DEPOSIT_CAP_BASE")
UPLIFT_MAX = parameter("DEPOSIT_CAP_UPLIFT_MAX")
RESOLVED_CAP = parameter("DEPOSIT_CAP_EFFECTIVE")

# a resolution for this case goes before the general one of its 시·도; a row below the statute's cap raises nothing
UPLIFT = defined(
    "의결된 상향액",
    first_known(cap_uplift, greatest(won(0), RESOLVED_CAP.of("sido", sido) - DEPOSIT_CAP)),
)

DEPOSIT_WITHIN_CAP = Requirement(
    code="R2",
    title="임차보증금이 상한 이하일 것",
    source=SPECIAL_ACT.at(3, 1, item=2),
    # an unknown uplift must not make a deposit of 200 million unknown: each limb decides where it can
    test=(deposit <= DEPOSIT_CAP) | ((deposit <= DEPOSIT_CAP + UPLIFT_MAX) & (deposit <= DEPOSIT_CAP + UPLIFT)),
)

VICTIM = RuleSet(
    name="victim",
    title="전세사기피해자등 요건 판단",
    source="전세사기피해자법 제2조제4호, 제3조",
    in_force_from=dt.date(2023, 6, 1),
    in_force_source="법률 제19425호 부칙 제1조",
    facts=facts.FACTS,
    requirements=(DEPOSIT_WITHIN_CAP,),
    note="R2만 판단합니다(outcome, possible, missing은 아직 답하지 않음)",
)
