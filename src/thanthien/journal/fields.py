"""Foreign keys that are followed by a statement composed once; to rows that seldom change, from the kept readings."""

from functools import cache
from typing import Any, cast
from uuid import UUID

from django.db import models
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor

from thanthien.journal.asking import Question, composed
from thanthien.journal.settled import ALL, EVERYBODY, HALL, kept


class _Asked(ForwardManyToOneDescriptor):
    def get_object(self, instance: models.Model) -> models.Model:
        field = cast(Any, self.field)
        found = _by_key(field.related_model).first(key=getattr(instance, field.attname))
        return found or super().get_object(instance)


class _Kept(ForwardManyToOneDescriptor):
    def get_object(self, instance: models.Model) -> models.Model:
        field = cast(Any, self.field)
        target = field.related_model
        unit = ALL if target.settled_for == EVERYBODY else cast(Any, instance).unit_id
        key = getattr(instance, field.attname)

        def read() -> models.Model:
            return _by_key(target).first(key=key) or super(_Kept, self).get_object(instance)

        return kept(unit, ("row", target._meta.label_lower, key), read, hall=target.settled_for == HALL)


@cache
def _by_key(model: type[models.Model]) -> Question[models.Model]:
    """The row of a key, whichever unit it is of: as Django follows a foreign key."""

    def row(key: Any) -> models.QuerySet:
        return model._base_manager.filter(pk=key)

    of = model._meta.pk
    row.__annotations__["key"] = str if isinstance(of, models.CharField) else UUID if isinstance(of, models.UUIDField) else int
    return composed(row)


class AskedForeignKey(models.ForeignKey):
    """For a key that acts follow again and again, of a model whose rows change."""

    forward_related_accessor_class: type = _Asked

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """To the database it is an ordinary foreign key."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs


class KeptForeignKey(AskedForeignKey):
    """For a model with `settled_for`; of a row with `unit_id` where the target concerns a unit. The row got is only read."""

    forward_related_accessor_class = _Kept
