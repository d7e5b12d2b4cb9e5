"""The door of one's own account: signing in, the second step, password, absence, photo, sessions."""
