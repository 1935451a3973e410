"""Print an expression in Korean words, for the law book, the officer's screen and the letter."""

import datetime as dt
from collections.abc import Sequence

from teojeon.law import money
from teojeon.law.language.algebra import fold
from teojeon.law.language.expression import (
    Arithmetic,
    Comparison,
    Conjunction,
    Constant,
    Definition,
    Disjunction,
    Expression,
    Fact,
    FirstKnown,
    Greatest,
    Negation,
    Parameter,
    Scalar,
    ScopedParameter,
    nodes,
)
from teojeon.law.language.kinds import Choice, Date, Kind, Won

_ORDER_WORDS = {"<=": "이하", "<": "미만", ">=": "이상", ">": "초과"}
_DATE_WORDS = {"<=": "까지(그날 포함)", "<": "전", ">=": "부터(그날 포함)", ">": "후"}


def particle(word: str, after_consonant: str, after_vowel: str) -> str:
    """The word with the particle that fits its last Hangul syllable; both forms where it ends in something else."""
    last = word[-1:]
    if not ("가" <= last <= "힣"):
        return f"{word}{after_consonant}({after_vowel})"
    closed = (ord(last) - ord("가")) % 28 != 0
    return word + (after_consonant if closed else after_vowel)


def value_words(value: Scalar | None, kind: Kind) -> str:
    """A value as people read it; unknown is 모름."""
    if value is None:
        return "모름"
    if isinstance(value, bool):
        return "예" if value else "아니오"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return money.won(value) if kind == Won else f"{value:,}{kind.unit}"
    if isinstance(kind, Choice):
        return dict(kind.options).get(value, value)
    return value


class _KoreanWords:
    """Each node as Korean text."""

    def constant(self, node: Constant) -> str:
        return value_words(node.value, node.kind)

    def fact(self, node: Fact) -> str:
        return node.title

    def parameter(self, node: Parameter) -> str:
        return node.title

    def scoped(self, node: ScopedParameter, place: str) -> str:
        return f"{place}별 {node.parameter.title}"

    def definition(self, node: Definition, meaning: str) -> str:
        return node.title

    def comparison(self, node: Comparison, left: str, right: str) -> str:
        subject = particle(left, "이", "가")
        if node.operator == "==":
            return f"{subject} {particle(right, '과', '와')} 같음"
        words = _DATE_WORDS if node.left.kind == Date else _ORDER_WORDS
        return f"{subject} {right} {words[node.operator]}"

    def arithmetic(self, node: Arithmetic, left: str, right: str) -> str:
        return f"({left} {'+' if node.operator == '+' else '−'} {right})"

    def conjunction(self, node: Conjunction, terms: Sequence[str]) -> str:
        return "(" + " 그리고 ".join(terms) + ")"

    def disjunction(self, node: Disjunction, terms: Sequence[str]) -> str:
        return "(" + " 또는 ".join(terms) + ")"

    def negation(self, node: Negation, term: str) -> str:
        return f"{term}에 해당하지 않음"

    def first_known(self, node: FirstKnown, terms: Sequence[str]) -> str:
        return terms[0] + "".join(f"(모르면 {term})" for term in terms[1:])

    def greatest(self, node: Greatest, terms: Sequence[str]) -> str:
        return "(" + ", ".join(terms) + " 중 큰 값)"


def definitions(expression: Expression) -> dict[str, str]:
    """What each named part of the expression means, in Korean, by its title."""
    return {node.title: in_words(node.meaning) for node in nodes(expression) if isinstance(node, Definition)}


def in_words(expression: Expression) -> str:
    """The expression in Korean: "(임차보증금이 보증금 상한 이하 또는 …)"."""
    return fold(expression, _KoreanWords())
