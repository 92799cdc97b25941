"""Addresses of logging in and out."""

from django.urls import path
from django.views.generic import RedirectView

from strigil_clinic.people import manage, views

app_name = "people"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="patients:list"), name="home"),
    path("log-in/", views.log_in, name="log_in"),
    path("log-out/", views.log_out, name="log_out"),
    path("locked/", views.locked, name="locked"),
    path("set-up/", views.set_up, name="set_up"),
    path("password/", views.password, name="password"),
    path("stay/", views.stay, name="stay"),
    path("people/", manage.people, name="people"),
    path("people/add/", manage.add, name="add"),
    path("people/<uuid:pk>/", manage.person, name="person"),
    path("people/<uuid:pk>/password/", manage.new_password, name="new_password"),
    path("people/<uuid:pk>/account/", manage.account, name="account"),
    path("theme/", views.theme, name="theme"),
]
