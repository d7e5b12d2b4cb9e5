"""The door of officers at the counter and behind it: counter screen, results, my work, one dossier. No rules here: translate,
one call, translate.
"""
