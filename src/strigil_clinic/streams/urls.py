"""Addresses of this slice: a session's sensor begun and ended.

The line itself, ``/sessions/<uuid>/stream/line/``, is a WebSocket: see ``relay``.
"""

from django.urls import path

from strigil_clinic.streams import views

app_name = "streams"
urlpatterns = [
    path("begin/", views.begin, name="begin"),
    path("ceiling/", views.ceiling, name="ceiling"),
    path("nearby/", views.nearby, name="nearby"),
    path("end/", views.end, name="end"),
]
