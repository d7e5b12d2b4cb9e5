"""The hall: kiosk, display, rating tablet, the ticket on the phone, and the page where a device is enrolled.

No rules here: rooms are asked, what they answer is put into words (`showing`, `board`) and on the paper slip (`printing`).
"""
