"""What a text rests on, as people read it: the law's articles stay, the house's own catalogue numbers become words."""

import re

OWN_RULE = "이 시스템의 업무 기준"
READING = re.compile(r"\s*\(A-\d\d\)")  # which reading of the law was taken is said in the law book
CATALOGUE = re.compile(r"S[1-6]-[A-Z]{3}-\d\d")


def readable(source: str) -> str:
    """`규칙§3⑤ (A-27), S1-INT-03` → `규칙§3⑤`; what rests on the catalogue alone is said to be the house's own rule."""
    parts = [part.strip() for part in READING.sub("", source).split(",")]
    named = [part for part in parts if part and not CATALOGUE.fullmatch(part)]
    return ", ".join(named) if named else OWN_RULE if any(parts) else ""
