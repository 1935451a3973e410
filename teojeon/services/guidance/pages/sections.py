"""The kinds of pages, in the words that visitors read."""

SECTIONS = {"guide": "안내", "faq": "자주 묻는 질문", "notice": "공지", "change": "개선 내용"}
