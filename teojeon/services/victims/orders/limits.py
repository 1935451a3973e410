"""How much may be written of an order, in letters; how long its term may be, in days."""

NAME, ADDRESS = 60, 200
QUESTION, MOST_QUESTIONS = 300, 20
SHORTEST_TERM, LONGEST_TERM = 7, 30
TEXT, REASON = 4000, 1000
