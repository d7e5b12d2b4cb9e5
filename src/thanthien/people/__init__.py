"""Who and where: units in their tree, officers and their roles, counters, devices, citizens and organisations.

Answers for: who a person is to the office, who may act for a unit, which counter and which device is whose.
Does not answer for: one person's presence today (visits), what is queued for a counter (queueing).
Words: unit, officer, role, counter (quầy), device, citizen, organisation, representative, mandate.
"""
