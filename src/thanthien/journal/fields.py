"""A foreign key to rows that seldom change: what it points to comes from the kept readings instead of a join."""

from typing import Any, cast

from django.db import models
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor

from thanthien.journal.settled import ALL, EVERYBODY, HALL, kept


class _Kept(ForwardManyToOneDescriptor):
    def get_object(self, instance: models.Model) -> models.Model:
        field = cast(Any, self.field)
        target = field.related_model
        unit = ALL if target.settled_for == EVERYBODY else cast(Any, instance).unit_id
        key = getattr(instance, field.attname)
        read = lambda: super(_Kept, self).get_object(instance)  # noqa: E731  within a method, so that it finds its class
        return kept(unit, ("row", target._meta.label_lower, key), read, hall=target.settled_for == HALL)


class KeptForeignKey(models.ForeignKey):
    """For a model with `settled_for`; of a row with `unit_id` where the target concerns a unit. The row got is only read."""

    forward_related_accessor_class = _Kept

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """To the database it is an ordinary foreign key."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs
