"""Paper: what the office prints. Answers for turning typed data into PDF, pictures and tickets with Typst, safely.

Not for: what a paper says (the room that owns it fills the fields), signing, keeping copies.
Words: *form* = a numbered form of the circular (Form 01), *slip* = the ticket of the queue, *raster* = its dots for the printer.
What a person typed travels only as JSON: it is never markup, and controls that turn text round are taken out (`engine`).
"""
