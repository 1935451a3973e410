"""The facts of a period, as the law command knows them."""

from teojeon.law.calendar import FIRST_DAY_SOURCE, PETITION_SOURCE, SOURCE
from teojeon.law.language.expression import Fact
from teojeon.law.language.kinds import Count, YesNo, choice
from teojeon.law.period.kinds import DAY_OR_INSTANT, SPANS

UNIT = choice(day="일", month="월", year="연")
COUNTING = choice(civil="민법", petition="민원처리법 제19조", first_day="첫날 산입(행정기본법 제6조제2항)")

base = Fact(
    "base",
    DAY_OR_INSTANT,
    "기산점(사건이 있은 날 또는 접수한 시각)",
    source="민법 제157조",
    note="5일 이하의 민원 처리기간은 접수한 시각부터 세므로 시각까지 적습니다. 시간대가 없으면 한국 시각입니다.",
)
length = Fact("length", Count, "기간의 길이", source=SOURCE)
unit = Fact("unit", UNIT, "기간의 단위", source="민법 제155조·제160조")
backward = Fact(
    "backward",
    YesNo,
    "거꾸로 세는지 여부",
    source=SOURCE,
    optional=True,
    default="false: 앞으로 셉니다.",
    note="기산점을 넣지 않고 거꾸로 세며, 끝이 쉬는 날이면 그 앞의 평일로 합니다.",
)
excluded = Fact(
    "excluded",
    SPANS,
    "기간에 넣지 않는 날",
    source=SOURCE,
    optional=True,
    default="없음",
    note="[[시작일, 끝일], …]로 적습니다. 두 날을 모두 포함하고, 겹치는 날은 한 번만 뺍니다.",
)
counting = Fact(
    "counting",
    COUNTING,
    "세는 방법",
    source=f"{SOURCE}, {PETITION_SOURCE}, {FIRST_DAY_SOURCE}",
    optional=True,
    default="civil: 민법에 따라 셉니다.",
)

FACTS = (base, length, unit, backward, excluded, counting)
NEEDED = (base, length, unit)
