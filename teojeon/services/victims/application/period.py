"""The two last days that bound the Act: for the first contract and for the filing. Both were moved once and may move again."""

import datetime as dt

LAST_CONTRACT_DAY = dt.date(2025, 5, 31)
LAST_CONTRACT_SOURCE = "법률 제20956호 부칙 제2조"
LAST_FILING_DAY = dt.date(2027, 5, 31)
LAST_FILING_SOURCE = "법률 제19425호 부칙 제2조·제4조"


def filed_in_time(received_on: dt.date) -> bool:
    """Whether a filing received on this day in Seoul lies within the Act: through 2027-05-31 24:00 (S1-XCT-06)."""
    return received_on <= LAST_FILING_DAY
