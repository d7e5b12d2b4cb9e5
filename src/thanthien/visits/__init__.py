"""One person's presence in the hall. Its id runs through ticket, dossier, rating, letter and clip.

Answers for: the visit, its public code (on the ticket's QR) and its rating token.
Does not answer for: the order of the queue (queueing), the opinion given (ratings).
Words: visit (lượt), public code, rating token.
"""
