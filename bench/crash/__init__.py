"""Faults that an office must live through: one file a fault, each in a short size (the tests) and a long one (torture)."""
