"""Quorum and majority (법§6⑦, A-16)."""

import pytest

from teojeon.kernel.committees.quorum import count, passes, quorum


@pytest.mark.parametrize(("members", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (26, 14), (27, 14), (28, 15), (29, 15), (30, 16)])
def test_the_quorum_is_more_than_half_of_the_members_in_office(members: int, needed: int) -> None:
    assert quorum(members) == needed
    assert 2 * needed > members >= 2 * (needed - 1)


@pytest.mark.parametrize(
    ("yes", "present", "passed"),
    [(8, 15, True), (7, 15, False), (8, 16, False), (9, 16, True), (14, 28, False), (15, 28, True), (0, 1, False), (1, 1, True)],
)
def test_a_motion_passes_with_more_than_half_of_those_present_and_a_tie_fails(yes: int, present: int, passed: bool) -> None:
    assert passes(yes, present) is passed


def test_an_abstention_counts_as_present() -> None:
    assert not count(28, 15, ["yes"] * 7 + ["abstain"] * 8).passed
    assert count(28, 15, ["yes"] * 8 + ["abstain"] * 7).passed


def test_yes_votes_of_too_few_members_pass_nothing() -> None:
    tally = count(28, 14, ["yes"] * 14)
    assert not tally.has_quorum
    assert not tally.passed


def test_a_tally_keeps_what_was_counted_and_the_quorum_that_held() -> None:
    assert count(28, 15, ["yes"] * 8 + ["no"] * 5 + ["abstain"] * 2).as_dict() == {
        "members_in_office": 28,
        "present": 15,
        "yes": 8,
        "no": 5,
        "abstain": 2,
        "quorum": 15,
        "passed": True,
    }
