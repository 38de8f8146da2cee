"""Il fascicolo di un ente: lo stato che segue dalle date, che cosa si carica, chi lo sa, che cosa resta custodito."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from accordo import operazioni, selezioni
from accordo.annunci.fascicoli import ricorda
from accordo.documenti.adesione import prepara
from accordo.models import DocumentoEnte
from accordo.parole.fascicoli import IN_FRASE, del_documento, del_fascicolo
from accordo.requisiti.adesioni import mancanze
from accordo.riepilogo import riepilogo
from accordo.selezioni import fascicoli
from accordo.stati.fascicolo import (
    RICHIESTI,
    SENZA_SCADENZA,
    Genere,
    StatoDocumento,
    StatoFascicolo,
    scadenza_di,
    stato_del_documento,
    stato_del_fascicolo,
)
from ambito.allegati.riconoscimento import AllegatoNonAmmesso
from ambito.models import Avviso, Ente
from tests.accordo.fabbriche import (
    adesso,
    carica_documento,
    compila_ente,
    completa_fascicolo,
    crea_avviso,
    invia_ente,
    oggi,
    pdf,
    rilegge,
)

GIORNI = st.dates(date(2020, 1, 1), date(2100, 1, 1))
STATI = st.lists(st.sampled_from(list(StatoDocumento)), min_size=1, max_size=4)


@given(GIORNI, st.integers(-400, 400))
def test_lo_stato_di_un_documento_dipende_dai_giorni_che_mancano(giorno, mancano):
    stato = stato_del_documento(giorno + timedelta(days=mancano), giorno)
    assert (stato == "scaduto") == (mancano < 0)
    assert (stato == "in_scadenza") == (0 <= mancano <= 30)
    assert (stato == "valido") == (mancano > 30)


@given(GIORNI, st.integers(0, 400))
def test_col_passare_dei_giorni_lo_stato_non_migliora(giorno, giorni):
    ordine = ["valido", "in_scadenza", "scaduto"]
    scade = giorno + timedelta(days=60)
    prima, dopo = (ordine.index(stato_del_documento(scade, g)) for g in (giorno, giorno + timedelta(days=giorni)))
    assert dopo >= prima


@given(GIORNI)
def test_cio_che_non_scade_vale_sempre_e_un_durc_vale_centoventi_giorni(giorno):
    assert stato_del_documento(None, giorno) == "valido"
    assert scadenza_di(Genere.DURC, giorno, None) == giorno + timedelta(days=120)
    for genere in SENZA_SCADENZA:
        assert scadenza_di(genere, giorno, giorno) is None


@given(STATI)
def test_lo_stato_dell_ente_e_quello_del_documento_peggiore(stati):
    esito = stato_del_fascicolo(stati)
    assert (esito == "sospeso") == bool({"mancante", "scaduto"} & set(stati))
    assert (esito == "idoneo") == (set(stati) == {"valido"})
    assert stato_del_fascicolo([*stati, StatoDocumento.SCADUTO]) == "sospeso"


@given(st.lists(st.one_of(st.just("manca"), st.none(), st.integers(-200, 200)), min_size=4, max_size=4), GIORNI)
def test_ogni_fascicolo_si_dice_in_parole_a_chi_legge(scadenze, giorno):
    correnti = tuple(
        DocumentoEnte(ambito_id=1, genere=genere, emesso_il=giorno, scade_il=None if s is None else giorno + timedelta(days=s))
        for genere, s in zip(RICHIESTI, scadenze, strict=True)
        if s != "manca"
    )
    fascicolo = fascicoli.Fascicolo(correnti, giorno)
    assert [v.genere for v in fascicolo.voci] == list(RICHIESTI)
    assert fascicolo.stato == stato_del_fascicolo(v.stato for v in fascicolo.voci)
    for di_casa in (True, False):
        frasi = [del_fascicolo(fascicolo, di_casa=di_casa), *(del_documento(v, giorno, di_casa=di_casa) for v in fascicolo.voci)]
        assert all(f.endswith(".") and "{" not in f and "None" not in f for f in frasi)
    sospeso = del_fascicolo(fascicolo, di_casa=True)
    for voce in fascicolo.voci:
        da_dire = voce.stato in ("mancante", "scaduto") or (fascicolo.stato == "in_scadenza" and voce.stato == "in_scadenza")
        assert (IN_FRASE[voce.genere][0] in sospeso) == da_dire


def stato(lodi, giorno=None):
    return fascicoli.fascicolo(Ente.objects.get(tipo="ets"), giorno or oggi()).stato


def test_da_sospeso_a_idoneo_e_col_tempo_di_nuovo_sospeso(lodi):
    with lodi.aperto("ets"):
        assert stato(lodi) == StatoFascicolo.SOSPESO
        durc = completa_fascicolo(lodi)["durc"]
        assert durc.scade_il == oggi() + timedelta(days=120)
        attesi = {0: "idoneo", 89: "idoneo", 90: "in_scadenza", 120: "in_scadenza", 121: "sospeso"}
        assert {giorni: stato(lodi, oggi() + timedelta(days=giorni)) for giorni in attesi} == attesi


def test_la_prima_pagina_conta_gli_stessi_enti_che_il_fascicolo_dice_scaduti(lodi):
    """La lettura scritta a mano e quella composta: documento sostituito, escluso, non richiesto, ente che non c’è più."""
    fra = {giorni: oggi() + timedelta(days=giorni) for giorni in (0, 120, 121, 200, 366)}

    def contati():
        letti = {g: selezioni.da_seguire(giorno)[0].sospesi for g, giorno in fra.items()}
        ente = Ente.objects.get(tipo="ets")
        vivo = {g: ente in fascicoli.enti_con_fascicolo(giorno) for g, giorno in fra.items()}
        scaduti = {g: bool(fascicoli.fascicolo(ente, giorno).con_stato(StatoDocumento.SCADUTO)) for g, giorno in fra.items()}
        assert letti == {g: int(vivo[g] and scaduti[g]) for g in fra}
        return list(letti.values())

    with lodi.aperto("ets"):
        crea_avviso(lodi)
        assert contati() == [0, 0, 0, 0, 0]
        completa_fascicolo(lodi)
        carica_documento(lodi, "altro", riferimento="Bilancio", scade_il=oggi())
        assert contati() == [0, 0, 1, 1, 1]
        nuovo = carica_documento(lodi, "durc", emesso_il=oggi() - timedelta(days=1), scade_il=oggi() + timedelta(days=119))
        assert contati() == [0, 1, 1, 1, 1]
        operazioni.escludi_documento(nuovo, "È di un altro ente", poteri=lodi.poteri("udp"), adesso=adesso())
        assert contati() == [0, 0, 1, 1, 1]
        Ente.objects.filter(tipo="ets").update(al=oggi() + timedelta(days=150))
        assert contati() == [0, 0, 1, 0, 0]


def test_un_secondo_clic_non_ne_carica_un_altro(lodi):
    with lodi.aperto("ets"):
        uno, due = carica_documento(lodi, "durc"), carica_documento(lodi, "durc")
        assert uno.pk == due.pk and DocumentoEnte.objects.count() == 1
        altra_data = carica_documento(lodi, "durc", scade_il=oggi() + timedelta(days=60))
        assert altra_data.pk != uno.pk and fascicoli.fascicolo(uno.ente, oggi()).correnti == (altra_data,)


def test_il_nuovo_sostituisce_e_quello_di_prima_resta(lodi):
    with lodi.aperto("ets"):
        ieri = adesso() - timedelta(days=100)
        vecchio, nuovo = carica_documento(lodi, "durc", quando=ieri), carica_documento(lodi, "durc")
        ente = nuovo.ente
        assert [d.pk for d in fascicoli.fascicolo(ente, oggi()).correnti] == [nuovo.pk]
        assert [d.pk for d in fascicoli.documenti_dell_ente(ente)] == [nuovo.pk, vecchio.pk]
        # Escluso il nuovo torna a valere quello di prima, finché non scade.
        operazioni.escludi_documento(nuovo, "È di un altro ente", poteri=lodi.poteri("udp"), adesso=adesso())
        assert [(d.pk) for d in fascicoli.fascicolo(ente, oggi()).correnti] == [vecchio.pk]
        (avviso,) = Avviso.objects.filter(genere="documentoente.escluso")
        assert avviso.destinatario == lodi.utenti["ets"] and "È di un altro ente" in avviso.testo
        with pytest.raises(operazioni.DocumentoNonAmmesso, match="già segnato"):
            operazioni.escludi_documento(nuovo, "ancora", poteri=lodi.poteri("udp"), adesso=adesso())


def test_due_altri_documenti_si_sostituiscono_solo_se_si_chiamano_allo_stesso_modo(lodi):
    with lodi.aperto("ets"):
        for nome in ("Bilancio", "Carta dei servizi", "BILANCIO"):
            ultimo = carica_documento(lodi, "altro", riferimento=nome)
        altri = fascicoli.fascicolo(ultimo.ente, oggi()).altri
        assert sorted(d.titolo for d in altri) == ["BILANCIO", "Carta dei servizi"]
        assert stato(lodi) == "sospeso"


@pytest.mark.parametrize(
    ("genere", "dati", "frase"),
    [
        ("assicurazione", {"scade_il": None}, "fino a quando vale"),
        ("assicurazione", {"emesso_il": date(2020, 1, 1), "scade_il": date(2021, 1, 1)}, "già scaduto"),
        ("durc", {"emesso_il": date(2020, 1, 1)}, "già scaduto"),
        ("statuto", {"emesso_il": date(2999, 1, 1)}, "nel futuro"),
        ("runts", {"riferimento": "  "}, "numero di iscrizione"),
        ("altro", {"riferimento": ""}, "che documento è"),
    ],
)
def test_che_cosa_non_si_carica(lodi, genere, dati, frase):
    with lodi.aperto("ets"), pytest.raises(operazioni.DocumentoNonAmmesso, match=frase):
        carica_documento(lodi, genere, **dati)


def test_un_durc_non_dura_piu_di_quanto_dice_la_norma_e_un_file_ostile_non_entra(lodi):
    with lodi.aperto("ets"):
        with pytest.raises(operazioni.DocumentoNonAmmesso, match="120 giorni"):
            carica_documento(lodi, "durc", scade_il=oggi() + timedelta(days=121))
        with pytest.raises(AllegatoNonAmmesso, match="programma"):
            carica_documento(lodi, "durc", byte=b"MZ\x90\x00")
        assert not DocumentoEnte.objects.exists()


@pytest.mark.parametrize("ruolo", ["operatore", "ats", "sindaco", "revisore", "segretario"])
def test_scrive_solo_chi_e_dell_ente_o_dell_ufficio(lodi, ruolo):
    with lodi.aperto(ruolo):
        with pytest.raises(PermissionDenied):
            carica_documento(lodi, ruolo=ruolo)
        documento = carica_documento(lodi, ruolo="udp")
        for altro in (ruolo, "ets"):
            with pytest.raises(PermissionDenied):
                operazioni.escludi_documento(documento, "no", poteri=lodi.poteri(altro), adesso=adesso())


def test_il_fascicolo_e_del_terzo_settore(lodi):
    with lodi.aperto("udp"), pytest.raises(operazioni.DocumentoNonAmmesso, match="terzo settore"):
        operazioni.carica_documento(
            Ente.objects.get(tipo="ats"), genere="statuto", riferimento="", emesso_il=oggi(), scade_il=None, nome="a.pdf",
            byte=b"x", poteri=lodi.poteri("udp"), adesso=adesso(),
        )  # fmt: skip


def test_la_banca_dati_custodisce_cio_che_e_caricato(lodi):
    with lodi.aperto("ets"):
        documento = carica_documento(lodi, "durc")
        righe = DocumentoEnte.objects.filter(pk=documento.pk)
        for gesto in (righe.delete, lambda: righe.update(scade_il=date(2999, 1, 1)), lambda: righe.update(byte=b"altro")):
            with pytest.raises(DatabaseError, match="non si riscrive"), transaction.atomic():
                gesto()
        with pytest.raises(IntegrityError), transaction.atomic():
            righe.update(non_valido_il=adesso())
        for sbagliati in ({"genere": "statuto", "scade_il": oggi()}, {"genere": "durc"}, {"genere": "runts"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                DocumentoEnte.objects.create(
                    ente=documento.ente, emesso_il=oggi(), nome="a.pdf", formato="application/pdf", dimensione=1, sha256="0" * 64,
                    byte=b"x", caricato_da=lodi.utenti["ets"], caricato_il=adesso(), **sbagliati,
                )  # fmt: skip


def avvisi(genere):
    return sorted(Avviso.objects.filter(genere=f"documentoente.{genere}").values_list("destinatario__email", flat=True))


def test_i_promemoria_a_trenta_sette_un_giorno_e_il_giorno_dopo_una_volta_sola(lodi):
    with lodi.aperto("ets"):
        durc = completa_fascicolo(lodi)["durc"]
        scade = durc.scade_il
        for mancano in range(40, -4, -1):
            for _ in range(2):
                ricorda(scade - timedelta(days=mancano), adesso())
        referente, ufficio = "ets@lodi.example", ["coordinatore@lodi.example", "udp@lodi.example"]
        assert avvisi("scade") == [referente] * 3
        assert avvisi("scaduto") == [referente]
        assert avvisi("sospeso") == ufficio
        giorni = Avviso.objects.filter(genere="documentoente.scade").values_list("giorno", flat=True)
        assert sorted((scade - g).days for g in giorni) == [1, 7, 30]
        avviso = Avviso.objects.filter(genere="documentoente.sospeso").first()
        assert avviso.url.endswith(f"/fascicoli/{durc.ente_id}/")
        assert "lo stesso avviso" in avviso.testo and "DURC" in avviso.titolo


def test_chi_ha_rinnovato_o_non_era_richiesto_non_disturba(lodi):
    with lodi.aperto("ets"):
        altro = carica_documento(lodi, "altro", riferimento="Certificazione", scade_il=oggi() + timedelta(days=7))
        vecchio = carica_documento(lodi, "durc", quando=adesso() - timedelta(days=100))
        carica_documento(lodi, "durc")
        ricorda(vecchio.scade_il + timedelta(days=1), adesso())
        assert not Avviso.objects.filter(genere__startswith="documentoente.").exists()
        ricorda(altro.scade_il + timedelta(days=1), adesso())
        assert avvisi("scaduto") == ["ets@lodi.example"] and avvisi("sospeso") == []


def test_all_ufficio_si_dice_se_l_ente_non_ha_nessuno(lodi):
    with lodi.aperto("udp"):
        durc = operazioni.carica_documento(
            Ente.objects.create(tipo="ets", denominazione="Ente senza persone"), genere="durc", riferimento="", emesso_il=oggi(),
            scade_il=None, nome="a.pdf", byte=pdf(), poteri=lodi.poteri("udp"), adesso=adesso(),
        )  # fmt: skip
        ricorda(durc.scade_il + timedelta(days=1), adesso())
        testi = Avviso.objects.filter(genere="documentoente.sospeso", oggetto_id=durc.pk).values_list("testo", flat=True)
        assert testi and all("sentilo tu" in t for t in testi)


def test_lo_statuto_del_fascicolo_vale_per_l_adesione(lodi):
    manca = ("risorse", "Fra gli allegati manca: Statuto o atto costitutivo.")
    with lodi.aperto("ets"):
        avviso = crea_avviso(lodi, ammessi=["terzo_settore"], allegati_richiesti=["statuto", "bilancio"])
        adesione = compila_ente(lodi, avviso, allega=("identita", "bilancio"))
        assert manca in mancanze(adesione) and riepilogo(adesione)["fascicolo"] == []
        statuto = carica_documento(lodi)
        assert mancanze(rilegge(adesione)) == []
        (dal_fascicolo,) = riepilogo(rilegge(adesione))["fascicolo"]
        assert dal_fascicolo["id"] == statuto.pk
        operazioni.escludi_documento(statuto, "Non è quello vigente", poteri=lodi.poteri("udp"), adesso=adesso())
        assert manca in mancanze(rilegge(adesione))
        carica_documento(lodi)
        inviata = operazioni.presenta(rilegge(adesione), poteri=lodi.poteri("ets"), adesso=adesso())
        assert prepara(rilegge(inviata), oggi()).dati["fascicolo"][0]["nome"] == "statuto.pdf"


def test_lo_statuto_allegato_non_si_mostra_due_volte(lodi):
    with lodi.aperto("ets"):
        carica_documento(lodi)
        avviso = crea_avviso(lodi, ammessi=["terzo_settore"], allegati_richiesti=["statuto"])
        assert riepilogo(rilegge(invia_ente(lodi, avviso, allega=("identita", "statuto"))))["fascicolo"] == []


def test_un_altro_ambito_non_vede_nulla(lodi, pavese):
    with lodi.aperto("ets"):
        completa_fascicolo(lodi)
    with pavese.aperto("udp"):
        assert not DocumentoEnte.objects.exists()
        assert stato(pavese) == "sospeso"
