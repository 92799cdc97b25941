"""Commands of the clinic application that join the command line of Strigil."""

import multiprocessing
import os
import socket

import click

__all__ = ["serve"]


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--demo/--no-demo", default=True, help="Load a demo clinic when empty.")
def serve(port: int, host: str, *, demo: bool) -> None:
    """Serve the clinic application on this machine.

    Example: strigil serve --port 8080
    """
    _refuse_taken_port(host, port)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "strigil_clinic.settings")
    _in_a_process_of_its_own(host, port, demo)
    _run(host, port)


def _in_a_process_of_its_own(host: str, port: int, demo: bool) -> None:
    """Prepare the clinic where nothing of it can leak into the server.

    The server forks its worker; a database connection or a pool of threads that the
    demo had opened before would be there in the worker, broken.
    """
    spawn = multiprocessing.get_context("spawn")
    first = spawn.Process(target=prepare_and_say_where, args=(host, port, demo))
    first.start()
    first.join()
    if first.exitcode:
        raise click.exceptions.Exit(first.exitcode)


def prepare_and_say_where(host: str, port: int, demo: bool) -> None:
    """Bring the database up to date, load the demo when asked, and print the address.

    Parameters
    ----------
    host, port : str, int
        Where the clinic will be served.
    demo : bool
        Load the demo clinic when the database is empty.
    """
    import django

    django.setup()
    _prepare(demo=demo)
    _recover()
    _say_where(host, port)


def _refuse_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            message = (
                f"Cannot serve on {host}:{port}: {error.strerror}. Try --port 8001."
            )
            raise click.UsageError(message) from error


def _prepare(*, demo: bool) -> None:
    from django.core.management import call_command

    from strigil_clinic.people.models import Clinic

    call_command("migrate", verbosity=0)
    if demo and not Clinic.objects.exists():
        click.echo("First start: loading the demo clinic.", err=True)
        call_command("demo")


def _recover() -> None:
    """Bring home the live recordings that a crash left behind."""
    from strigil_clinic.streams.recovered import recover

    for said in recover():
        click.echo(said, err=True)


def _say_where(host: str, port: int) -> None:
    from strigil_clinic.actors import DEMO_PASSWORD, PEOPLE
    from strigil_clinic.people.models import Clinic

    click.echo(f"Strigil is at http://{host}:{port}/  (Ctrl-C ends it)")
    click.echo("For research and demonstration; not a medical device.")
    if not Clinic.objects.exists():
        click.echo("Nobody works here yet: its first page sets up your clinic.")
    if Clinic.objects.filter(is_demo=True).exists():
        for person in PEOPLE:
            click.echo(f"  {person.username:5} {DEMO_PASSWORD!r:26} {person.about}")


def _run(host: str, port: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "strigil_clinic.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        workers=1,
        log_level=LogLevels.warning,
    ).serve()
