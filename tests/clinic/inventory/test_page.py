from strigil.catalogue import TreatmentEdge, all_of
from strigil_clinic.audit.models import AuditEntry
from strigil_clinic.inventory.models import OwnedInstrument
from strigil_clinic.inventory.science import at_hand


def shown(client) -> str:
    return client.get("/instruments/").content.decode()


def test_an_empty_drawer_says_that_plans_choose_from_all(as_, ana):
    assert "choose from all catalogue instruments" in shown(as_("ana"))
    assert set(at_hand(ana.clinic).edges) == set(all_of(TreatmentEdge))


def test_one_click_lists_an_instrument_and_undo_takes_it_off(as_, ana):
    client = as_("ana")
    page = client.post("/instruments/have/scanner/", follow=True).content.decode()
    row = OwnedInstrument.objects.get()
    assert at_hand(ana.clinic).edges == ("scanner.convex", "scanner.tip")
    undo = f"/instruments/{row.pk}/take-back/"
    assert f'action="{undo}"' in page
    client.post(undo)
    assert not OwnedInstrument.objects.exists()
    assert AuditEntry.objects.filter(kind="ownedinstrument").count() == 2


def test_every_edge_is_drawn_with_its_size_in_words(as_):
    page = shown(as_("ana"))
    assert page.count("<svg xmlns") == len(all_of(TreatmentEdge))
    assert "nose radius 1.5 mm" in page


def test_two_of_a_kind_are_two_rows_and_one_choice(as_, ana, have):
    have("scanner"), have("scanner")
    assert "you have 2" in shown(as_("ana"))
    assert at_hand(ana.clinic).edges == ("scanner.convex", "scanner.tip")


def test_another_clinic_has_its_own_drawer(as_, actors, have):
    row = have("scanner")
    assert str(row.pk) not in shown(as_("cleo"))
    assert len(at_hand(actors["cleo"].clinic).edges) == len(all_of(TreatmentEdge))


def test_who_only_reads_sees_no_button(as_, have):
    have("scanner")
    page = shown(as_("dora"))
    assert "Scanner" in page
    assert "We have this one" not in page
    assert as_("dora").post("/instruments/have/scanner/").status_code == 403


def test_what_is_not_in_the_catalogue_can_not_be_listed(as_):
    assert as_("ana").post("/instruments/have/scaner/").status_code == 404
