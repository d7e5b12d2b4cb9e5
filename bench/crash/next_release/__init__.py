"""Steps of a release that is not there yet, for the rooms whose tables are full after a morning's work."""
