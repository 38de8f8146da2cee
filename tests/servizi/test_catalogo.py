"""Il catalogo e le corrispondenze con gli elenchi di altri: nulla si perde, nulla si inventa."""

from decimal import Decimal
from fractions import Fraction
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from ambito.riferimenti import leggi_codici
from servizi import selezioni as catalogo
from servizi.models import Natura, Servizio
from servizi.operazioni import offerta
from servizi.operazioni.catalogo import carica_catalogo
from servizi.operazioni.scrittura import DatoNonValido
from servizi.selezioni import corrispondenze
from servizi.selezioni.corrispondenze import SCHEMI, Corrispondenza, VoceEsterna
from tests.servizi.fabbriche import chi, crea_unita, servizio

CODICI = [riga["codice"] for riga in leggi_codici("servizi")]
VOCI = [VoceEsterna("SIOSS", f"X{n}", f"Voce {n}", "no", "") for n in range(4)]


def test_ogni_corrispondenza_parla_di_un_servizio_e_di_una_voce_che_ci_sono():
    assert {c.servizio for c in corrispondenze.tutte()} <= set(CODICI)
    assert {c.voce.schema for c in corrispondenze.tutte()} == set(SCHEMI)


@pytest.mark.parametrize("schema", SCHEMI)
@pytest.mark.parametrize("anno", [2019, 2024, 2026])
def test_ogni_servizio_ha_un_posto_intero_o_risulta_senza(schema, anno):
    """La somma delle parti è uno, oppure il servizio sta fra quelli senza posto."""
    senza = set(corrispondenze.senza_posto(CODICI, schema, anno))
    for codice in CODICI:
        pesi = [c.peso for c in corrispondenze.di(codice, anno)[schema]]
        assert sum(pesi, Fraction(0)) == (0 if codice in senza else 1), codice


def test_le_voci_di_fonte_non_letta_lo_dicono():
    per_schema = {schema: [v for (s, _), v in corrispondenze.voci().items() if s == schema] for schema in SCHEMI}
    assert all(v.e_verificata for v in per_schema["FNPS"] + per_schema["SIUSS"])
    assert not any(v.e_verificata for v in per_schema["SIOSS"] + per_schema["NOMENCLATORE"] + per_schema["BILANCIO"])
    assert all(v.nota_verifica for v in per_schema["SIOSS"])


@st.composite
def mappe(draw):
    """Servizi inventati, ciascuno diviso fra voci esterne con pesi che fanno uno, o senza posto; con anni qualunque."""
    righe = []
    for codice in "ABCD":
        parti = draw(st.lists(st.integers(1, 9), max_size=4))
        anni = draw(st.sampled_from([(None, None), (2020, None), (None, 2022), (2020, 2022)]))
        righe += [Corrispondenza(codice, VOCI[n], *anni, Fraction(p, sum(parti))) for n, p in enumerate(parti)]
    return righe


@given(mappa=mappe(), centesimi=st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 10**11)), anno=st.integers(2018, 2026))
def test_una_tabella_raggruppata_conserva_il_totale(mappa, centesimi, anno):
    importi = {codice: Decimal(c).scaleb(-2) for codice, c in centesimi.items()}
    gruppi = corrispondenze.raggruppa(importi, "SIOSS", anno, mappa)
    assert sum(gruppi.values(), Decimal(0)) == sum(importi.values(), Decimal(0))
    fuori = corrispondenze.senza_posto(importi, "SIOSS", anno, mappa)
    assert gruppi.get(None, Decimal(0)) == sum((importi[c] for c in fuori), Decimal(0))


def test_raggruppare_per_anno_usa_la_corrispondenza_di_quell_anno():
    mappa = [Corrispondenza("A", VOCI[0], None, 2022, Fraction(1)), Corrispondenza("A", VOCI[1], 2023, None, Fraction(1))]
    importi = {"A": Decimal("10.01")}
    assert corrispondenze.raggruppa(importi, "SIOSS", 2022, mappa) == {VOCI[0]: Decimal("10.01")}
    assert corrispondenze.raggruppa(importi, "SIOSS", 2023, mappa) == {VOCI[1]: Decimal("10.01")}


def test_un_ambito_nasce_con_oltre_quaranta_servizi_collegati(lodi):
    with lodi.aperto():
        assert catalogo.servizi().count() == len(CODICI) >= 42
        sad = servizio("SAD")
        assert (sad.area.codice, sad.intervento.codice, sad.leps.codice) == ("ANZ", "2.1", "ADS")
        assert not catalogo.servizi_sociali().filter(codice="RSA").exists()
        prima = Servizio.objects.count()
        carica_catalogo()
        assert Servizio.objects.count() == prima


def test_il_codice_di_un_servizio_con_dati_non_si_cambia(lodi):
    with lodi.aperto("udp"):
        crea_unita(lodi, "ASILO_NIDO")
        nido = servizio("ASILO_NIDO")
        nido.codice = "NIDO"
        with pytest.raises(DatoNonValido, match="si cambia il nome, non il codice"):
            offerta.salva_servizio(nido, **chi(lodi))
        nuovo = Servizio(codice="PORTIER", nome="Portierato sociale", area=nido.area, natura=Natura.SERVIZIO)
        offerta.salva_servizio(nuovo, **chi(lodi))
        nuovo.codice = "PORTINERIA"
        assert offerta.salva_servizio(nuovo, **chi(lodi)).codice == "PORTINERIA"
        with pytest.raises(DatoNonValido, match="C’è già un servizio"):
            doppio = Servizio(codice="PORTINERIA", nome="Altro", area=nido.area, natura=Natura.SERVIZIO)
            offerta.salva_servizio(doppio, **chi(lodi))


def test_aree_e_fondi_propri_dell_ambito(lodi):
    navigatore = lodi.client("udp")
    assert navigatore.post("/lodi/servizi/catalogo/aree/nuova/", {"codice": "GIO", "nome": "Giovani"}).status_code == 302
    risposta = navigatore.post("/lodi/servizi/catalogo/aree/nuova/", {"codice": "GIO", "nome": "Altro"})
    assert risposta.status_code == 422 and "C’è già una voce" in risposta.content.decode()
    with lodi.aperto("udp"):
        area, fnps = catalogo.aree().get(codice="GIO"), catalogo.fondi().get(codice="FNPS")
    risposta = navigatore.post(f"/lodi/servizi/catalogo/aree/{area.pk}/", {"codice": "GIOV", "nome": "Giovani"})
    assert risposta.status_code == 422 and "Il codice non si cambia" in risposta.content.decode()
    dati = {"codice": "FUA", "nome": "Fondo unico d’Ambito", "livello": "Ambito"}
    assert navigatore.post("/lodi/servizi/catalogo/fondi/nuovo/", dati).status_code == 302
    with lodi.aperto("udp"):
        paniere = catalogo.fondi().get(codice="FUA")
    campi = {"codice": "FNPS", "nome": fnps.nome, "livello": fnps.livello, "paniere": paniere.pk}
    assert navigatore.post(f"/lodi/servizi/catalogo/fondi/{fnps.pk}/", campi).status_code == 302
    with lodi.aperto("udp"):
        assert [f.codice for f in paniere.parti.all()] == ["FNPS"]
    assert "Aggiungi una voce" not in lodi.client("sindaco").get("/lodi/servizi/catalogo/fondi/").content.decode()


def test_un_aggiornamento_porta_le_voci_nuove_e_lascia_le_altre(lodi):
    with lodi.aperto("udp"):
        sad = servizio("SAD")
        sad.nome = "Assistenza a casa"
        offerta.salva_servizio(sad, **chi(lodi))
        Servizio.objects.filter(codice="PASTI").delete()
    call_command("carica_riferimenti", stdout=StringIO())
    with lodi.aperto():
        assert servizio("PASTI").nome == "Pasti a domicilio" and servizio("SAD").nome == "Assistenza a casa"
