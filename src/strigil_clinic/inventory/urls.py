"""Addresses of this slice; `pk` is an instrument of the clinic."""

from django.urls import path

from strigil_clinic.inventory import views

app_name = "inventory"
urlpatterns = [
    path("", views.page, name="page"),
    path("have/<slug:catalogue_key>/", views.have, name="have"),
    path("measure/", views.measure, name="measure"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/measure/", views.measure_again, name="measure_again"),
    path("<uuid:pk>/label/", views.label, name="label"),
    path("<uuid:pk>/look/", views.look, name="look"),
    path("<uuid:pk>/state/<slug:state>/", views.state, name="state"),
    path("<uuid:pk>/take-back/", views.take_back, name="take_back"),
    path("<uuid:pk>/no-look/<uuid:look_pk>/", views.no_look, name="no_look"),
]
