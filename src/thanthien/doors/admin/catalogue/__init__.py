"""The catalogue in the administrator's door: list, procedure, versions, decisions, fees, holes, files, sheets for the wall."""
