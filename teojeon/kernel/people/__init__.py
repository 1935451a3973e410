"""Organisations, officials and their permission boxes, parties of a case, proof of identity."""
