"""Hours and days of the office at the administrator's door: the week as a picture, the year as a wall calendar."""
