"""Thân Thiện: the one-stop office of a Vietnamese commune."""

__version__ = "0.1.0"
