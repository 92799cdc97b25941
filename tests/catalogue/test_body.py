"""What tissues and body sites must obey."""

import pytest

from strigil.catalogue import BodySite, Condition, Tissue, all_of, one_of

SITES = list(all_of(BodySite).values())
TISSUES = list(all_of(Tissue).values())
DISEASED = [tissue for tissue in TISSUES if tissue.state == "diseased"]
EIGHTEEN = {
    "achilles_midportion",
    "achilles_insertion",
    "rotator_cuff",
    "upper_trapezius",
    "lateral_elbow",
    "low_back",
    "iliotibial_band",
    "quadriceps",
    "calf",
    "lateral_ankle",
    "medial_knee",
    "patellar_tendon",
    "plantar_heel",
    "abdominal_scar",
    "knee_scar",
    "forearm_scar",
    "hamstring",
    "wrist_extensors",
}


def name(item: BodySite | Tissue) -> str:
    return item.id


def test_every_site_that_a_condition_needs_is_there() -> None:
    assert set(all_of(BodySite)) >= EIGHTEEN
    needed = {site for it in all_of(Condition).values() for site in it.sites}
    assert needed <= set(all_of(BodySite))


@pytest.mark.parametrize("site", SITES, ids=name)
def test_the_target_is_one_of_the_layers(site: BodySite) -> None:
    assert site.target in [layer.name for layer in site.layers]


@pytest.mark.parametrize("site", SITES, ids=name)
def test_layers_start_with_skin_and_have_names_of_their_own(site: BodySite) -> None:
    names = [layer.name for layer in site.layers]
    assert len(set(names)) == len(names)
    assert one_of(Tissue, site.layers[0].tissue).kind == "skin"


@pytest.mark.parametrize("site", SITES, ids=name)
def test_layers_are_of_healthy_tissues_that_exist(site: BodySite) -> None:
    for layer in site.layers:
        assert one_of(Tissue, layer.tissue).state == "healthy"


@pytest.mark.parametrize("site", SITES, ids=name)
def test_a_diseased_layer_is_the_same_kind_of_tissue(site: BodySite) -> None:
    healthy = {layer.name: one_of(Tissue, layer.tissue) for layer in site.layers}
    assert site.diseased
    for layer, tissue_id in site.diseased.items():
        diseased = one_of(Tissue, tissue_id)
        assert diseased.state == "diseased"
        counterpart = one_of(Tissue, diseased.healthy_counterpart)
        assert counterpart.kind == healthy[layer].kind


@pytest.mark.parametrize("site", SITES, ids=name)
def test_the_target_is_what_falls_ill(site: BodySite) -> None:
    assert site.target in site.diseased


@pytest.mark.parametrize("site", SITES, ids=name)
def test_every_thickness_is_positive_and_spreads(site: BodySite) -> None:
    for layer in site.layers:
        assert 0 < layer.thickness.low < layer.thickness.value, layer.name
        assert layer.thickness.value < layer.thickness.high < 0.06, layer.name


@pytest.mark.parametrize("site", SITES, ids=name)
def test_every_site_names_what_to_stay_off(site: BodySite) -> None:
    assert site.zones
    assert len({zone.name for zone in site.zones}) == len(site.zones)


@pytest.mark.parametrize("site", SITES, ids=name)
def test_a_site_is_never_left_or_right(site: BodySite) -> None:
    assert not {"left", "right"} & set(site.id.split("_"))


@pytest.mark.parametrize(
    ("site", "zone"),
    [
        ("calf", "popliteal fossa"),
        ("calf", "common fibular nerve at the fibular neck"),
        ("lateral_elbow", "ulnar groove"),
        ("upper_trapezius", "anterior neck triangle"),
        ("upper_trapezius", "carotid artery"),
        ("low_back", "spinous processes"),
        ("low_back", "kidney area"),
        ("quadriceps", "femoral triangle"),
        ("wrist_extensors", "cubital fossa"),
        ("rotator_cuff", "axilla"),
    ],
)
def test_dangerous_places_are_no_go(site: str, zone: str) -> None:
    rules = {each.name: each.rule for each in one_of(BodySite, site).zones}
    assert rules[zone] == "no_go"


@pytest.mark.parametrize("site", ["achilles_midportion", "achilles_insertion"])
def test_the_sural_nerve_and_the_ankle_bones_allow_light_work_only(site: str) -> None:
    rules = {each.name: each.rule for each in one_of(BodySite, site).zones}
    assert rules["sural nerve"] == rules["malleoli"] == "light_only"


@pytest.mark.parametrize("tissue", DISEASED, ids=name)
def test_a_diseased_tissue_has_a_healthy_counterpart(tissue: Tissue) -> None:
    assert one_of(Tissue, tissue.healthy_counterpart).state == "healthy"


@pytest.mark.parametrize("tissue", TISSUES, ids=name)
def test_only_a_diseased_tissue_has_a_counterpart(tissue: Tissue) -> None:
    assert bool(tissue.healthy_counterpart) == (tissue.state == "diseased")


@pytest.mark.parametrize("tissue", TISSUES, ids=name)
def test_a_modulus_is_uncertain_by_three_either_way(tissue: Tissue) -> None:
    modulus = tissue.youngs_modulus
    assert modulus.high / modulus.value == pytest.approx(3)
    assert modulus.value / modulus.low == pytest.approx(3)


@pytest.mark.parametrize("tissue", TISSUES, ids=name)
def test_a_tissue_is_nearly_but_never_quite_incompressible(tissue: Tissue) -> None:
    assert 0.45 < tissue.poisson_ratio.low <= tissue.poisson_ratio.high < 0.5


@pytest.mark.parametrize(
    ("diseased", "ratio"),
    [
        ("skin_scar", 3.9),
        ("muscle_taut_band", 2.0),
        ("muscle_strained", 2.2),
        ("plantar_fascia_fasciopathy", 0.65),
    ],
)
def test_disease_changes_the_modulus_as_was_read(diseased: str, ratio: float) -> None:
    ill = one_of(Tissue, diseased)
    well = one_of(Tissue, ill.healthy_counterpart)
    found = ill.youngs_modulus.value / well.youngs_modulus.value
    assert found == pytest.approx(ratio, rel=0.02)


@pytest.mark.parametrize("softer", ["tendon_tendinopathy", "ligament_sprained"])
def test_a_diseased_tendon_or_ligament_is_softer(softer: str) -> None:
    ill = one_of(Tissue, softer)
    well = one_of(Tissue, ill.healthy_counterpart)
    assert ill.youngs_modulus.value < well.youngs_modulus.value


def test_tissues_grow_stiffer_from_fat_to_fascia() -> None:
    ordered = ["fat", "muscle", "skin", "tendon", "fascia"]
    moduli = [one_of(Tissue, each).youngs_modulus.value for each in ordered]
    assert moduli == sorted(moduli)


def test_fat_floats_and_collagen_sinks() -> None:
    water = 1000.0
    assert one_of(Tissue, "fat").density.high < water
    assert one_of(Tissue, "tendon").density.low > water
