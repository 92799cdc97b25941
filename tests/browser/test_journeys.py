"""Three journeys through the clinic, as a physiotherapist would walk them."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from strigil.signals import simulate_recording, write_recording

Open = Callable[..., Any]


def choose(page: Any, name: str, value: str) -> None:
    """Take one of a group of choices, or a line of a list."""
    box = page.locator(f"select[name='{name}']")
    if box.count():
        box.select_option(value)
    else:
        page.locator(f"input[name='{name}'][value='{value}']").check()


def press(page: Any, words: str) -> None:
    """Press the button or link that says so."""
    button = page.get_by_role("button", name=re.compile(words, re.I))
    link = page.get_by_role("link", name=re.compile(words, re.I))
    button.or_(link).first.click()
    page.wait_for_load_state("networkidle")


def new_episode(page: Any, *, family_name: str, condition: str, site: str) -> str:
    """Enter a patient and open an episode; return its address."""
    press(page, "new patient")
    page.fill("input[name=given_name]", "Noor")
    page.fill("input[name=family_name]", family_name)
    page.fill("input[name=birth_date]", "1981-04-17")
    choose(page, "gender", "female")
    press(page, "^save")
    press(page, "(new|open).*episode")
    choose(page, "condition_id", condition)  # the sites follow it, the side the site
    choose(page, "site_id", site)
    choose(page, "side", "left")
    choose(page, "stage", "chronic")
    page.fill("input[name=onset_date]", "2026-05-01")
    page.fill("input[name=goal]", "walk to work without limping")
    press(page, "open episode")
    page.wait_for_url(re.compile(r"/episodes/[0-9a-f-]{36}/$"))
    return str(page.url)


def consent(page: Any, episode: str) -> None:
    page.goto(episode + "consent/")
    for box in page.locator("input[name=told]").all():
        box.check()
    page.locator("input[name=told_by]").first.check()
    choose(page, "scope", "treatment")
    page.fill("input[name=given_by]", page.locator(".patient h1 a").inner_text())
    press(page, "^sign")


def say_no_to_all_others(page: Any) -> None:
    for question in page.locator(".red-flags .question").all():  # each by itself
        if not question.locator("input:checked").count():
            question.locator("input[value=no]").check()
    press(page, "all others: no")


def assess(page: Any, episode: str) -> None:
    page.goto(episode + "assess/")
    page.locator("a.side").first.focus()  # the list beside the figure, by keyboard
    page.keyboard.press("Enter")
    page.wait_for_selector("#feel input[name=grade]")
    page.locator("#feel input[name=structure]").first.check()
    page.locator("#feel input[name=texture]").first.check()
    choose(page, "grade", "2")
    press(page, "add the finding")
    page.wait_for_selector("#found li, #found .findings")
    for name in page.eval_on_selector_all(
        "input[name^=test-]", "all => [...new Set(all.map(one => one.name))]"
    ):
        choose(page, name, "negative")
    choose(page, "resting_pain", "1")
    choose(page, "irritability", "low")
    page.fill("input[name=comparable_sign]", "five heel raises on the left leg")
    press(page, "^sign")


def check_before_the_edge(page: Any, episode: str) -> None:
    page.goto(episode + "treat/")
    press(page, "start visit 1")
    for name, value in {
        "medicines": "same",
        "skin": "whole",
        "consent": "yes",
        "resting_pain": "1",
        "sign_pain": "4",
    }.items():
        choose(page, name, value)
    for name in ("tool_clean", "tool_whole", "position"):
        page.locator(f"input[name={name}]").check()
    if not page.input_value("input[name=sign]"):
        page.fill("input[name=sign]", "five heel raises on the left leg")
    press(page, "begin session")
    page.wait_for_url(re.compile(r"/sessions/[0-9a-f-]{36}/$"))


def stop_and_go_on(page: Any) -> None:
    """Stop by key, say why, answer for pain again, and go on."""
    page.keyboard.press("Escape")
    lift = page.locator("#lift")
    lift.wait_for()
    assert "LIFT" in lift.inner_text()
    box = lift.bounding_box()
    assert box["width"] >= 1300  # it fills the screen
    assert box["height"] >= 800
    lift.locator("button[name=why][value=asked]").click()
    lift.locator("button[name=pain][value='1']").click()
    lift.locator("#go-on").click()
    lift.wait_for(state="hidden")


def where_it_stands(page: Any) -> str:
    now = page.locator("#live").get_attribute("data-now")
    return f"{now} {page.locator('#step-field').input_value()}"


def follow_the_steps(page: Any) -> None:
    """Begin and end every step, answering for pain; stop once, reload once."""
    timed = 0
    for _ in range(60):
        stands = where_it_stands(page)
        if stands.startswith("over"):
            break
        page.locator("#go").click()
        for _ in range(50):
            if where_it_stands(page) != stands:
                break
            page.wait_for_timeout(100)
        if where_it_stands(page).startswith("running"):
            timed += 1
            page.locator("#pain button[value='2']").click()
            if timed == 3:
                stop_and_go_on(page)
            if timed == 4:
                page.reload()  # nothing is lost: the step still runs
                assert where_it_stands(page).startswith("running")
    assert where_it_stands(page).startswith("over")
    assert timed >= 5


def finish(page: Any, session: str) -> None:
    page.goto(session + "finish/")
    for name, value in {
        "sign_pain": "3",
        "redness": "mild",
        "soreness": "1",
        "bruise": "none",
        "skin": "whole",
    }.items():
        choose(page, name, value)
    page.locator("input[name=cleaning]").first.check()
    page.locator("input[name=cleaned]").check()
    press(page, "^sign")


@pytest.mark.slow
def test_a_new_patient_comes_to_a_signed_session(open_page: Open) -> None:
    page = open_page("ana")
    episode = new_episode(
        page,
        family_name="Lindqvist",
        condition="achilles_tendinopathy",
        site="achilles_midportion",
    )
    consent(page, episode)
    page.goto(episode + "screen/")
    say_no_to_all_others(page)
    press(page, "^sign")
    assess(page, episode)
    page.goto(episode + "plan/")
    assert "because" in page.inner_text("main").lower()
    press(page, "accept plan")
    check_before_the_edge(page, episode)
    session = page.url
    assert page.locator("article[data-step]").count() > 8
    follow_the_steps(page)
    finish(page, session)
    page.wait_for_url(re.compile(r"/after-care/"))
    page.goto(session + "record/")
    record = page.inner_text("main")
    assert "Ana Ferreira" in record
    assert "the patient asked" in record
    page.goto(episode)
    assert "1 visit" in page.inner_text("body")


@pytest.mark.slow
def test_a_screen_with_signs_of_a_clot_blocks_all_the_way(open_page: Open) -> None:
    page = open_page("ana")
    episode = new_episode(
        page, family_name="Everhart", condition="calf_strain", site="calf"
    )
    consent(page, episode)
    page.goto(episode + "screen/")
    clot = page.locator("input[type=radio][value=yes][name*=dvt]").first
    clot.check()
    page.get_by_text(re.compile("no treatment", re.I)).first.wait_for()
    say_no_to_all_others(page)
    assert page.locator("input[type=radio][value=yes][name*=dvt]").first.is_checked()
    press(page, "^sign")
    page.goto(episode + "screen/")
    assert "No treatment" in page.inner_text("main")
    assert page.get_by_role("textbox", name=re.compile("reason", re.I)).count() == 0
    for part in ("plan/", "treat/"):
        response = page.goto(episode + part)
        assert response.status == 200
        assert page.get_by_role("button", name=re.compile("accept|start")).count() == 0
        words = page.inner_text("main").lower()
        assert "screen" in words or "no treatment" in words


@pytest.mark.slow
def test_a_recording_is_uploaded_and_read(open_page: Open, tmp_path: Path) -> None:
    page = open_page("ana")
    episode = new_episode(
        page, family_name="Overgaard", condition="calf_strain", site="calf"
    )
    page.goto(f"/recordings/episode/{episode.split('/')[-2]}/upload/")
    bad = tmp_path / "text.csv"
    bad.write_text("time_s,force_normal\n0.0,1.0\n0.01,plenty\n0.02,1.2\n", "utf-8")
    page.set_input_files("input[name=file]", bad)
    choose(page, "edge", "scanner.convex")
    choose(page, "site", "calf")
    page.check("input[name=right_patient]")
    press(page, "store and read")
    assert "plenty" in page.inner_text("main")  # says which word is no number
    assert page.input_value("select[name=edge]") == "scanner.convex"  # nothing is lost
    good = tmp_path / "strokes.csv"
    write_recording(
        simulate_recording(strokes=12, seed=7, difficulty=0.0).recording, good
    )
    page.set_input_files("input[name=file]", good)
    page.check("input[name=right_patient]")
    press(page, "store and read")
    page.wait_for_url(re.compile(r"/recordings/[0-9a-f-]{36}/$"))
    page.wait_for_selector("svg[role]")
    words = page.inner_text("main")
    assert re.search(r"\b12\b", words)
    assert "could not be known" in words.lower()
