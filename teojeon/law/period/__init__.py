"""Legal periods as a rule of the law command (S1-XCT-01), and the holidays that an authority fixes ad hoc."""

from teojeon.law.period.ad_hoc import AD_HOC_HOLIDAY, ad_hoc_holidays, check_rows
from teojeon.law.period.rules import PERIOD, run

__all__ = ["AD_HOC_HOLIDAY", "PERIOD", "ad_hoc_holidays", "check_rows", "run"]
