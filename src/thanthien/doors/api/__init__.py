"""The door for other programmes: `/api/v1`, JSON, one token per device or officer.

No rules here: a request is read by an explicit schema, one action or query is called, its result is shown by another schema.
Errors are RFC 9457 problems with a sentence in Vietnamese. The description is docs/generated/openapi.json, the guide docs/api.md.
"""
