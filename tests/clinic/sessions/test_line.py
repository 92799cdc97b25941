"""Who may hear the line of a session's sensor, and what comes over it."""

import asyncio
import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.test import Client

from strigil_clinic.audit.models import AuditEntry
from strigil_clinic.streams import running
from strigil_clinic.streams.gate import session_heard

HOST = b"testserver"


def scope_of(client: Client, session: Any, **change: Any) -> dict[str, Any]:
    """What a server hands over when the page of a logged-in client opens its line."""
    cookie = client.cookies.get("sessionid")
    headers = {
        b"host": HOST,
        b"origin": b"http://" + HOST,
        b"cookie": f"sessionid={cookie.value if cookie else ''}".encode(),
    }
    headers |= change.pop("headers", {})
    return {
        "type": "websocket",
        "path": f"/sessions/{session.pk}/stream/line/",
        "query_string": b"",
        "headers": [*headers.items()],
        **change,
    }


def test_who_treats_here_may_hear_and_it_is_written_down(as_, session):
    before = AuditEntry.objects.count()
    assert session_heard(scope_of(as_("ana"), session)) == session
    assert session_heard(scope_of(as_("ben"), session)) == session
    assert AuditEntry.objects.count() == before + 2


@pytest.mark.parametrize("who", ["cleo", "dora"])
def test_another_clinic_and_who_only_reads_may_not(as_, session, who):
    assert session_heard(scope_of(as_(who), session)) is None


def test_nobody_and_a_page_of_another_site_may_not(as_, session):
    assert session_heard(scope_of(Client(), session)) is None
    for headers in (
        {b"origin": b"http://elsewhere.example"},
        {b"origin": b""},
        {b"host": b"elsewhere.example", b"origin": b"http://elsewhere.example"},
        {b"origin": b"ftp://testserver"},
    ):
        assert session_heard(scope_of(as_("ana"), session, headers=headers)) is None


def test_a_wrong_address_and_a_session_that_is_over_are_not_heard(as_, session):
    ana = as_("ana")
    for path in ("/", f"/sessions/{uuid.uuid4()}/stream/line/", "/sessions/x/stream/"):
        assert session_heard(scope_of(ana, session, path=path)) is None
    session.state = "stopped"
    session.save(update_fields=["state"])
    assert session_heard(scope_of(ana, session)) is None


def test_logged_out_is_not_heard(as_, session):
    ana = as_("ana")
    scope = scope_of(ana, session)
    ana.logout()
    assert session_heard(scope) is None


@pytest.fixture
def heard(monkeypatch, session, as_, tmp_path, settings) -> Iterator[dict[str, Any]]:
    """A line whose gate is open: the gate itself is tested above, without threads."""
    settings.VAR = tmp_path
    monkeypatch.setattr("strigil_clinic.streams.relay.session_heard", lambda _: session)
    monkeypatch.setattr("strigil_clinic.streams.relay.may_go_on", lambda _: True)
    yield scope_of(as_("ana"), session)
    running.end(session.pk)


async def all_said(line: ApplicationCommunicator) -> list[dict[str, Any]]:
    """Return the lines of one message: all that waited."""
    message = await line.receive_output(timeout=20)
    if "text" not in message:
        return [message]
    return [json.loads(one) for one in message["text"].split("\n")]


async def said(line: ApplicationCommunicator) -> dict[str, Any]:
    (one, *_) = await all_said(line)
    return one


async def opened(scope: dict[str, Any]) -> ApplicationCommunicator:
    from strigil_clinic.streams.relay import relay

    line = ApplicationCommunicator(relay, scope)
    await line.send_input({"type": "websocket.connect"})
    assert (await line.receive_output(timeout=20))["type"] == "websocket.accept"
    return line


def test_without_a_sensor_the_line_closes_and_says_so(heard):
    async def run() -> dict[str, Any]:
        line = await opened(heard)
        return await said(line)

    assert asyncio.run(run()) == {"type": "websocket.close", "code": 4404}


@pytest.mark.slow
def test_frames_come_numbered_and_those_missed_come_again(heard, session, as_):
    begun = as_("ana").post(
        f"/sessions/{session.pk}/stream/begin/", {"source": "simulator"}
    )
    assert begun.status_code == 200, begun.content
    assert begun.json()["kind"] == "simulator"

    async def numbers(asked: bytes, count: int) -> tuple[list[int], str]:
        line = await opened({**heard, "query_string": asked})
        first, *rest = await all_said(line)
        hello = first["hello"]
        await line.send_input(
            {"type": "websocket.receive", "text": json.dumps({"ping": 7})}
        )
        found = [one["n"] for one in rest]
        ponged = False
        while len(found) < count or not ponged:
            for one in await all_said(line):
                ponged = ponged or one.get("pong") == 7
                found += [one["n"]] if "n" in one else []
        await line.send_input({"type": "websocket.disconnect"})
        await line.wait()
        return found, hello["part"]

    first, part = asyncio.run(numbers(b"", 20))
    assert first == list(range(first[0], first[0] + len(first)))
    again = f"part={part}&from={first[-1] + 1}".encode()
    later, _ = asyncio.run(numbers(again, 20))
    assert later[0] == first[-1] + 1
    other, _ = asyncio.run(numbers(b"part=another&from=9", 5))
    assert other[0] == 0, "of another part everything is new"
