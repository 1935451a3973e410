"""The classes of a decision case (법§2.4, §3; S1-ASM-12) as people propose them: the program decides none of them."""

OUTCOMES: dict[str, str] = {
    "GA": "가: 전세사기피해자",
    "NA": "나: 전세사기피해자등(나목)",
    "DA": "다: 전세사기피해자등(다목)",
    "REJECT": "불인정",
    "EXCLUDE": "적용제외",
    "DISMISS": "각하",
}
"""Code → Korean title, in the order of the law."""
HOLD = "HOLD"
RESULTS: dict[str, str] = {**OUTCOMES, HOLD: "보류: 확인할 것이 남아 있음"}
"""What the rules come to, in words."""
TONES: dict[str, str] = {"GA": "success", "NA": "success", "DA": "success", HOLD: "warning"}
"""How a result is shown; the others are refusals."""
