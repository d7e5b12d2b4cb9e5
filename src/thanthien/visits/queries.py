"""Finding a visit by what is printed on its papers."""

from django.db.models import QuerySet

from thanthien.journal.asking import composed
from thanthien.people.scoping import everywhere
from thanthien.shared.codes import tidy_code
from thanthien.visits.models import Visit


def by_public_code(*, code: str) -> Visit | None:
    """The visit whose ticket carries this code, or None."""
    with everywhere():  # the code says which unit it is
        return Visit.objects.filter(public_code=tidy_code(code)).select_related("citizen").first()


def by_rating_token(*, token: str) -> Visit | None:
    """The visit that this rating token belongs to, or None."""
    with everywhere():  # the token says which unit it is
        return _by_token.first(token=tidy_code(token))


@composed
def _by_token(token: str) -> QuerySet[Visit]:
    return Visit.objects.filter(rating_token=token).order_by("pk")[:1]
