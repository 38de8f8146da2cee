"""I rilievi: un dato per volta, ciò che non ne ha resta fermo, e quelli consegnati non si riscrivono."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from accordo import operazioni, selezioni
from accordo.models import Rilievo
from ambito.flusso import RequisitiMancanti
from tests.accordo.fabbriche import DATI, adesso, conferma, crea_avviso, invia, oggi, pdf, rimanda, salva


def test_la_correzione_apre_solo_i_dati_con_un_rilievo_e_tiene_il_numero(lodi):
    with lodi.aperto("operatore"):
        entro = oggi() + timedelta(days=7)
        adesione = rimanda(lodi, invia(lodi, crea_avviso(lodi)), "allegati", "pec", entro=entro)
        assert (adesione.motivo, adesione.integrazione_entro) == ("Da correggere", entro)
        with pytest.raises(operazioni.CampoFermo, match="cambiare: Sede legale"):
            salva(lodi, adesione, "dati", {**DATI, "sede": "Altrove"})
        salva(lodi, adesione, "dati", {**DATI, "pec": "nuova@pec.example.it"})
        chi = {"avviso": adesione.avviso, "soggetto": adesione.comune, "poteri": lodi.poteri("operatore"), "adesso": adesso()}
        operazioni.allega(tipo="altro", nome="firmata.pdf", byte=pdf("Deliberazione firmata digitalmente"), **chi)
        ancora = conferma(lodi, adesione)
        assert (ancora.stato, ancora.numero, ancora.tardiva) == ("presentata", 1, False)


@pytest.mark.parametrize(
    ("passo", "campi", "altro"),
    [
        ("risorse", {}, {"risorse": [{"tipo": "sede", "descrizione": "Un’altra sala"}]}),
        ("aree", {}, {"scelte": {"aree_target": []}}),
        ("aree", {"tipo": "consultiva"}, {}),
    ],
)
def test_anche_scelte_e_righe_senza_rilievo_sono_ferme(lodi, passo, campi, altro):
    with lodi.aperto("operatore"):
        adesione = rimanda(lodi, invia(lodi, crea_avviso(lodi)), "pec")
        with pytest.raises(operazioni.CampoFermo):
            salva(lodi, adesione, passo, campi, **altro)


def test_gli_allegati_senza_rilievo_sono_fermi(lodi):
    with lodi.aperto("operatore"):
        adesione = rimanda(lodi, invia(lodi, crea_avviso(lodi)), "pec")
        chi = {"avviso": adesione.avviso, "soggetto": adesione.comune, "poteri": lodi.poteri("operatore"), "adesso": adesso()}
        with pytest.raises(operazioni.CampoFermo):
            operazioni.allega(tipo="altro", nome="x.pdf", byte=pdf("Un altro testo lungo abbastanza"), **chi)
        with pytest.raises(operazioni.CampoFermo):
            operazioni.togli_allegato(allegato_id=adesione.allegati.get().pk, **chi)


def test_chi_passa_a_sottoscrivere_puo_aggiungere_l_atto(lodi):
    with lodi.aperto("operatore"):
        adesione = rimanda(lodi, invia(lodi, crea_avviso(lodi), tipo="consultiva", allega=False), "tipo")
        assert {"atto_numero", "allegati"} <= selezioni.campi_aperti(adesione)


def test_ogni_rilievo_vuole_una_correzione_o_una_risposta(lodi):
    with lodi.aperto("operatore"):
        adesione = rimanda(lodi, invia(lodi, crea_avviso(lodi)), "pec", "sede")
        with pytest.raises(RequisitiMancanti, match="Sede legale, PEC|PEC, Sede legale"):
            conferma(lodi, adesione)
        salva(lodi, adesione, "dati", {"pec": "nuova@pec.example.it"}, risposte={"sede": " La sede è quella. "})
        assert conferma(lodi, adesione).stato == "presentata"
        assert {r.bersaglio: (r.esito, r.risposta) for r in selezioni.rilievi_chiusi(adesione)} == {
            "pec": ("Corretto", ""), "sede": ("Con risposta", "La sede è quella."),
        }  # fmt: skip


def test_un_secondo_giro_ha_i_suoi_rilievi_e_il_primo_resta(lodi):
    with lodi.aperto("operatore"):
        adesione = rimanda(lodi, invia(lodi, crea_avviso(lodi)), "pec")
        salva(lodi, adesione, "dati", {"pec": "nuova@pec.example.it"})
        conferma(lodi, adesione)
        rimanda(lodi, adesione, "pec")
        assert (selezioni.rilievi_chiusi(adesione).count(), selezioni.rilievi_aperti(adesione).count()) == (1, 1)


def test_un_rilievo_per_dato_scriverne_un_altro_lo_sostituisce(lodi):
    with lodi.aperto("operatore"):
        adesione = invia(lodi, crea_avviso(lodi))
        chi = {"poteri": lodi.poteri("udp"), "adesso": adesso()}
        operazioni.scrivi_rilievo(adesione, "pec", "Prima", **chi)
        operazioni.scrivi_rilievo(adesione, "pec", "Dopo", **chi)
        assert Rilievo.objects.get().testo == "Dopo"
        for bersaglio, testo in (("inventato", "x"), ("pec", "  ")):
            with pytest.raises(operazioni.RilievoNonAmmesso, match="Scegli su che cosa"):
                operazioni.scrivi_rilievo(adesione, bersaglio, testo, **chi)


def test_solo_l_ufficio_durante_l_esame(lodi):
    with lodi.aperto("operatore"):
        adesione = invia(lodi, crea_avviso(lodi))
        for ruolo in ("operatore", "sindaco", "segretario"):
            with pytest.raises(PermissionDenied):
                operazioni.scrivi_rilievo(adesione, "pec", "x", poteri=lodi.poteri(ruolo), adesso=adesso())
        rimanda(lodi, adesione, "pec")
        with pytest.raises(operazioni.RilievoNonAmmesso, match="Da correggere"):
            operazioni.scrivi_rilievo(adesione, "sede", "x", poteri=lodi.poteri("udp"), adesso=adesso())


def test_la_banca_dati_custodisce_i_rilievi_consegnati(lodi):
    with lodi.aperto("operatore"):
        rimanda(lodi, invia(lodi, crea_avviso(lodi)), "pec")
        rilievo = Rilievo.objects.get()
        for tentativo in (
            rilievo.delete,
            lambda: Rilievo.objects.update(testo="altro"),
            lambda: Rilievo.objects.update(bersaglio="sede"),
            lambda: Rilievo.objects.update(consegnato_il=None),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                tentativo()
        assert Rilievo.objects.get().testo == "Non va: pec"
