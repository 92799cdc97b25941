import pytest

from strigil.catalogue import edge_among
from strigil_clinic.drafts.models import Draft
from strigil_clinic.inventory.models import InstrumentState, OwnedInstrument
from strigil_clinic.inventory.science import at_hand, edge_name


def send(client, told, rest="measure/"):
    return client.post(f"/instruments/{rest}", told)


def test_readings_become_an_edge_with_their_error(ana, measured):
    found = at_hand(ana.clinic)
    (edge_id,) = found.edges
    edge = edge_among(edge_id, found.own)
    assert edge.radius.as_text() == "1.75 mm (1.4 to 2.1)"
    assert edge.plan_radius
    assert edge.plan_radius.value == pytest.approx(0.0806, abs=1e-4)
    assert edge.radius.evidence == "measured"
    assert edge_name(edge_id) == "Bronze strigil, hollow edge"


def test_its_page_shows_what_was_measured(as_, measured):
    page = as_("ana").get(f"/instruments/{measured.pk}/").content.decode()
    for said in ("Bronze strigil", "B-1", "1.75 mm (1.4 to 2.1)", "80.6 mm", "55°"):
        assert said in page


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        ("edge1_radius_mm", "300", "300 mm is not believed: 0.3 to 30 is."),
        ("edge1_radius_mm", "0", "0 mm is not believed: 0.3 to 30 is."),
        ("edge1_radius_mm", "-2", "-2 mm is not believed: 0.3 to 30 is."),
        ("edge1_radius_mm", "thin", "Give a number in mm, such as 2."),
        ("edge1_radius_mm", "inf", "Give a number in mm, such as 2."),
        ("edge1_radius_mm", "", "Measure its nose with the radius gauge."),
        ("edge1_length_mm", "1", "1 mm is not believed: 3 to 400 is."),
        ("edge1_length_mm", "399", "at most half a circle long, 253 mm"),
        ("edge1_plan_radius_mm", "", "A curved edge needs its curve"),
        ("edge1_plan_radius_mm", "70 / 0", "Chord and height are above 0 mm."),
        ("edge1_bevel_angle_deg", "", "A ground edge needs the angle of its wedge."),
        ("edge1_bevel_angle_deg", "200", "200 deg is not believed: 10 to 150 is."),
        ("edge1_form", "", "Say how it runs."),
        ("edge1_form", "wavy", "those that are offered"),
        ("mass_g", "0", "0 g is not believed: 2 to 3000 is."),
        ("mass_g", "1e9", "not believed: 2 to 3000 is."),
        ("material", "unobtainium", "those that are offered"),
        ("edge2_radius_mm", "2", "Name the edge, such as Hollow edge."),
    ],
)
def test_what_can_not_be_is_refused_and_nothing_is_lost(as_, good, field, given, said):
    answer = send(as_("ana"), good | {field: given})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'value="Bronze strigil"' in page
    assert 'value="70 / 8"' in page or field == "edge1_plan_radius_mm"
    assert not OwnedInstrument.objects.exists()


def test_four_edges_can_be_measured(as_, ana, good):
    knob = {"form": "knob", "radius_mm": "4", "length_mm": "9", "bevel": "none"}
    for k in (2, 3, 4):
        good |= {f"edge{k}_{n}": v for n, v in knob.items()}
        good[f"edge{k}_name"] = f"Tip {k}"
    send(as_("ana"), good)
    assert len(at_hand(ana.clinic).edges) == 4


def test_what_does_not_belong_to_a_straight_round_edge_is_left_out(as_, ana, good):
    send(as_("ana"), good | {"edge1_form": "straight", "edge1_bevel": "none"})
    found = at_hand(ana.clinic)
    edge = edge_among(found.edges[0], found.own)
    assert edge.plan_radius is None
    assert edge.bevel_angle is None


def test_two_of_one_name_have_ids_of_their_own(as_, ana, measured, good):
    send(as_("ana"), good)
    assert len(at_hand(ana.clinic).edges) == 2


def test_measuring_a_listed_one_begins_with_its_typical_numbers(as_, ana, have, good):
    row = have("scanner")
    client = as_("ana")
    page = client.get(f"/instruments/{row.pk}/measure/").content.decode()
    assert 'value="Scanner"' in page
    assert 'value="75"' in page
    undo = send(client, good, f"{row.pk}/measure/")
    row.refresh_from_db()
    assert row.state == InstrumentState.RETIRED
    assert undo.status_code == 302
    assert at_hand(ana.clinic).edges == ("own_bronze_strigil.edge1",)
    newer = OwnedInstrument.objects.get(replaces=row)
    client.post(f"/instruments/{newer.pk}/take-back/")
    assert at_hand(ana.clinic).edges == ("scanner.convex", "scanner.tip")


def test_a_new_measurement_leaves_the_older_numbers_to_what_was_done(
    as_, ana, measured, good
):
    send(as_("ana"), good | {"edge1_radius_mm": "2.5"}, f"{measured.pk}/measure/")
    found = at_hand(ana.clinic)
    assert found.edges == ("own_bronze_strigil_2.edge1",)
    old = edge_among("own_bronze_strigil.edge1", found.own)
    new = edge_among("own_bronze_strigil_2.edge1", found.own)
    assert (old.radius.value, new.radius.value) == (0.00175, 0.0025)


def test_what_is_typed_comes_back_as_a_draft(as_, ana):
    typed = {"name": ["Half done"], "edge1_radius_mm": ["1,5"]}
    Draft.objects.create(owner=ana, form_key="measure-instrument", data=typed)
    page = as_("ana").get("/instruments/measure/").content.decode()
    assert 'value="Half done"' in page
    assert 'value="1,5"' in page
