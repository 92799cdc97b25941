"""The quantities a prediction shows: name, unit and how well each is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from strigil.catalogue import Evidence

__all__ = ["QUANTITIES", "Quantity"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a quantity is, and what is known of it.

    Attributes
    ----------
    label : str
        Name for people.
    unit : str
        ``point`` or ``1``.
    evidence : Evidence
        How well it is known that IASTM or massage moves it at all.
    source : str
        Key in ``data/references.bib``.
    note : str
        What a reader should know about it.
    """

    label: str
    evidence: Evidence
    source: str
    note: str = ""
    unit: str = "1"


QUANTITIES: Mapping[str, Quantity] = MappingProxyType(
    {
        "pain": Quantity(
            "pain at rest",
            "measured",
            "Tang2025",
            "reviews conflict: standardised mean difference 0.60 against about 0",
            unit="point",
        ),
        "strength": Quantity(
            "strength of the tissue",
            "other_species",
            "Loghmani2009",
            "rat ligament was stronger at 4 weeks; here early collagen III counts as "
            "strength",
        ),
        "stiffness": Quantity(
            "stiffness of the tissue",
            "measured",
            "Ikeda2019",
            "joint stiffness fell at once, muscle stiffness did not; weeks unknown",
        ),
        "restriction": Quantity(
            "restriction",
            "assumed",
            "StrigilEstimate",
            "cross-links can not be seen in a patient; their release is a hypothesis",
        ),
        "perfusion": Quantity(
            "skin perfusion",
            "measured",
            "Nielsen2007",
            "skin only: flow to the limb did not change in a study of massage",
        ),
        "erythema": Quantity(
            "redness", "measured", "Cupping2021", "skin under suction"
        ),
        "bruise": Quantity(
            "bruise",
            "measured",
            "Lauche2012",
            "marks last days; the force that makes them is not known, and shear "
            "matters more than pressure",
        ),
        "yellow": Quantity(
            "yellowing of a bruise",
            "measured",
            "Langlois1991",
            "never before 18 hours; colour can not date a bruise",
        ),
        "inflammation": Quantity(
            "inflammatory mediators",
            "other_species",
            "Butterfield2008",
            "a human biopsy study saw no change",
        ),
        "c3c1": Quantity(
            "collagen III over I",
            "assumed",
            "Niyibizi2000",
            "its course in healing ligament is known in rabbits; that treatment moves "
            "it is not",
        ),
        "microdamage": Quantity("microdamage", "assumed", "StrigilEstimate"),
        "neutrophils": Quantity("neutrophils", "other_species", "Seo2021"),
        "m1": Quantity(
            "inflammatory macrophages",
            "other_species",
            "WatersBanker2014",
            "changed with load in healthy rat muscle, on the other side too",
        ),
        "m2": Quantity(
            "repairing macrophages",
            "other_species",
            "WatersBanker2014",
            "changed with load in healthy rat muscle, on the other side too",
        ),
        "progenitors": Quantity(
            "progenitor cells",
            "assumed",
            "StrigilEstimate",
            "contested: that treatment raises stem cells is not settled",
        ),
        "fibroblasts": Quantity(
            "fibroblasts",
            "other_species",
            "Davidson1997",
            "more in injured, treated rat tendon",
        ),
        "myofibroblasts": Quantity("myofibroblasts", "assumed", "StrigilEstimate"),
        "collagen_iii": Quantity(
            "collagen III",
            "other_species",
            "MyersThesis",
            "staining in treated rat tendon did not differ",
        ),
        "collagen_i": Quantity(
            "collagen I",
            "other_species",
            "MyersThesis",
            "staining in treated rat tendon did not differ",
        ),
        "alignment": Quantity(
            "alignment of fibres",
            "other_species",
            "Loghmani2009",
            "inferred from strength; alignment itself was not read",
        ),
        "cross_links": Quantity("cross-links", "assumed", "StrigilEstimate"),
        "sensitisation": Quantity(
            "sensitisation", "assumed", "StrigilEstimate", "no model was found"
        ),
        "analgesia": Quantity(
            "relief just after a session",
            "measured",
            "Gulick2018",
            "pressure pain threshold; a control that expects relief has it too",
        ),
    }
)
