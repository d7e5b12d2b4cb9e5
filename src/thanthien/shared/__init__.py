"""What three rooms or more need and no room owns: the actor, the clock, codes, folded text, QR, the paper engine. There is no
utils.
"""
