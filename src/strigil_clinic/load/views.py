"""Your own load: what the sessions you signed cost your hands."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from strigil_clinic.access import ClinicRequest, only_writers
from strigil_clinic.load.signed import load_of

__all__ = ["page"]


@require_safe
def page(request: ClinicRequest) -> HttpResponse:
    """Show one's own load by week, or by day."""
    only_writers(request)
    every = "day" if request.GET.get("every") == "day" else "week"
    context = {"every": every, "load": load_of(request.user, every)}
    return render(request, "load/page.html", context)
