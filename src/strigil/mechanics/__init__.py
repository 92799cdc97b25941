"""What an edge does at depth: pressure, indentation, strain, with what is not known.

Linear layered elasticity with a provisional finite-strain correction; the spread of
thickness, modulus, shape and material law is carried through to every answer.
"""

from strigil.mechanics.comparison import ContactComparison, compare_at_equal_force
from strigil.mechanics.contact_result import (
    DepthProfile,
    EdgeContact,
    LayerStrain,
    TargetStrain,
)
from strigil.mechanics.edge_contact import Hand, contact_by_hand, contact_of_edge

__all__ = [
    "ContactComparison",
    "DepthProfile",
    "EdgeContact",
    "Hand",
    "LayerStrain",
    "TargetStrain",
    "compare_at_equal_force",
    "contact_by_hand",
    "contact_of_edge",
]
