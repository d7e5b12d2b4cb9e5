"""Declarations written on the screen (e-forms).

Answers for: which fields a form has and shows, filling them from a card and from earlier declarations, checking them, drafts, the
printed declaration. Does not answer for: dossiers, the catalogue, the papers handed in, who is entitled to what (benefits).
Words: form (mẫu tờ khai), field (ô), block (the fields of one person), answers (tờ khai đang viết).
Entries, subject `answers:<pk>`: `eform.begun` `.saved` `.finished` `.reopened` `.dropped` `.restored` `.forgotten`, each with
`form`, `version`, `state`, `about`; never what was written. Declarations that people write at home have their own (home.py).
"""
