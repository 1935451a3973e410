"""`python -m tests.mutants`: how many of all small changes of the rules and parameters the cases notice."""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.mutants.equivalent import EQUIVALENT
from tests.mutants.expressions import changed_rules
from tests.mutants.judge import (
    CALCULATIONS,
    SHIPPED,
    VICTIM_RULES,
    Determination,
    appendix_notices,
    calculated,
    calculator_notices,
    calculators_notice,
    codes_read,
)
from tests.mutants.parameters import changed_laws

ENOUGH = 95
_OF_THE_OUTCOME = {"READING_A13", "READING_A31", "DIRECT_NEGATIVE"}
_ELSEWHERE = {"TAX_BASE_MONTH", "TAX_BASE_DAY", "LOCAL_TAX_SMALL_SHARE", "RECOVERY_ROUNDING"}


@dataclass(frozen=True)
class Judged:
    """One mutant: of what it is one, what was changed, and the case that noticed it (None: it survived)."""

    group: str
    says: str
    noticed_by: str | None


def judged() -> Iterator[Judged]:
    """Every mutant of the rules and of the parameters, judged by the tables of cases."""
    for change in changed_rules(VICTIM_RULES):
        noticed = Determination(change.rules).noticed(change.changed, outcome_too=True)
        yield Judged("rules of the determination", change.says, noticed)
    for name in CALCULATIONS:
        for change in changed_rules(calculated(name)):
            yield Judged("rules of the calculators", f"{name} {change.says}", calculator_notices(name, change.rules))
    by_rule = {code: codes_read(rule) for code, rule in VICTIM_RULES.items()}
    victim_codes = set().union(*by_rule.values(), _OF_THE_OUTCOME)
    others = set().union(*(codes_read(rule) for name in CALCULATIONS for rule in calculated(name).values()), _ELSEWHERE)
    shipped = {code for code in victim_codes | others if SHIPPED.table.rows[code]}
    for law in changed_laws(SHIPPED, shipped):
        touched = {code for code, read in by_rule.items() if law.code in read}
        noticed = Determination(law=law.law).noticed(touched, outcome_too=law.code in victim_codes)
        if noticed is None and law.code in others:
            noticed = calculators_notice(law.law)
        if noticed is None:
            noticed = appendix_notices(law.law, law.code)
        yield Judged("parameters", law.says, noticed)


def main() -> int:
    """Print the score of each group and the survivors; 1 where fewer than 95 % were noticed or a survivor has no reason."""
    began = time.perf_counter()
    mutants = list(judged())
    made, killed = Counter(each.group for each in mutants), Counter(each.group for each in mutants if each.noticed_by)
    for group, number in made.items():
        print(f"{group}: {killed[group]} of {number} noticed ({100 * killed[group] / number:.1f} %)")
    total, noticed = len(mutants), sum(killed.values())
    print(f"all: {noticed} of {total} noticed ({100 * noticed / total:.1f} %), {time.perf_counter() - began:.0f} s")
    survivors = [each for each in mutants if each.noticed_by is None]
    unexplained = [each for each in survivors if each.says not in EQUIVALENT]
    for each in survivors:
        print(f"- {each.says}: {EQUIVALENT.get(each.says, 'NO REASON GIVEN')}")
    for says in set(EQUIVALENT) - {each.says for each in survivors}:
        print(f"no survivor any more: {says}")
    return int(100 * noticed < ENOUGH * total or bool(unexplained))


if __name__ == "__main__":
    sys.exit(main())
