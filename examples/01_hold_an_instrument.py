"""Take an instrument out of the catalogue and ask where its numbers come from."""

from strigil.catalogue import Instrument, Material, all_of, edges, one_of
from strigil.references import cite


def broadest(instrument: Instrument) -> str:
    """Return the id of the edge with the largest nose radius."""
    return max(instrument.edges, key=lambda edge: edge.radius.value).id


def main() -> dict[str, float | str]:
    scanner = one_of(Instrument, "scanner")
    steel = one_of(Material, scanner.material)
    edge = edges()["scanner.convex"]

    print(f"{scanner.name} ({steel.name}, {scanner.mass.as_text()})")
    for each in scanner.edges:
        print(f"  {each.id:18} {each.form:8} nose {each.radius.as_text()}")
    print(f"The nose of {edge.id} is {edge.radius.evidence}:")
    for line in cite([edge.radius.source]):
        print(f"  {line}")
    print(f"{len(all_of(Instrument))} instruments hold {len(edges())} edges.")
    return {
        "broadest": broadest(scanner),
        "radius": edge.radius.value,
        "low": edge.radius.low,
        "high": edge.radius.high,
    }


if __name__ == "__main__":
    main()
