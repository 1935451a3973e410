"""How a Korean citation of law is read in the other languages: `규칙§3⑤` → `Rule art. 3(5)`. The Korean one is the record."""

import re

from teojeon.ui.formats import language_of_page

# Short and full names of the texts that pages cite; the longest stands first.
NAMES: dict[str, dict[str, str]] = {
    "전세사기피해자 지원 및 주거안정에 관한 특별법": {
        "en": "Special Act on Support for Victims of Jeonse Fraud",
        "zh-hans": "全租诈骗受害者支援特别法",
        "vi": "Luật đặc biệt hỗ trợ nạn nhân lừa đảo jeonse",
    },
    "개인정보 보호법": {
        "en": "Personal Information Protection Act",
        "zh-hans": "个人信息保护法",
        "vi": "Luật bảo vệ thông tin cá nhân",
    },
    "주택임대차보호법": {"en": "Housing Lease Protection Act", "zh-hans": "住宅租赁保护法", "vi": "Luật bảo vệ thuê nhà ở"},
    "행정절차법": {"en": "Administrative Procedures Act", "zh-hans": "行政程序法", "vi": "Luật thủ tục hành chính"},
    "행정기본법": {"en": "General Act on Public Administration", "zh-hans": "行政基本法", "vi": "Luật cơ bản về hành chính"},
    "민사집행법": {"en": "Civil Execution Act", "zh-hans": "民事执行法", "vi": "Luật thi hành án dân sự"},
    "전세사기피해자법": {"en": "Special Act", "zh-hans": "特别法", "vi": "Luật đặc biệt"},
    "민원처리법": {"en": "Civil Petitions Treatment Act", "zh-hans": "民愿处理法", "vi": "Luật xử lý đơn thư dân sự"},
    "국세징수법": {"en": "National Tax Collection Act", "zh-hans": "国税征收法", "vi": "Luật thu thuế quốc gia"},
    "운용규정": {"en": "Operating Directive", "zh-hans": "运行规定", "vi": "Quy định vận hành"},
    "시행규칙": {"en": "Rule", "zh-hans": "施行规则", "vi": "Quy tắc thi hành"},
    "시행령": {"en": "Decree", "zh-hans": "施行令", "vi": "Nghị định"},
    "특별법": {"en": "Special Act", "zh-hans": "特别法", "vi": "Luật đặc biệt"},
    "개보법": {"en": "Personal Information Protection Act", "zh-hans": "个人信息保护法", "vi": "Luật bảo vệ thông tin cá nhân"},
    "주임법": {"en": "Housing Lease Protection Act", "zh-hans": "住宅租赁保护法", "vi": "Luật bảo vệ thuê nhà ở"},
    "행절법": {"en": "Administrative Procedures Act", "zh-hans": "行政程序法", "vi": "Luật thủ tục hành chính"},
    "행기법": {"en": "General Act on Public Administration", "zh-hans": "行政基本法", "vi": "Luật cơ bản về hành chính"},
    "규칙": {"en": "Rule", "zh-hans": "施行规则", "vi": "Quy tắc thi hành"},
    "민법": {"en": "Civil Act", "zh-hans": "民法", "vi": "Bộ luật dân sự"},
    "대통령령": {"en": "Presidential Decree", "zh-hans": "总统令", "vi": "Nghị định của Tổng thống"},
    "같은 법": {"en": "same Act", "zh-hans": "同法", "vi": "cùng luật"},
    "법률": {"en": "Act", "zh-hans": "法律", "vi": "Luật"},
    "각 호 외의 부분": {"en": "(text outside the items)", "zh-hans": "（各项以外部分）", "vi": "(phần ngoài các điểm)"},
    "각 호": {"en": "each item", "zh-hans": "各项", "vi": "từng điểm"},
    "본문": {"en": "(main text)", "zh-hans": "本文", "vi": "(phần chính)"},
    "전자정부법": {"en": "Electronic Government Act", "zh-hans": "电子政府法", "vi": "Luật Chính phủ điện tử"},
    "준용": {"en": "(applied by analogy)", "zh-hans": "（准用）", "vi": "(áp dụng tương tự)"},
    "부칙": {"en": "Addenda", "zh-hans": "附则", "vi": "Phụ lục"},
    "법": {"en": "Special Act", "zh-hans": "特别法", "vi": "Luật đặc biệt"},
}
ARTICLE = {"en": "art. {}", "zh-hans": "第{}条", "vi": "Điều {}"}
CIRCLED = {chr(ord("①") + number): str(number + 1) for number in range(20)}
NUMBER = {"en": "No. {}", "zh-hans": "第{}号", "vi": "số {}"}
NAMED = re.compile("|".join(re.escape(name).replace(r"\ ", " ?") for name in NAMES))
NUMBERED = re.compile(r"제(\d+)호(?![가-하]목|[의,·]|$)")
PLACE = re.compile(
    r"(?:§\s?|제)(\d+)(?:조)?(?:의\s?(\d+))?((?:제\d+[항호]|[①-⑳]|\.\d+|(?<=[①-⑳])\d+)*)(?:([가-하])(?![가-힣])|([가-하])목)?(\s?단서)?"
)
PARTS = re.compile(r"제(\d+)[항호]|([①-⑳])|\.?(\d+)")
ITEMS = dict(zip("가나다라마바사아자차카타파하", "abcdefghijklmn", strict=True))
PROVISO = {"en": " proviso", "zh-hans": "但书", "vi": " (ngoại lệ)"}


def cited(text: str) -> str:
    """A text that is nothing but a citation, in the language of the page; empty where it is something else."""
    language = language_of_page()
    if language not in ARTICLE or not NAMED.search(text):
        return ""

    def place(found: re.Match[str]) -> str:
        number = found[1] + (f"-{found[2]}" if found[2] else "")
        parts = "".join(f"({part[1] or CIRCLED.get(part[2] or '', '') or part[3]})" for part in PARTS.finditer(found[3]))
        item = ITEMS.get(found[4] or found[5] or "", "")
        return (
            " " + ARTICLE[language].format(number + parts + (f"({item})" if item else "")) + (PROVISO[language] if found[6] else "")
        )

    written = NUMBERED.sub(lambda found: NUMBER[language].format(found[1]), text)
    written = PLACE.sub(place, written)
    written = NAMED.sub(lambda name: NAMES[name[0]][language] if name[0] in NAMES else NAMES["같은 법"][language], written)
    written = re.sub(r" {2,}", " ", written.translate({ord("「"): None, ord("」"): None})).strip()
    return "" if re.search("[가-힣]", written) else written
