"""The application as ASGI servers call it."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "strigil_clinic.settings")
application = get_asgi_application()
