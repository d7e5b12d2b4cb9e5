"""Builders make state through actions, never through tables."""
