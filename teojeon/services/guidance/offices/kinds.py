"""The kinds of offices, in the words that visitors read."""

KINDS = {
    "intake": "결정 신청을 받는 시·도",
    "centre": "전세피해 및 예방지원센터",
    "ministry": "국토교통부와 위원회",
    "support": "지원을 맡은 기관",
}
