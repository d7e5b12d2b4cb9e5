"""Django's WSGI application: pages and API of a province under granian, and of the small office behind `asgi`."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thanthien.config.settings")

from thanthien.config.cycles import leave_alone_what_is_here, look_rarely  # noqa: E402
from thanthien.config.sqlite import use_bundled_sqlite  # noqa: E402

look_rarely()
use_bundled_sqlite()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from thanthien.shared.chance import swear_off_seeds  # noqa: E402

swear_off_seeds()
application = get_wsgi_application()

from thanthien.posting import counting  # noqa: E402
from thanthien.shared.clock import now  # noqa: E402

counting.start(clock=now)

_ = get_resolver().url_patterns  # every page is read in now, not under the first person who asks
leave_alone_what_is_here()
