"""Mutants of the rules: each rule and parameter changed a little, to see whether the cases notice."""
