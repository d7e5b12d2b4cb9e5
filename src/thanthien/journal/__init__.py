"""The spine: one act, one transaction, one journal entry per unit it touches.

Answers for: chains of entries per unit, their order and their proof, accesses to persons' files, followers and deliveries,
projections
for live screens, leases, answers kept for repeated requests.
Does not answer for: what an act means (the rooms above), who is told (messaging).
Words: act, entry, chain, position (unit, seq), witness (digest of a state row), anchor, follower, delivery, access, projection.
"""
