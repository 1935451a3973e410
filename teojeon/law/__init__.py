"""Rules as code: pure Python without Django, without a clock, without fractions of a won. Dates come as arguments."""
