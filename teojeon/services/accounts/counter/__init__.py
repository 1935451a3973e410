"""The counter: an account for somebody whose papers a clerk has seen (S1-ACC-01)."""
