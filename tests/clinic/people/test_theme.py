def test_the_chosen_theme_stays_in_a_cookie(client, actors):
    answer = client.post("/theme/", {"theme": "dark", "next": "/log-in/"})
    assert answer["Location"] == "/log-in/"
    assert 'data-theme="dark"' in client.get("/log-in/").content.decode()


def test_an_unknown_theme_is_refused_with_the_known_ones(client, db):
    answer = client.post("/theme/", {"theme": "pink"})
    assert answer.status_code == 400
    assert b"auto, light, dark" in answer.content


def test_a_forged_cookie_falls_back_to_auto(client, actors):
    client.cookies["theme"] = '"><script>'
    assert 'data-theme="auto"' in client.get("/log-in/").content.decode()
