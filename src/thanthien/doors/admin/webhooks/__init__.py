"""Receivers of webhooks: whom the unit tells of its acts, with what secret, how it goes."""
