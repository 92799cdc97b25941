from strigil_clinic.episodes.science import case_of
from strigil_clinic.plans.overview import next_visit_part
from strigil_clinic.plans.rows import new_plan


def test_without_a_plan_the_overview_leads_on_in_the_loop(as_, ana, episode):
    assert next_visit_part(episode, ana)["start_url"] == ""
    shown = as_("ana").get(episode.get_absolute_url()).content.decode()
    assert "Next in the loop" in shown


def test_an_accepted_plan_shows_the_steps_in_short_and_offers_visit_one(
    as_, ana, episode, ready
):
    new_plan(episode, case_of(episode, practitioner=ana), ana).sign(ana)
    part = next_visit_part(episode, ana)
    assert part["visit_number"] == 1
    assert part["against"] == []
    names = [str(line["name"]) for line in part["lines"]]
    assert names[:3] == ["Check", "Warm up", "Scan"]
    assert names[-1] == "Load"
    assert len(names) == len(set(names)) <= 7
    assert not any(". " in str(line["said"]) for line in part["lines"])
    shown = as_("ana").get(episode.get_absolute_url()).content.decode()
    assert "Evidence: trials and reviews disagree" in shown


def test_a_reader_is_not_offered_to_start(actors, ana, episode, ready):
    new_plan(episode, case_of(episode, practitioner=ana), ana).sign(ana)
    assert next_visit_part(episode, actors["dora"])["start_url"] == ""
