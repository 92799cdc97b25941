"""``strigil screen``: may this case be treated, and why not."""

from typing import TYPE_CHECKING

import click

from strigil.cli.output import console, json_option, print_json, show_table
from strigil.cli.worked import Worked

if TYPE_CHECKING:
    from strigil.planning import ScreenFinding, Screening

__all__ = ["DECISION_WORDS", "command"]

DECISION_WORDS = {
    "clear": "Clear: nothing speaks against treatment.",
    "caution": "Caution: treat, with care as listed.",
    "cap": "Cap: light force only (clinic policy).",
    "signed_reason_needed": "Held until a reason is signed.",
    "refer": "Refer: do not treat now.",
    "blocked": "Blocked: do not treat.",
}


@click.command(
    "screen",
    cls=Worked,
    example="strigil screen examples/cases/achilles_tendinopathy.toml",
)
@click.argument("case_file", metavar="CASE")
@json_option
def command(case_file: str, *, as_json: bool) -> None:
    """Screen a CASE for contraindications and precautions, each with its source."""
    from strigil.planning import screen
    from strigil.treatment import read_case

    found = screen(read_case(case_file))
    if as_json:
        print_json(found)
        return
    _show(found)


def _show(found: "Screening") -> None:
    out = console()
    out.print(DECISION_WORDS[found.decision], style="bold")
    if found.findings:
        rows = [_row(finding) for finding in found.findings]
        show_table("", ("Finding", "Asks for", "Scope", "Grade", "Source"), rows)
    for finding in found.findings:
        out.print(f"{finding.name}: {finding.because}", markup=False)
        if finding.lifted_by:
            out.print(f"  Signed by {finding.lifted_by}", markup=False)
    if found.missing:
        names = ", ".join(found.missing)
        out.print(
            f"Not asked or not known ({len(found.missing)}): {names}", markup=False
        )
    if found.avoid:
        out.print(f"Keep away from: {', '.join(found.avoid)}", markup=False)


def _row(finding: "ScreenFinding") -> tuple[str, ...]:
    asks = f"{finding.level.replace('_', ' ')} ({finding.decision})"
    override = finding.override.replace("_", " ")
    return (
        finding.name,
        f"{asks}; override: {override}",
        finding.scope,
        finding.grade,
        finding.source.replace(",", ",\n").replace("\n ", "\n"),
    )
