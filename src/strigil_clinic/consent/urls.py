"""Addresses of consent."""

from django.urls import path

from strigil_clinic.consent import views

app_name = "consent"
urlpatterns = [
    path("", views.page, name="page"),
    path("leaflet/", views.leaflet, name="leaflet"),
    path("today/", views.today, name="today"),
    path("refuse/", views.refuse_region, name="refuse"),
    path("refused/<uuid:refusal_pk>/allow/", views.allow_region, name="allow"),
    path("<uuid:consent_pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:consent_pk>/restore/", views.restore, name="restore"),
    path("<uuid:consent_pk>/error/", views.entered_in_error, name="entered_in_error"),
]
