"""Press the same force with an edge and with the thumb, and look at every layer."""

from pathlib import Path

from strigil.catalogue import BodySite, edges, one_of
from strigil.mechanics import contact_by_hand, contact_of_edge
from strigil.reporting import contact_chart, spread, stand_alone

FORCE = 3.0  # N


def main(chart: Path | None = None) -> dict[str, float]:
    calf = one_of(BodySite, "calf")
    edge = contact_of_edge(edges()["scanner.convex"], calf, force=FORCE, samples=60)
    thumb = contact_by_hand("thumb", calf, force=FORCE, samples=60)

    for contact in (edge, thumb):
        print(f"{contact.indenter}, {contact.force:g} N on the {contact.site}")
        print(f"  peak pressure  {spread(contact.peak_pressure, 1e-3, 'kPa')}")
        print(f"  presses in     {spread(contact.indentation, 1e3, 'mm')}")
        for layer in contact.layers:
            print(f"  {layer.name:14} {spread(layer.strain, 100, '%')}")
    for warning in edge.warnings:
        print(f"Note: {warning}")
    if chart:
        chart.write_text(stand_alone(contact_chart(edge, thumb)), "utf-8")
    return {
        "edge_pressure": edge.peak_pressure.value,
        "thumb_pressure": thumb.peak_pressure.value,
        "edge_line_load": edge.line_load.value,
        "edge_length": edge.contact_length.value,
    }


if __name__ == "__main__":
    main(Path("contact.svg"))
