"""The administrator's door: setting up a commune and keeping it true. Its parts: people and hall (here), catalogue, time."""
