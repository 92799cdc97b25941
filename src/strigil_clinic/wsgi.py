"""The application as WSGI servers call it."""

import os

from django.core.wsgi import get_wsgi_application

from strigil_clinic.outcomes.science import warmed
from strigil_clinic.streams.science import warmed as stream_warmed
from strigil_clinic.workers import begun

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "strigil_clinic.settings")
application = get_wsgi_application()

# So that the first forecast does not wait for the library, nor the first sensor for the
# compiler.
begun("warm", warmed, lane="plans")
begun("warm-stream", stream_warmed)
