"""How much may be written of a visit. Texts in letters, the rest in pieces."""

TEXT, SUMMARY, NOTE = 2000, 4000, 500
NAME, METER = 60, 40
MOST_PEOPLE, MOST_PHOTOS = 10, 30
