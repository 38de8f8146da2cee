"""Le corrispondenze delle griglie nella console: versioni per anno, anni chiusi, documenti che non cambiano."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from ambito import documenti, lavori
from ambito.contesto import in_ambito
from ambito.models import AttoDiGestione, ContenutoDocumento, Lavoro
from rendicontazione import operazioni, selezioni
from rendicontazione.griglie import corrispondenze, letture, versioni
from rendicontazione.griglie.elenchi import griglie
from rendicontazione.models import Corrispondenza, VersioneCorrispondenze
from rendicontazione.selezioni.regole import dell_anno, regole
from tests.rendicontazione.fabbriche import ANNO, apri, consegna
from tests.scena import ADESSO, OGGI, crea_scena

RADICE = "/gestione/corrispondenze/"
QUESTO = timezone.localdate().year
VALORI = {"asse": "riga", "intervento": "2.1", "area": "", "voce": "2.2", "peso": Decimal(1)}


@pytest.fixture
def console(gestore):
    navigatore = Client()
    navigatore.force_login(gestore)
    return navigatore


def domiciliare(versione):
    return versione.righe.select_related("versione").get(asse="riga", intervento="2.1")


def chi(gestore):
    return {"gestore": gestore, "adesso": ADESSO}


def modulo(**altri):
    return {"intervento": "2.1", "area": "", "casella": "riga:2.2", "peso": "1", **altri}


def test_senza_versioni_valgono_quelle_con_cui_il_portale_nasce(db):
    assert dell_anno(ANNO) == {codice: regole(codice, ANNO) for codice in griglie()}


def test_una_versione_copiata_e_uguale_e_vale_dal_suo_anno_fino_alla_dopo(gestore):
    prima = versioni.copia("FNPS", 2024, **chi(gestore))
    assert {str(r) for r in dell_anno(2024)["FNPS"]} == {str(r) for r in regole("FNPS", 2024)}
    versioni.cambia(domiciliare(prima), valori=VALORI, **chi(gestore))
    dopo = versioni.copia("FNPS", 2026, **chi(gestore))
    versioni.cambia(domiciliare(dopo), valori={**VALORI, "voce": "1.1"}, **chi(gestore))

    def dove(anno):
        return [r.voce for r in dell_anno(anno)["FNPS"] if r.asse == "riga" and r.intervento == "2.1"]

    assert [dove(anno) for anno in (2023, 2024, 2025, 2026, 2030)] == [["2.1"], ["2.2"], ["2.2"], ["1.1"], ["1.1"]]
    assert dell_anno(2026)["SIOSS"] == regole("SIOSS", 2026)
    detti = list(AttoDiGestione.objects.order_by("pk").values_list("verbo", flat=True))
    assert detti == ["corrispondenze.copia", "corrispondenze.cambia"] * 2
    assert "Prima era: 2.1, ogni area → riga 2.1" in AttoDiGestione.objects.filter(verbo="corrispondenze.cambia").last().frase


@pytest.mark.parametrize("codice", sorted(griglie()))
def test_copiare_non_cambia_nessuna_cella(lodi, gestore, codice):
    with lodi.aperto("operatore"):
        apri(lodi)
        consegna(lodi, lorda="1000.01")
        campagna, griglia = selezioni.campagna(ANNO), griglie()[codice]
        righe = letture.righe(campagna)
        prima = letture.piena(griglia, griglia.misure[0], righe, dell_anno(ANNO))
        versioni.copia(codice, ANNO, **chi(gestore))
        assert letture.piena(griglia, griglia.misure[0], righe, dell_anno(ANNO)).celle == prima.celle


def test_un_anno_passato_non_si_cambia(gestore):
    with pytest.raises(versioni.CorrispondenzaNonValida, match="Il 2023 è passato"):
        versioni.copia("FNPS", 2023, **chi(gestore))
    versione = versioni.copia("FNPS", 2024, **chi(gestore))
    fra_due_anni = datetime(2027, 1, 1, tzinfo=UTC)
    for scrive in (
        lambda: versioni.cambia(domiciliare(versione), valori=VALORI, gestore=gestore, adesso=fra_due_anni),
        lambda: versioni.togli(domiciliare(versione), gestore=gestore, adesso=fra_due_anni),
        lambda: versioni.aggiungi("FNPS", 2024, valori={**VALORI, "area": "ANZ"}, gestore=gestore, adesso=fra_due_anni),
    ):
        with pytest.raises(versioni.CorrispondenzaNonValida, match="Il 2024 è passato"):
            scrive()
    assert domiciliare(versione).voce == "2.1"


def test_un_anno_che_un_ambito_ha_consegnato_non_si_cambia_per_nessuno(lodi, pavese, gestore):
    """La versione del 2024 arriva fino al 2025: se un Ambito ha chiuso il 2025, non si cambia più."""
    versione = versioni.copia("FNPS", 2024, **chi(gestore))
    with pavese.aperto("udp"):
        campagna = apri(pavese, 2025)
    versioni.cambia(domiciliare(versione), valori=VALORI, **chi(gestore))
    with pavese.aperto("udp"):
        operazioni.chiudi_campagna(campagna, poteri=pavese.poteri("udp"), adesso=ADESSO)
    assert corrispondenze.consegnati() == {2025: 1}
    with pytest.raises(versioni.CorrispondenzaNonValida, match="1 Ambito ha già chiuso la rendicontazione 2025"):
        versioni.cambia(domiciliare(versione), valori={**VALORI, "voce": "1.1"}, **chi(gestore))
    assert domiciliare(versione).voce == "2.2"
    # L’anno che viene è aperto: si copia lì, e il 2025 resta com’è.
    dopo = versioni.copia("FNPS", 2026, **chi(gestore))
    versioni.cambia(domiciliare(dopo), valori={**VALORI, "voce": "1.1"}, **chi(gestore))
    assert [s.si_cambia for s in corrispondenze.schemi(OGGI) if s.griglia.codice == "FNPS" and s.propria] == [True, False]


def test_riaprire_la_campagna_non_riapre_le_corrispondenze(pavese, gestore):
    """Le griglie della prima chiusura sono consegnate: riaprire, cambiare le corrispondenze e richiudere le cambierebbe."""
    with pavese.aperto("udp"):
        campagna = apri(pavese, 2025)
        chi_chiude = {"poteri": pavese.poteri("udp"), "adesso": ADESSO}
        for giro in (1, 2):
            operazioni.chiudi_campagna(campagna, **chi_chiude)
            operazioni.riapri_campagna(campagna, nota=f"Un errore, {giro}", **chi_chiude)
    assert corrispondenze.consegnati() == {2025: 1}
    with pytest.raises(versioni.CorrispondenzaNonValida, match="1 Ambito ha già chiuso la rendicontazione 2025"):
        versioni.copia("FNPS", 2025, **chi(gestore))


def test_le_pagine_della_console(console, gestore):
    elenco = console.get(RADICE).content.decode()
    assert "Schema non verificato" in elenco and "Schema verificato" in elenco and "No: anno chiuso" in elenco
    assert 'href="/gestione/corrispondenze/"' in console.get("/gestione/").content.decode()
    indirizzo = f"{RADICE}{QUESTO}/fnps/"
    assert "Copia nell’anno nuovo" in console.get(indirizzo).content.decode()
    assert console.get(f"{indirizzo}nuova/").status_code == 404
    assert console.post(f"{indirizzo}copia/").status_code == 302
    versione = VersioneCorrispondenze.objects.get()
    assert (versione.griglia, versione.anno, versione.creata_da) == ("FNPS", QUESTO, gestore)
    riga = domiciliare(versione)
    assert f"{indirizzo}{riga.pk}/" in console.get(indirizzo).content.decode()
    assert console.post(f"{indirizzo}{riga.pk}/", modulo(peso="0")).status_code == 422
    assert console.post(f"{indirizzo}{riga.pk}/", modulo(casella="riga:9.9")).status_code == 422
    assert console.post(f"{indirizzo}{riga.pk}/", modulo(peso="0,5")).status_code == 302
    assert Corrispondenza.objects.values_list("voce", "peso").get(pk=riga.pk) == ("2.2", Decimal("0.50"))
    doppia = console.post(f"{indirizzo}nuova/", modulo())
    assert doppia.status_code == 422 and "già una corrispondenza uguale" in doppia.content.decode()
    assert console.post(f"{indirizzo}nuova/", modulo(area="ANZ")).status_code == 302
    assert console.post(f"{indirizzo}{riga.pk}/togli/").status_code == 302
    assert not Corrispondenza.objects.filter(pk=riga.pk).exists()


def test_un_anno_chiuso_si_legge_e_dice_perche(console):
    pagina = console.get(f"{RADICE}{QUESTO - 3}/sioss/").content.decode()
    assert f"Il {QUESTO - 3} è passato" in pagina and "Copia nell’anno nuovo" not in pagina
    assert "Schema non verificato" in pagina and "traccia per il SIOSS" in pagina
    console.post(f"{RADICE}{QUESTO - 3}/sioss/copia/")
    assert not VersioneCorrispondenze.objects.exists()
    assert console.get(f"{RADICE}{QUESTO}/inventata/").status_code == 404
    assert console.get(f"{RADICE}1999/fnps/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_un_documento_archiviato_non_cambia_con_la_corrispondenza(gestore):
    scena = crea_scena("lodi")
    with scena.aperto("coordinatore"):
        apri(scena)
        consegna(scena, lorda="1000.01")
    emesso, byte = emesse(scena)
    versione = versioni.copia("FNPS", ANNO, **chi(gestore))
    versioni.cambia(domiciliare(versione), valori=VALORI, **chi(gestore))
    with in_ambito(scena.ambito.pk):
        assert contenuto(emesso) == byte
        emesso.refresh_from_db()
    assert {r["nome"][:3] for r in emesso.dati["dati"]["griglie"][0]["righe"]} == {"2.1"}
    nuovo, altri = emesse(scena)
    assert (nuovo.versione, altri == byte) == (2, False)
    assert {r["nome"][:3] for r in nuovo.dati["dati"]["griglie"][0]["righe"]} == {"2.2"}


def emesse(scena):
    """Le griglie della campagna emesse adesso: il documento e il suo file."""
    with scena.aperto("coordinatore"):
        campagna = selezioni.campagna(ANNO)
        lavoro = documenti.richiedi("griglia", campagna, utente=scena.utenti["coordinatore"], adesso=ADESSO)
    assert lavori.esegui(scena.ambito.pk, lavoro.pk)
    with in_ambito(scena.ambito.pk):
        emesso = Lavoro.objects.get(pk=lavoro.pk).documento
        return emesso, contenuto(emesso)


def contenuto(documento):
    return bytes(ContenutoDocumento.objects.get(documento=documento).byte)
