"""The closed lists of the application: code and Korean words. A code is never reused for another meaning."""

Choices = tuple[tuple[str, str], ...]

MANDATES: Choices = (
    ("self", "피해를 입은 임차인 본인"),
    ("proxy", "위임을 받은 대리인"),
    ("legal_representative", "법정대리인 (임차인이 미성년인 경우 등)"),
    ("heir_representative", "유족의 대표 (임차인이 사망한 경우)"),
)
HEIR_RELATIONS: Choices = (
    ("spouse", "배우자"),
    ("descendant", "자녀 등 직계비속"),
    ("ascendant", "부모 등 직계존속"),
    ("sibling", "형제자매"),
    ("collateral", "그 밖의 4촌 이내 방계혈족"),
)
ESTATE: Choices = (*HEIR_RELATIONS, ("manager", "상속재산관리인·파산관재인 등"))
CHANNELS: Choices = (("mobile", "휴대전화"), ("phone", "다른 전화"), ("email", "전자우편"), ("post", "우편"))
WINDOWS: Choices = (("any", "언제든지"), ("morning", "평일 오전"), ("afternoon", "평일 오후"), ("evening", "평일 18시 이후"))
LANGUAGES: Choices = (("ko", "한국어"), ("en", "영어"), ("zh", "중국어"), ("vi", "베트남어"), ("other", "그 밖의 언어"))

BUILDING_TYPES: Choices = (
    ("apartment", "아파트"),
    ("row_house", "연립주택"),
    ("multiplex", "다세대주택(빌라)"),
    ("detached", "단독주택"),
    ("multi_family", "다가구주택"),
    ("officetel", "오피스텔"),
    ("neighbourhood", "근린생활시설"),
    ("multi_use", "다중생활시설(고시원 등)"),
    ("shared", "다중주택"),
    ("other", "그 밖의 건물"),
)
WHOLE_OR_PART: Choices = (("whole", "전부"), ("part", "일부 (방 한 칸 등)"))
UNAUTHORISED: Choices = (
    ("none", "해당 없음"),
    ("ga", "허가·신고 없이 지은 건물"),
    ("na", "사용승인을 받지 못한 건물"),
    ("da", "허가·신고 없이 용도를 바꾼 건물"),
)
PRICE_BASES: Choices = (("official", "공시가격"), ("appraisal", "감정가격"), ("traded", "실거래가격"))

CONTRACT_KINDS: Choices = (
    ("new", "처음 계약"),
    ("renewed", "갱신"),
    ("again", "다시 계약(재계약)"),
    ("implied", "묵시적 갱신"),
)
LEASE_TYPES: Choices = (("jeonse", "전세"), ("rent", "보증부 월세"), ("unregistered", "등기하지 않은 전세"))
LANDLORD_TYPES: Choices = (("person", "개인"), ("company", "법인"))
LANDLORD_STATES: Choices = (
    ("alive", "연락이 되거나 살아 있음"),
    ("dead", "사망"),
    ("abroad", "해외에 있음"),
    ("missing", "있는 곳을 모름 (연락 두절)"),
    ("closed", "폐업·파산"),
)
AUTHORITIES: Choices = (
    ("owner", "집주인(소유자)과 계약"),
    ("agent", "집주인의 대리인과 계약"),
    ("no_authority", "신탁한 집인데 신탁회사의 동의 없이 계약하는 등 권한 없는 사람과 계약"),
    ("double", "같은 집을 다른 사람에게도 임대함(이중계약)"),
)
ROLES: Choices = (
    ("ga", "임대인의 대리인이나 임대 업무를 처리한 사람"),
    ("na", "임대인이 맡긴 공인중개사·중개보조인"),
    ("da", "임차인을 모집한 사람(분양·컨설팅 등)"),
    ("ra", "여러 임대인의 뒤에 있는 사람"),
    ("ma", "그 사람이 지배하거나 이익을 나누는 조직"),
    ("ba", "그 사람이나 조직을 뒤에 둔 다른 임대인"),
)

HANDOVER_STATES: Choices = (
    ("done", "인도받음 (열쇠를 받고 입주함)"),
    ("past", "과거에 인도받음 (지금은 이사함)"),
    ("impossible", "인도받을 수 없게 됨"),
    ("none", "인도받지 않음"),
)
LEASEHOLD_STATES: Choices = (("none", "신청하지 않음"), ("applied", "신청함 (등기 전)"), ("done", "등기를 마침"))
SECURITY_KINDS: Choices = (
    ("mortgage", "근저당권·저당권"),
    ("jeonse", "전세권"),
    ("leasehold", "다른 사람의 임차권등기"),
    ("other", "그 밖의 권리"),
)
SEIZURE_KINDS: Choices = (("seizure", "압류"), ("provisional", "가압류"))

EVENT_KINDS: Choices = (
    ("auction_opened", "경매 개시"),
    ("public_sale_opened", "공매 개시"),
    ("bankruptcy_opened", "임대인의 파산 개시"),
    ("rehabilitation_opened", "임대인의 회생 개시"),
    ("national_tax_seizure", "국세 체납으로 인한 압류"),
    ("local_tax_seizure", "지방세 체납으로 인한 압류"),
    ("enforcement_title", "내가 받은 판결·지급명령 등(집행권원)"),
    ("other", "그 밖의 일"),
)
INTENT_CODES: Choices = (
    ("I1", "임대인등에 대한 수사가 시작됨"),
    ("I2", "임대인등에게 속음"),
    ("I3", "보증금을 돌려줄 능력이 없는 사람에게 집을 넘김"),
    ("I4", "돌려줄 능력 없이 여러 집을 사서 임대함"),
    ("I5", "그 밖의 사정"),
)
PROVIDERS: Choices = (
    ("hug", "주택도시보증공사(HUG)"),
    ("hf", "한국주택금융공사(HF)"),
    ("sgi", "서울보증보험(SGI)"),
    ("other", "그 밖의 기관"),
)
HOLDERS: Choices = (("tenant", "내가(임차인이) 가입"), ("landlord", "임대인이 가입"))
GUARANTEE_STATES: Choices = (
    ("valid", "유효함"),
    ("pending", "지급을 청구함 (결과를 기다림)"),
    ("refused", "거절됨"),
    ("cancelled", "해지·취소됨"),
    ("lapsed", "기간이 끝남"),
    ("paid", "지급받음"),
)
RECOVERY_SOURCES: Choices = (("priority", "경매·공매의 배당 등"), ("repaid", "임대인 등이 갚음"), ("support", "지원받음"))
PRESSURES: Choices = (
    ("none", "받은 것 없음"),
    ("letter", "나가라는 내용증명"),
    ("order", "인도명령"),
    ("suit", "명도소송"),
    ("notice", "강제집행 예고"),
)
