"""Addresses of this slice."""

from django.urls import path

from strigil_clinic.recordings import views

app_name = "recordings"
urlpatterns = [
    path("episode/<uuid:episode_pk>/", views.of_episode, name="of_episode"),
    path("episode/<uuid:episode_pk>/upload/", views.upload, name="upload"),
    path("<uuid:pk>/", views.page, name="page"),
    path("<uuid:pk>/trace/", views.trace, name="trace"),
    path("<uuid:pk>/file/", views.file, name="file"),
    path("<uuid:pk>/attach/", views.attach, name="attach"),
    path("<uuid:pk>/detach/", views.detach, name="detach"),
]
