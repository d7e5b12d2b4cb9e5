"""The small office with its leader; `office.at` is Monday 23 November 2026, 08:30."""
