"""The dated values that the requirements read (`parameters.toml`), under the names that the rules use."""

from teojeon.law.book import parameter

ACT_VALID_TO = parameter("ACT_VALID_TO")
FIRST_CONTRACT_LIMITED = parameter("FIRST_CONTRACT_LIMITED")
FIRST_CONTRACT_MAX = parameter("FIRST_CONTRACT_MAX")
DEPOSIT_CAP = parameter("DEPOSIT_CAP_BASE")
UPLIFT_MAX = parameter("DEPOSIT_CAP_UPLIFT_MAX")
RESOLVED_CAP = parameter("DEPOSIT_CAP_EFFECTIVE")
R1_JEONSE_RIGHT = parameter("R1_JEONSE_RIGHT")
R3_TWO_SUFFICE = parameter("R3_TWO_SUFFICE")
R3_MIN_VICTIMS = parameter("R3_MIN_VICTIMS")
D1_IMPOSSIBLE = parameter("D1_IMPOSSIBLE")
AC_WINDOW_FROM = parameter("AC_WINDOW_FROM")
AC_WINDOW_TO = parameter("AC_WINDOW_TO")
DIRECT_NEGATIVE = parameter("DIRECT_NEGATIVE")
SMALL_DEPOSIT_AMOUNT = parameter("SMALL_DEPOSIT_AMOUNT")
SMALL_DEPOSIT_THRESHOLD = parameter("SMALL_DEPOSIT_THRESHOLD")

READING_A04 = parameter("READING_A04")
READING_A06 = parameter("READING_A06")
READING_A10 = parameter("READING_A10")
READING_A11 = parameter("READING_A11")
READING_A12 = parameter("READING_A12")
READING_A13 = parameter("READING_A13")
READING_A14 = parameter("READING_A14")
READING_A15 = parameter("READING_A15")
READING_A31 = parameter("READING_A31")
