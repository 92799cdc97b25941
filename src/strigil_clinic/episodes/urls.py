"""Addresses of episodes."""

from django.urls import path

from strigil_clinic.episodes import views

app_name = "episodes"
urlpatterns = [
    path("sites/", views.sites, name="sites"),
    path("sides/", views.sides, name="sides"),
    path("stage/", views.stage, name="stage"),
    path("<uuid:pk>/", views.overview, name="overview"),
    path("<uuid:pk>/correct/", views.correct, name="correct"),
    path(
        "<uuid:pk>/correct/<uuid:correction_pk>/take-back/",
        views.take_back,
        name="take_back",
    ),
    path("<uuid:pk>/close/", views.close, name="close"),
    path("<uuid:pk>/reopen/", views.reopen, name="reopen"),
]
