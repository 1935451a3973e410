"""The mutator changes what it says, and the cases notice at least 95 of 100 changes."""

from collections import Counter

import pytest

from teojeon.law.language.expression import Constant, Fact, nodes, won
from teojeon.law.language.kinds import Won, YesNo
from teojeon.law.language.nodes import TRUE
from tests.mutants.__main__ import ENOUGH, judged
from tests.mutants.equivalent import EQUIVALENT
from tests.mutants.expressions import changed_rules
from tests.mutants.judge import SHIPPED, VICTIM_RULES, Determination, codes_read
from tests.mutants.parameters import changed_laws

amount, yes, no = Fact("amount", Won, "금액"), Fact("yes", YesNo, "가"), Fact("no", YesNo, "나")


def says(**rules: object) -> set[str]:
    return {change.says.partition(": ")[2].partition(" — ")[0] for change in changed_rules(rules)}  # type: ignore[arg-type]


def test_a_comparison_is_flipped_in_every_way_and_shifted_to_each_side() -> None:
    found = says(R=amount <= won(3))
    assert {
        "<= becomes <",
        "<= becomes ==",
        "<= becomes >=",
        "<= becomes >",
        "shifted by -1",
        "shifted by +1",
        "3 -1",
        "3 +1",
    } == found


def test_limbs_are_dropped_and_and_becomes_or() -> None:
    assert says(R=yes & ~no) == {
        "dropped: 가",
        "dropped: 나에 해당하지 않음",
        "and becomes or",
        "negation dropped",
        "fact turned round",
    }


def test_a_shared_node_is_changed_in_every_rule_that_reads_it_and_nowhere_else() -> None:
    shared = amount <= won(3)
    changes = [change for change in changed_rules({"A": shared & yes, "B": ~shared, "C": no}) if "becomes <" in change.says]
    assert {change.changed for change in changes} == {frozenset({"A", "B"})}
    untouched = {"A": shared & yes, "C": no}
    for change in changed_rules(untouched):
        for code, rule in change.rules.items():
            assert (rule is untouched[code]) is (code not in change.changed)


def test_what_the_language_refuses_to_build_is_no_mutant() -> None:
    assert says(R=TRUE) == {"True turned round"}
    assert all(isinstance(node, Constant) for change in changed_rules({"R": TRUE}) for node in nodes(change.rules["R"]))


def test_an_edge_between_two_rows_moves_for_both() -> None:
    moved = [change for change in changed_laws(SHIPPED, {"DEPOSIT_CAP_BASE"}) if "2024-09-10 → 2024-09-09" in change.says]
    (rows,) = [change.law.table.rows["DEPOSIT_CAP_BASE"] for change in moved]
    assert [str(rows[0].to), str(rows[1].from_)] == ["2024-09-08", "2024-09-09"]


def test_the_unchanged_rules_and_law_are_never_noticed() -> None:
    assert Determination().noticed(set(VICTIM_RULES), outcome_too=True) is None


def test_parameters_are_found_however_a_rule_reads_them() -> None:
    assert codes_read(VICTIM_RULES["X2"]) == {"READING_A11", "SMALL_DEPOSIT_AMOUNT", "SMALL_DEPOSIT_THRESHOLD"}
    assert "DEPOSIT_CAP_EFFECTIVE" in codes_read(VICTIM_RULES["R2"])


@pytest.mark.req("S1-ASM-12", "S1-XCT-02")
@pytest.mark.slow
def test_the_cases_notice_nearly_every_small_change_of_the_law_and_the_rest_has_a_reason() -> None:
    mutants = list(judged())
    by_group = Counter(each.group for each in mutants)
    assert by_group["rules of the determination"] > 300
    assert by_group["parameters"] > 250
    survived = [each.says for each in mutants if each.noticed_by is None]
    assert len(survived) * 100 <= (100 - ENOUGH) * len(mutants)
    assert set(survived) == set(EQUIVALENT)
