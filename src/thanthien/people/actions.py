"""Every write of the room by one name; what is said of each stands in the file of its subject."""

from thanthien.people.citizens import register_citizen, register_organisation
from thanthien.people.counters import (
    add_counter,
    change_counter,
    close_counter,
    open_counter,
    pause_counter,
    remove_counter,
    restore_counter,
    resume_counter,
)
from thanthien.people.deputies import delegate, end_absence, name_substitutes, note_absence, withdraw_delegation
from thanthien.people.devices import ENROL_MINUTES, add_device, change_device, enrol, issue_enrol_code, remove_device, revoke
from thanthien.people.officers import (
    add_officer,
    change_fields,
    change_officer,
    deactivate_officer,
    end_role,
    grant_role,
    note_sign_in,
    put_photo,
    reactivate_officer,
    reset_password,
    set_password,
)
from thanthien.people.tokens import issue_token, note_tokens, restore_token, revoke_token
from thanthien.people.units import add_unit, change_office, change_unit, merge_units, open_office

__all__ = [
    "ENROL_MINUTES", "add_counter", "add_device", "add_officer", "add_unit", "change_counter", "change_device",
    "change_fields", "change_office", "change_officer", "change_unit", "close_counter", "deactivate_officer", "delegate",
    "end_absence", "end_role", "enrol", "grant_role", "issue_enrol_code", "issue_token", "merge_units", "name_substitutes",
    "note_absence", "note_sign_in", "note_tokens", "open_counter", "open_office", "pause_counter", "put_photo",
    "reactivate_officer", "register_citizen", "register_organisation", "remove_counter", "remove_device", "reset_password",
    "restore_counter", "restore_token", "resume_counter", "revoke", "revoke_token", "set_password", "withdraw_delegation",
]  # fmt: skip
