"""How many hours may be booked from home: the quota of the unit, from a day on, with a picture of what it does."""
