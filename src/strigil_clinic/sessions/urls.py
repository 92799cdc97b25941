"""Addresses of this slice: the visits of an episode, and one session."""

from django.urls import path

from strigil_clinic.sessions.views import finish, live, record, visits

app_name = "sessions"
urlpatterns = [
    path("episodes/<uuid:pk>/treat/", visits.page, name="page"),
    path("episodes/<uuid:pk>/treat/start/", visits.start, name="start"),
    path("sessions/<uuid:pk>/", live.page, name="live"),
    path("sessions/<uuid:pk>/events/", live.event, name="event"),
    path("sessions/<uuid:pk>/tap/", live.tap, name="tap"),
    path("sessions/<uuid:pk>/finish/", finish.page, name="finish"),
    path("sessions/<uuid:pk>/record/", record.page, name="record"),
]
