"""The unit's own processes in the administrator's door: versions, the file out, the file in with what it would change."""
