"""The leader's door: what is late and what will be late today, who holds it, the hall now, what people said today. Reads only."""
