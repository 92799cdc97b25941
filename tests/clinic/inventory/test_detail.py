from datetime import timedelta

import pytest
from django.utils import timezone

from strigil_clinic.inventory.models import InstrumentState
from strigil_clinic.inventory.science import at_hand


def look(client, row, found, day=None, **more):
    day = day or timezone.localdate()
    told = {"found": found, "day": day.isoformat(), **more}
    return client.post(f"/instruments/{row.pk}/look/", told, follow=True)


def state_of(row):
    row.refresh_from_db()
    return row.state


@pytest.mark.parametrize("found", ["nick", "burr", "crack"])
def test_a_nick_takes_an_instrument_out_of_use_at_once(as_, ana, have, found):
    row, other = have("scanner"), have("wing_large")
    page = look(as_("ana"), row, found).content.decode()
    assert state_of(row) == InstrumentState.DAMAGED
    assert not any(edge.startswith("scanner") for edge in at_hand(ana.clinic).edges)
    assert "Out of use: no plan chooses it now." in page
    assert state_of(other) == InstrumentState.IN_USE


def test_only_a_look_that_finds_it_smooth_brings_it_back(as_, have):
    row, client = have("scanner"), as_("ana")
    look(client, row, "nick")
    answer = client.post(f"/instruments/{row.pk}/state/in_use/")
    assert "Write down a look that finds it smooth." in answer.content.decode()
    assert state_of(row) == InstrumentState.DAMAGED
    look(client, row, "sound", note="stone, then felt again")
    assert state_of(row) == InstrumentState.IN_USE


def test_retiring_does_not_hide_a_nick(as_, have):
    row, client = have("scanner"), as_("ana")
    look(client, row, "nick")
    client.post(f"/instruments/{row.pk}/state/retired/")
    client.post(f"/instruments/{row.pk}/state/in_use/")
    assert state_of(row) != InstrumentState.IN_USE


def test_an_older_look_does_not_lift_a_later_nick(as_, have):
    row, client = have("scanner"), as_("ana")
    look(client, row, "nick")
    look(client, row, "sound", day=timezone.localdate() - timedelta(days=3))
    assert state_of(row) == InstrumentState.DAMAGED


def test_a_look_by_mistake_is_taken_back(as_, have):
    row, client = have("scanner"), as_("ana")
    page = look(client, row, "nick").content.decode()
    undo = f"/instruments/{row.pk}/no-look/{row.inspections.get().pk}/"
    assert f'action="{undo}"' in page
    client.post(undo)
    assert state_of(row) == InstrumentState.IN_USE
    assert row.inspections.get().withdrawn
    assert client.post(undo).status_code == 404


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"found": ""}, "Not answered yet."),
        ({"found": "rust"}, "those that are offered"),
        ({"day": "2999-01-01"}, "This day is still to come."),
        ({"day": "1999-01-01"}, "More than ten years ago"),
        ({"day": "yesterday"}, "Write the day like this"),
    ],
)
def test_a_look_that_can_not_be_is_refused(as_, have, told, said):
    row = have("scanner")
    sent = {"found": "sound", "day": timezone.localdate().isoformat(), "note": "felt"}
    answer = as_("ana").post(f"/instruments/{row.pk}/look/", sent | told)
    page = answer.content.decode()
    assert said in page
    assert 'value="felt"' in page
    assert not row.inspections.exists()


def test_it_is_due_after_thirty_days(as_, have):
    row, client = have("scanner"), as_("ana")
    assert "Look for nicks and burrs." in client.get("/instruments/").content.decode()
    look(client, row, "sound", day=timezone.localdate() - timedelta(days=31))
    assert "Look for nicks and burrs." in client.get("/instruments/").content.decode()
    look(client, row, "sound")
    page = client.get("/instruments/").content.decode()
    assert "Look for nicks and burrs." not in page


def test_label_and_retiring_with_its_undo(as_, ana, have):
    row, client = have("scanner"), as_("ana")
    client.post(f"/instruments/{row.pk}/label/", {"label": "A-07"})
    assert "A-07" in client.get("/instruments/").content.decode()
    page = client.post(f"/instruments/{row.pk}/state/retired/", follow=True)
    assert at_hand(ana.clinic).edges == ()
    undo = f"/instruments/{row.pk}/state/in_use/"
    assert f'action="{undo}"' in page.content.decode()
    client.post(undo)
    assert at_hand(ana.clinic).edges


def test_a_label_that_is_too_long_is_refused(as_, have):
    row = have("scanner")
    answer = as_("ana").post(f"/instruments/{row.pk}/label/", {"label": "x" * 41})
    assert answer.status_code == 422
