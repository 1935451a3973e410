"""Committees: members, meetings, agenda, quorum, votes, minutes."""
