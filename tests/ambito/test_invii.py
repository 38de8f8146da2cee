"""Un messaggio a molti aspetta: chi l’ha mandato lo prova, lo annulla finché non parte; chi non ha nessuno ha una lettera."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from ambito import avvisi, invii, lavori, spedizione
from ambito.lettere import TIPO, NessunaLettera, prepara, trova
from ambito.models import Avviso, ContenutoDocumento, Evento, Incarico, Invio, Lettera
from ambito.nucleo.pdf_verifica import verifica_pdf
from ambito.registri import ANNUNCI, Annuncio
from ambito.solleciti import DaSollecitare, NessunoDaSollecitare, Parole, manda, prova
from ambito.verifica import codice_nel_file
from tests.scena import crea_scena

TESTI = Parole(titolo=lambda comune: f"Manca la prova di {comune}", url=lambda comune: f"/lodi/comuni/{comune.codice_istat}/")


def righe(scena):
    """Codogno e Casalpusterlengo hanno un operatore; Lodi non ha nessuno."""
    chi = {"Codogno": ["operatore"], "Casalpusterlengo": ["operatore.altro"], "Lodi": []}
    return [DaSollecitare(scena.comuni[c], "Bozza", [scena.utenti[u] for u in persone], []) for c, persone in chi.items()]


def spedisci_a_molti(scena, adesso=None, **altro):
    adesso = adesso or timezone.now()
    dati = {"genere": "prova.sollecito", "cosa": "Sollecito di prova", "testi": TESTI, "testo": "Manca la vostra.\n\nGrazie."}
    return manda(righe(scena), **dati, autore=scena.utenti["udp"], adesso=adesso, giorno=adesso.date(), **altro)[0]


@pytest.fixture
def aperta(lodi):
    with lodi.aperto():
        yield lodi


def test_prima_di_partire_nessuno_lo_vede_e_nessuno_lo_riceve(aperta):
    invio = spedisci_a_molti(aperta)
    assert (invio.parte_il - invio.chiesto_il, invio.persone) == (timedelta(minutes=5), 2)
    assert not avvisi.di(aperta.utenti["operatore"]).exists()
    assert "Manca la prova" not in aperta.client("operatore").get("/lodi/").content.decode()
    assert spedizione.spedisci(aperta.ambito.pk) == 0 and not mail.outbox
    Invio.objects.update(parte_il=timezone.now() - timedelta(seconds=1))
    Avviso.objects.update(non_prima=timezone.now() - timedelta(seconds=1))
    assert "Manca la prova di Codogno" in aperta.client("operatore").get("/lodi/").content.decode()
    assert spedizione.spedisci(aperta.ambito.pk) == 2 and len(mail.outbox) == 2


def test_annullato_in_tempo_non_ne_resta_nulla_e_si_puo_rimandare(aperta):
    invio = spedisci_a_molti(aperta, lettere=True)
    invii.annulla(invio, poteri=aperta.poteri("udp"), adesso=invio.parte_il - timedelta(seconds=1))
    assert not Avviso.objects.exists() and not Lettera.objects.exists()
    assert Invio.objects.get().annullato_da == aperta.utenti["udp"]
    assert "2 persone" in Evento.objects.get(verbo="invio.annulla").frase
    with pytest.raises(invii.InvioPartito, match="già annullato"):
        invii.annulla(invio, poteri=aperta.poteri("udp"), adesso=invio.chiesto_il)
    assert spedisci_a_molti(aperta).persone == 2 and Avviso.objects.count() == 2


def test_dopo_non_si_annulla_ne_se_l_orologio_di_chi_spedisce_e_avanti(aperta):
    invio = spedisci_a_molti(aperta)
    with pytest.raises(invii.InvioPartito, match="già partiti"):
        invii.annulla(invio, poteri=aperta.poteri("udp"), adesso=invio.parte_il)
    Avviso.objects.filter(destinatario=aperta.utenti["operatore"]).update(spedizione="in_corso", preso_il=timezone.now())
    with pytest.raises(invii.InvioPartito, match="già partiti"):
        invii.annulla(invio, poteri=aperta.poteri("udp"), adesso=invio.chiesto_il)
    assert Avviso.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_chi_annulla_e_chi_spedisce_insieme_o_tutto_o_niente():
    scena = crea_scena("lodi")
    with scena.aperto():
        invio = spedisci_a_molti(scena, timezone.now() - timedelta(minutes=5))
    via = threading.Barrier(2)

    def insieme(che_cosa):
        try:
            via.wait(timeout=30)
            return che_cosa()
        except invii.InvioPartito:
            return "partito"
        finally:
            connection.close()

    def annulla():
        # Un orologio indietro di un secondo: chi annulla crede di essere ancora in tempo.
        with scena.aperto():
            invii.annulla(invio, poteri=scena.poteri("udp"), adesso=invio.parte_il - timedelta(seconds=1))
        return "annullato"

    with ThreadPoolExecutor(2) as esecutore:
        esiti = [esecutore.submit(insieme, f) for f in (annulla, lambda: spedizione.spedisci(scena.ambito.pk))]
        esito, spediti = [e.result() for e in esiti]
    with scena.aperto():
        assert (esito, spediti, len(mail.outbox), Avviso.objects.count()) in [("annullato", 0, 0, 0), ("partito", 2, 2, 2)]


def test_una_prova_arriva_subito_a_chi_scrive_e_a_nessun_altro(aperta):
    for minuto in range(2):
        adesso = timezone.now() - timedelta(minutes=minuto)
        prova(righe(aperta), testi=TESTI, testo="Una prova", utente=aperta.utenti["udp"], adesso=adesso)
    assert spedizione.spedisci(aperta.ambito.pk) == 2
    assert {m.to[0] for m in mail.outbox} == {"udp <udp@lodi.example>"}
    assert mail.outbox[0].subject.startswith("[Prova] Manca la prova di Codogno")


def test_le_lettere_sono_per_chi_non_ha_nessuno(aperta):
    invio = spedisci_a_molti(aperta, lettere=True)
    assert [(r.comune.nome, r.titolo) for r in invio.lettere.all()] == [("Lodi", "Manca la prova di Lodi")]
    solo_lodi = [r for r in righe(aperta) if r.senza_nessuno]
    dati = {"genere": "x", "cosa": "x", "testi": TESTI, "testo": "x", "autore": aperta.utenti["udp"],
            "adesso": timezone.now(), "giorno": timezone.localdate()}  # fmt: skip
    assert manda(solo_lodi, lettere=True, **dati)[0].persone == 0
    with pytest.raises(NessunoDaSollecitare):
        manda(solo_lodi, **dati)


def test_una_lettera_arrivata_con_un_trasloco_manda_alla_pagina_iniziale(aperta):
    invio = spedisci_a_molti(aperta, lettere=True)
    invio.lettere.update(url="")
    (lettera,) = prepara(invio, timezone.localdate()).dati["lettere"]
    assert lettera["indirizzo"].endswith("/lodi/")


def test_il_pdf_delle_lettere_e_valido_ha_il_codice_e_si_segna_la_consegna(aperta):
    with pytest.raises(NessunaLettera):
        trova()
    invio = spedisci_a_molti(aperta, timezone.now() - timedelta(minutes=10), lettere=True)
    navigatore = aperta.client("udp")
    assert "lettere/" in navigatore.get(f"/lodi/spedizioni/invii/{invio.pk}/").content.decode()
    arrivo = navigatore.post(f"/lodi/spedizioni/invii/{invio.pk}/lettere/")
    numero = int(arrivo.url.rstrip("/").rpartition("/")[2])
    assert lavori.esegui(aperta.ambito.pk, numero)
    contenuto = ContenutoDocumento.objects.select_related("documento").get(documento__tipo=TIPO)
    byte = bytes(contenuto.byte)
    assert verifica_pdf(byte) == []
    assert codice_nel_file(byte) == contenuto.documento.codice and trova() == invio
    assert contenuto.documento.dati["dati"]["lettere"][0]["luogo"].endswith("Lodi (LO)")
    lettera = invio.lettere.get()
    oggi = timezone.localdate()
    url = f"/lodi/spedizioni/lettere/{lettera.pk}/"
    navigatore.post(url, {"giorno": (oggi + timedelta(days=1)).isoformat()})
    navigatore.post(url, {"giorno": ""})
    assert Lettera.objects.get().consegnata_il is None
    navigatore.post(url, {"giorno": oggi.isoformat()})
    assert Lettera.objects.get().consegnata_il == oggi
    pagina = navigatore.get(f"/lodi/spedizioni/invii/{invio.pk}/").content.decode()
    assert "Consegnata" in pagina and "Apri il PDF delle lettere" in pagina


def test_l_ambito_decide_quanto_si_aspetta(aperta):
    navigatore = aperta.client("coordinatore")
    navigatore.post("/lodi/spedizioni/attesa/", {"minuti": "61"})
    navigatore.post("/lodi/spedizioni/attesa/", {"minuti": "0"})
    invio = spedisci_a_molti(aperta)
    assert invio.parte_il == invio.chiesto_il and avvisi.di(aperta.utenti["operatore"]).exists()
    assert Evento.objects.filter(verbo="ambito.ripensamento").count() == 1


def test_dalla_pagina_si_annulla_e_nell_elenco_si_vede(aperta):
    invio = spedisci_a_molti(aperta)
    navigatore = aperta.client("segretario")
    assert "Si può annullare" in navigatore.get("/lodi/spedizioni/").content.decode()
    navigatore.post(f"/lodi/spedizioni/invii/{invio.pk}/annulla/")
    assert "Invio annullato" in navigatore.get(f"/lodi/spedizioni/invii/{invio.pk}/").content.decode()
    assert "Annullato" in navigatore.get("/lodi/spedizioni/").content.decode()


def test_dopo_mezzanotte_il_giorno_della_lettera_e_quello_di_qui(aperta):
    """Alle 0.30 di Roma in UTC è ancora il giorno prima."""
    notte, oggi = datetime(2025, 6, 10, 22, 30, tzinfo=UTC), date(2025, 6, 11)
    invio = spedisci_a_molti(aperta, notte, lettere=True)
    stampate = prepara(invio, oggi)
    assert (stampate.dati["data_lettera"], stampate.nome_file) == ("11 giugno 2025", "lettere-2025-06-11.pdf")
    chi = {"poteri": aperta.poteri("udp"), "adesso": notte + timedelta(minutes=30), "oggi": oggi}
    with pytest.raises(invii.ConsegnaNonValida):
        invii.segna_consegnata(invio.lettere.get(), giorno=oggi - timedelta(days=1), **chi)
    assert invii.segna_consegnata(invio.lettere.get(), giorno=oggi, **chi).consegnata_il == oggi


def test_la_pagina_di_un_invio_non_costa_di_piu_se_va_a_molti(aperta, django_assert_num_queries):
    invio, adesso = spedisci_a_molti(aperta), timezone.now()
    navigatore = aperta.client("udp")
    for quanti in (0, 20):
        persone = [aperta.utenti[r] for r in ("udp", "sindaco", "ats")]
        for n in range(quanti):
            avvisi.avvisa_ciascuno([avvisi.Messaggio(persone, aperta.ambito, "x", "x", "/lodi/")], genere=f"g{n}", adesso=adesso,
                                   invio=invio)  # fmt: skip
        with django_assert_num_queries(9):
            navigatore.get(f"/lodi/spedizioni/invii/{invio.pk}/")


def test_se_l_organo_non_ha_nessuno_riceve_il_coordinatore(aperta, monkeypatch):
    monkeypatch.setitem(ANNUNCI, ("ambito.ambito", "prova"),
                        lambda oggetto, nota: Annuncio("Titolo", "Testo.", "/lodi/", "convoca_sedute"))  # fmt: skip
    avvisi.annuncia(aperta.ambito, "prova", autore=None, adesso=timezone.now())
    Incarico.objects.filter(ruolo="segretario").update(al=timezone.localdate() - timedelta(days=1))
    avvisi.annuncia(aperta.ambito, "prova", autore=None, adesso=timezone.now() + timedelta(days=1))
    primo, secondo = Avviso.objects.filter(genere="ambito.prova").select_related("destinatario").order_by("pk")
    assert primo.destinatario.email == "segretario@lodi.example" and primo.testo == "Testo."
    assert secondo.destinatario.email == "coordinatore@lodi.example" and "nessuno ha l’incarico" in secondo.testo
    # Chi compie il passo ed è l’unico a doverlo sapere non passa la palla al coordinatore.
    Incarico.objects.filter(ruolo="segretario").update(al=None)
    avvisi.annuncia(aperta.ambito, "prova", autore=aperta.utenti["segretario"], adesso=timezone.now() + timedelta(days=2))
    assert Avviso.objects.filter(genere="ambito.prova").count() == 2
