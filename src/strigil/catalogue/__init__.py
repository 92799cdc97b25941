"""What the therapy names, as data: every number with unit, spread, source and grade."""

from typing import TYPE_CHECKING

from strigil.doors import lazy_door

if TYPE_CHECKING:
    from strigil.catalogue.condition import (
        Condition,
        ConditionClass,
        Programme,
        RedFlagTest,
        Stage,
        StageRule,
        Trial,
    )
    from strigil.catalogue.experiment import (
        InjuryKind,
        MeasurementKind,
        Modality,
        ReadoutQuantity,
        Species,
        StudiedTissue,
    )
    from strigil.catalogue.hygiene import Emollient, HygieneRule
    from strigil.catalogue.instrument import (
        EdgeForm,
        Instrument,
        Material,
        TreatmentEdge,
    )
    from strigil.catalogue.limits import Limit
    from strigil.catalogue.measured import (
        MeasuredEdge,
        MeasuredInstrument,
        allowed_reading,
        measured_instrument,
        radius_of_arc,
    )
    from strigil.catalogue.outcome_measure import ImportantChange, OutcomeMeasure
    from strigil.catalogue.own import edge_among, instrument_among
    from strigil.catalogue.patient_words import AftercareAdvice, ConsentPoint
    from strigil.catalogue.read import (
        KINDS,
        all_of,
        body_regions,
        edges,
        kind_named,
        limit,
        one_of,
        sourced_table,
        sourced_tables,
        stored_arrays,
        written_tables,
    )
    from strigil.catalogue.screening_item import (
        Consequence,
        Override,
        ScreeningItem,
        SourceClass,
    )
    from strigil.catalogue.sensor_profile import (
        ProfileColumn,
        SensorProfile,
        TimeColumn,
    )
    from strigil.catalogue.site import BodySite, KeepOff, Zone
    from strigil.catalogue.sourced import EVIDENCE_GRADES, Evidence, Sourced
    from strigil.catalogue.sources import numbers_of, sources_of
    from strigil.catalogue.stroke_kind import StrokeKind
    from strigil.catalogue.tissue import Tissue, TissueLayer

__all__ = [
    "EVIDENCE_GRADES",
    "KINDS",
    "AftercareAdvice",
    "BodySite",
    "Condition",
    "ConditionClass",
    "ConsentPoint",
    "Consequence",
    "EdgeForm",
    "Emollient",
    "Evidence",
    "HygieneRule",
    "ImportantChange",
    "InjuryKind",
    "Instrument",
    "KeepOff",
    "Limit",
    "Material",
    "MeasuredEdge",
    "MeasuredInstrument",
    "MeasurementKind",
    "Modality",
    "OutcomeMeasure",
    "Override",
    "ProfileColumn",
    "Programme",
    "ReadoutQuantity",
    "RedFlagTest",
    "ScreeningItem",
    "SensorProfile",
    "SourceClass",
    "Sourced",
    "Species",
    "Stage",
    "StageRule",
    "StrokeKind",
    "StudiedTissue",
    "TimeColumn",
    "Tissue",
    "TissueLayer",
    "TreatmentEdge",
    "Trial",
    "Zone",
    "all_of",
    "allowed_reading",
    "body_regions",
    "edge_among",
    "edges",
    "instrument_among",
    "kind_named",
    "limit",
    "measured_instrument",
    "numbers_of",
    "one_of",
    "radius_of_arc",
    "sourced_table",
    "sourced_tables",
    "sources_of",
    "stored_arrays",
    "written_tables",
]

lazy_door(__name__)
