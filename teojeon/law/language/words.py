"""Print an expression in Korean words, for the law book, the officer's screen and the letter."""

import datetime as dt

from teojeon.law import money
from teojeon.law.language import expression as core
from teojeon.law.language import nodes as more
from teojeon.law.language.algebra import Read, fold
from teojeon.law.language.expression import Expression, Scalar, nodes
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

    def constant(self, node: core.Constant, read: Read[str]) -> str:
        return "사람의 판단이 필요함" if node.value is None else value_words(node.value, node.kind)

    def fact(self, node: core.Fact, read: Read[str]) -> str:
        return node.title

    def parameter(self, node: core.Parameter, read: Read[str]) -> str:
        return node.title

    def scoped(self, node: core.ScopedParameter, read: Read[str]) -> str:
        return f"{read(node.place)}별 {node.parameter.title}"

    def definition(self, node: core.Definition, read: Read[str]) -> str:
        return node.title

    def comparison(self, node: core.Comparison, read: Read[str]) -> str:
        subject, right = particle(read(node.left), "이", "가"), read(node.right)
        if node.operator == "==":
            return f"{subject} {particle(right, '과', '와')} 같음"
        words = _DATE_WORDS if node.left.kind == Date else _ORDER_WORDS
        return f"{subject} {right} {words[node.operator]}"

    def arithmetic(self, node: core.Arithmetic, read: Read[str]) -> str:
        return f"({read(node.left)} {'+' if node.operator == '+' else '−'} {read(node.right)})"

    def conjunction(self, node: core.Conjunction, read: Read[str]) -> str:
        return "(" + " 그리고 ".join(read(term) for term in node.terms) + ")"

    def disjunction(self, node: core.Disjunction, read: Read[str]) -> str:
        return "(" + " 또는 ".join(read(term) for term in node.terms) + ")"

    def negation(self, node: core.Negation, read: Read[str]) -> str:
        return f"{read(node.term)}에 해당하지 않음"

    def first_known(self, node: core.FirstKnown, read: Read[str]) -> str:
        return read(node.terms[0]) + "".join(f"(모르면 {read(term)})" for term in node.terms[1:])

    def greatest(self, node: core.Greatest, read: Read[str]) -> str:
        return "(" + ", ".join(read(term) for term in node.terms) + " 중 큰 값)"

    def least(self, node: more.Least, read: Read[str]) -> str:
        return "(" + ", ".join(read(term) for term in node.terms) + " 중 작은 값)"

    def times(self, node: more.Times, read: Read[str]) -> str:
        return f"{read(node.term)}의 {node.factor}배"

    def quotient(self, node: more.Quotient, read: Read[str]) -> str:
        return f"{read(node.term)}을(를) {node.divisor}(으)로 나눈 값(끝수 버림)"

    def where(self, node: more.Where, read: Read[str]) -> str:
        return f"({read(node.condition)}이면 {read(node.then)}, 아니면 {read(node.otherwise)})"

    def chosen(self, node: more.Chosen, read: Read[str]) -> str:
        names = node.parameter.kind.options if isinstance(node.parameter.kind, Choice) else ((True, "적용"), (False, "적용 전"))
        cases = "; ".join(f"‘{title}’: {read(node.cases[value])}" for value, title in names)
        return f"[{node.parameter.title} — {cases}]"

    def one_of(self, node: more.OneOf, read: Read[str]) -> str:
        return f"{read(node.term)}: {', '.join(value_words(code, node.term.kind) for code in node.codes)}"

    def holds(self, node: more.Holds, read: Read[str]) -> str:
        return node.title

    def agreed(self, node: more.Agreed, read: Read[str]) -> str:
        return f"({read(node.one)} = {read(node.other)}; 하나만 알면 그것, 서로 다르면 모름)"

    def not_means(self, node: more.NotMeans, read: Read[str]) -> str:
        return f"{node.fact.title}(없었으면 {read(node.meaning)})"

    def is_not(self, node: more.IsNot, read: Read[str]) -> str:
        return f"{node.fact.title} 없음"

    def decision_day(self, node: more.DecisionDay, read: Read[str]) -> str:
        return "결정일"

    def looked_up(self, node: more.LookedUp, read: Read[str]) -> str:
        return f"{node.parameter.title}({node.key.title}, {read(node.at)} 기준)"

    def greatest_row(self, node: more.GreatestRow, read: Read[str]) -> str:
        return f"{node.parameter.title}의 가장 큰 값"

    def measure(self, node: more.Measure, read: Read[str]) -> str:
        return node.title

    def entry(self, node: more.EachEntry, read: Read[str]) -> str:
        return "각각의 금액"

    def total(self, node: more.Total, read: Read[str]) -> str:
        return f"{node.fact.title}에서 {read(node.amount)}의 합계"

    def exact(self, node: more.Exact, read: Read[str]) -> str:
        return f"{node.total.fact.title}을(를) 빠짐없이 앎"

    def due(self, node: more.Due, read: Read[str]) -> str:
        return f"{read(node.base)}부터 {read(node.length)}의 기한"


def definitions(expression: Expression) -> dict[str, str]:
    """What each named part of the expression means, in Korean, by its title."""
    return {node.title: in_words(node.meaning) for node in nodes(expression) if isinstance(node, core.Definition)}


def in_words(expression: Expression) -> str:
    """The expression in Korean: "(임차보증금이 보증금 상한 이하 또는 …)"."""
    return fold(expression, _KoreanWords())
