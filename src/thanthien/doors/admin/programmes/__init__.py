"""Special days: what the unit decides, and taking it back."""
