"""Backup and restore: a folder that holds the whole office, and the proof that it does."""
