"""What may become of an item: a service's outcomes by vote, or 보류 and 삭제 without one."""

from collections.abc import Mapping

FULL_GRANT = "GA"  # the only result that needs no reason (S1-COM-09)
DEFERRED = "DEFER"  # 보류: back to the next agenda, its deadline unchanged (S1-COM-09)
STRUCK = "STRUCK"  # taken off the agenda, e.g. because the applicant withdrew (S1 appendix (a) row 32)
WITHOUT_VOTE = {DEFERRED: "보류", STRUCK: "안건에서 삭제"}

_outcomes: dict[str, str] = {}


def declare(outcomes: Mapping[str, str]) -> None:
    """Registers what a service's matters may be resolved as: code → Korean title."""
    _outcomes.update(outcomes)


def outcomes() -> dict[str, str]:
    """What may be put to the vote."""
    return dict(_outcomes)


def title_of(result: str) -> str:
    """The Korean name of a motion or a result; empty where there is none."""
    return _outcomes.get(result) or WITHOUT_VOTE.get(result, result)


def is_resolution(result: str) -> bool:
    """Whether the committee decided the matter itself."""
    return bool(result) and result not in WITHOUT_VOTE
