"""Un file caricato per sbaglio: mai usato si toglie, già in un’adesione inviata si annulla; resta chi, quando, perché, impronta."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from accordo import operazioni
from accordo.models import DocumentoEnte
from accordo.operazioni.fascicoli import DocumentoNonAmmesso
from accordo.requisiti.adesioni import mancanze
from accordo.riepilogo import riepilogo
from accordo.selezioni import fascicoli
from ambito.models import Avviso, Evento
from ambito.nucleo.impronta import impronta_file
from tests.accordo.accordi import chi
from tests.accordo.fabbriche import adesso, carica_documento, crea_avviso, invia, invia_ente, oggi, pdf, rilegge, rimanda

PERCHE = "È il documento di un altro ente"
CODOGNO = "/lodi/accordo/2025-2027/adesioni/098019/"


def togli(scena, documento, ruolo="ets", motivo=PERCHE):
    return operazioni.togli_documento(documento, motivo, **chi(scena, ruolo))


def html(risposta):
    return risposta.content.decode()


def test_chi_l_ha_caricato_lo_toglie_e_il_file_sparisce(lodi):
    with lodi.aperto("ets"):
        vecchio = carica_documento(lodi, "durc", quando=adesso() - timedelta(days=20))
        sbagliato = carica_documento(lodi, "durc")
        with pytest.raises(DocumentoNonAmmesso, match="motivo"):
            togli(lodi, sbagliato, motivo=" ")
        togli(lodi, sbagliato)
        tolto = DocumentoEnte.objects.get(pk=sbagliato.pk)
        assert (bytes(tolto.byte), tolto.tolto_come, tolto.tolto_motivo) == (b"", "tolto", PERCHE)
        # Torna a valere quello di prima, e di quello tolto non c’è traccia negli elenchi.
        assert [d.pk for d in fascicoli.fascicolo(tolto.ente, oggi()).correnti] == [vecchio.pk]
        assert [d.pk for d in fascicoli.documenti_dell_ente(tolto.ente)] == [vecchio.pk]
        evento = Evento.objects.get(verbo="fascicolo.togli")
        assert (evento.autore.email, evento.nota) == ("ets@lodi.example", PERCHE)
        assert evento.prima["sha256"] == sbagliato.sha256 == impronta_file(pdf())
        assert not Avviso.objects.filter(genere="documentoente.tolto").exists()
        with pytest.raises(DocumentoNonAmmesso, match="già stato tolto"):
            togli(lodi, sbagliato, "udp")


def test_lo_toglie_anche_l_ufficio_e_chi_l_ha_caricato_lo_sa(lodi):
    with lodi.aperto("udp"):
        togli(lodi, carica_documento(lodi, "durc"), "udp")
        avviso = Avviso.objects.get(genere="documentoente.tolto")
        assert avviso.destinatario.email == "ets@lodi.example" and PERCHE in avviso.testo
        dell_ufficio = carica_documento(lodi, "durc", ruolo="udp")
        with pytest.raises(DocumentoNonAmmesso, match="un’altra persona"):
            togli(lodi, dell_ufficio)
        for ruolo in ("operatore", "ats", "revisore"):
            with pytest.raises(PermissionDenied):
                togli(lodi, dell_ufficio, ruolo)


def test_gia_in_un_adesione_inviata_si_annulla_e_solo_l_ufficio(lodi):
    with lodi.aperto("udp"):
        statuto, durc = carica_documento(lodi), carica_documento(lodi, "durc")
        adesione = invia_ente(lodi, crea_avviso(lodi, ammessi=["terzo_settore"], allegati_richiesti=["statuto"]))
        # Chi esamina guarda tutto il fascicolo; e ciò che l’avviso chiede può cambiare dopo gli invii.
        operazioni.modifica_avviso(adesione.avviso, allegati_richiesti=[], **chi(lodi))
        assert [fascicoli.adesione_che_lo_usa(d) for d in (statuto, durc)] == [adesione, adesione]
        with pytest.raises(DocumentoNonAmmesso, match=f"n. {adesione.numero_scritto} è stata inviata o esaminata: non si canc"):
            togli(lodi, statuto)
        togli(lodi, statuto, "udp")
        annullato = DocumentoEnte.objects.get(pk=statuto.pk)
        assert annullato.tolto_come == "annullato" and impronta_file(bytes(annullato.byte)) == statuto.sha256
        assert annullato in fascicoli.documenti_dell_ente(annullato.ente)
        assert Evento.objects.get(verbo="fascicolo.annulla").dopo == {"adesione": adesione.numero_scritto}
        # Uno caricato dopo l’invio non l’ha usato nessuno.
        nuovo = carica_documento(lodi, nome="nuovo.pdf", byte=pdf("Altro statuto"))
        assert fascicoli.adesione_che_lo_usa(nuovo) is None
        # Finché l’Ufficio non decide: allora può averlo guardato.
        operazioni.istruisci(rilegge(adesione), "accogli_consultiva", motivo="", **chi(lodi))
        assert fascicoli.adesione_che_lo_usa(nuovo) == adesione


def test_la_banca_dati_svuota_solo_cio_che_e_tolto(lodi):
    with lodi.aperto("udp"):
        documento = carica_documento(lodi, "durc")
        righe = DocumentoEnte.objects.filter(pk=documento.pk)
        chi_toglie = {"tolto_il": adesso(), "tolto_da": lodi.utenti["udp"], "tolto_motivo": PERCHE}
        for valori in ({"byte": b""}, {**chi_toglie, "tolto_come": "annullato", "byte": b""}, {**chi_toglie, "sha256": "0" * 64}):
            with pytest.raises(DatabaseError, match="non si riscrive"), transaction.atomic():
                righe.update(**valori)
        with pytest.raises(IntegrityError), transaction.atomic():
            righe.update(tolto_il=adesso())
        operazioni.escludi_documento(documento, "Illeggibile", **chi(lodi))
        # Uno già segnato come non valido si può soltanto annullare; poi non si tocca più.
        with pytest.raises(DatabaseError, match="non si riscrive"), transaction.atomic():
            righe.update(**chi_toglie, tolto_come="tolto")
        togli(lodi, documento, "udp")
        with pytest.raises(DatabaseError, match="non si riscrive"), transaction.atomic():
            righe.update(tolto_motivo="Altro")


def test_le_pagine_del_fascicolo(lodi):
    with lodi.aperto("ets"):
        documento = carica_documento(lodi, "durc")
    casa = f"/lodi/accordo/fascicoli/{documento.ente_id}/"
    qui = f"{casa}documenti/{documento.pk}/togli/"
    ets, udp = lodi.client("ets"), lodi.client("udp")
    assert qui in html(ets.get(casa)) and qui in html(udp.get(casa))
    assert qui not in html(lodi.client("revisore").get(casa))
    assert "Sparisce dal fascicolo" in html(ets.get(qui)) and ets.post(qui, {"motivo": ""}).status_code == 422
    assert ets.post(qui, {"motivo": PERCHE}).url == casa
    dopo = html(ets.get(casa))
    assert "durc.pdf" not in dopo and PERCHE in dopo
    assert ets.get(f"{casa}documenti/{documento.pk}/").status_code == 404
    assert ets.get(qui).status_code == udp.get(qui).status_code == 404


def test_un_documento_usato_resta_scritto_e_non_si_scarica(lodi):
    with lodi.aperto("udp"):
        statuto = carica_documento(lodi)
        invia_ente(lodi, crea_avviso(lodi, ammessi=["terzo_settore"], allegati_richiesti=["statuto"]))
    casa = f"/lodi/accordo/fascicoli/{statuto.ente_id}/"
    qui = f"{casa}documenti/{statuto.pk}/togli/"
    ets, udp = lodi.client("ets"), lodi.client("udp")
    rifiuto = ets.post(qui, {"motivo": PERCHE})
    assert rifiuto.status_code == 422 and "che lo può annullare" in html(rifiuto)
    # A chi lavora per l’ente non si offre ciò che fallirebbe: se ci arriva lo stesso, legge perché.
    assert qui not in html(ets.get(casa)) and qui in html(udp.get(casa))
    assert ets.get(qui).url == casa and "non si cancella" in html(ets.get(casa))
    assert "Annulla il documento" in html(udp.get(qui)) and udp.post(qui, {"motivo": PERCHE}).url == casa
    pagina = html(ets.get(casa))
    assert "Annullato" in pagina and PERCHE in pagina and "il file non si scarica più" in pagina
    assert udp.get(f"{casa}documenti/{statuto.pk}/").status_code == 404


def test_un_allegato_di_un_adesione_inviata_si_annulla(lodi):
    with lodi.aperto("udp"):
        adesione = invia(lodi, crea_avviso(lodi))
        allegato = adesione.allegati.get()
    qui = f"{CODOGNO}allegati/{allegato.pk}/annulla/"
    udp, operatore = lodi.client("udp"), lodi.client("operatore")
    assert qui in html(udp.get(CODOGNO)) and qui not in html(operatore.get(CODOGNO))
    assert operatore.post(qui, {"motivo": PERCHE}).status_code == 403
    assert udp.post(qui, {"motivo": ""}).status_code == 422
    assert udp.post(qui, {"motivo": PERCHE}).url == CODOGNO
    pagina = html(operatore.get(CODOGNO))
    assert "Annullato il" in pagina and PERCHE in pagina and allegato.sha256 in pagina
    assert operatore.get(f"{CODOGNO}allegati/{allegato.pk}/").status_code == udp.get(qui).status_code == 404
    with lodi.aperto("udp"):
        assert Evento.objects.get(verbo="adesione.annulla_allegato").prima == {"sha256": allegato.sha256}
        annullato = Avviso.objects.filter(genere__startswith="adesione.allegato_annullato")
        assert set(annullato.values_list("destinatario__email", flat=True)) == {"operatore@lodi.example", "sindaco@lodi.example"}
        # Non fa più le veci dell’atto: chi sottoscrive lo deve allegare di nuovo.
        assert any("serve l’atto allegato" in frase for _, frase in mancanze(rilegge(adesione)))


def test_durante_una_correzione_cio_che_era_gia_inviato_si_annulla(lodi):
    with lodi.aperto("udp"):
        adesione = rimanda(lodi, invia(lodi, crea_avviso(lodi)), "allegati")
        dove = {"avviso": adesione.avviso, "soggetto": adesione.soggetto, **chi(lodi, "operatore")}
        inviato = adesione.allegati.get()
        nuovo = operazioni.allega(tipo="atto", nome="nuova.pdf", byte=pdf("Un’altra deliberazione"), **dove)
        assert operazioni.togli_allegato(allegato_id=inviato.pk, **dove) == "delibera.pdf"
        assert operazioni.togli_allegato(allegato_id=nuovo.pk, **dove) == "nuova.pdf"
        (resta,) = riepilogo(rilegge(adesione))["allegati"]
        assert resta["nome"] == "delibera.pdf" and "durante la correzione" in resta["annullato"]
        assert operazioni.togli_allegato(allegato_id=inviato.pk, **dove) is None


def test_un_documento_tolto_non_si_segna_piu_come_non_valido(lodi):
    with lodi.aperto("udp"):
        documento = carica_documento(lodi, "durc")
        togli(lodi, documento)
        with pytest.raises(DocumentoNonAmmesso, match="è stato tolto"):
            operazioni.escludi_documento(documento, "Illeggibile", **chi(lodi))
    qui = f"/lodi/accordo/fascicoli/{documento.ente_id}/documenti/{documento.pk}/non-valido/"
    udp = lodi.client("udp")
    assert udp.get(qui).status_code == udp.post(qui, {"motivo": "Illeggibile"}).status_code == 404


def test_uno_segnato_come_non_valido_lo_annulla_solo_l_ufficio(lodi):
    with lodi.aperto("udp"):
        documento = carica_documento(lodi, "durc")
        operazioni.escludi_documento(documento, "È di un’altra cooperativa", **chi(lodi))
        with pytest.raises(DocumentoNonAmmesso, match="già segnato come non valido"):
            togli(lodi, documento)
        togli(lodi, documento, "udp")
        annullato = DocumentoEnte.objects.get(pk=documento.pk)
        assert (annullato.tolto_come, impronta_file(bytes(annullato.byte))) == ("annullato", documento.sha256)
        assert Evento.objects.filter(verbo="fascicolo.annulla").count() == 1
        assert annullato in fascicoli.documenti_dell_ente(annullato.ente)


def test_un_file_annullato_per_sbaglio_si_allega_di_nuovo(lodi):
    with lodi.aperto("udp"):
        adesione = rimanda(lodi, invia(lodi, crea_avviso(lodi)), "allegati")
        dove = {"avviso": adesione.avviso, "soggetto": adesione.soggetto, **chi(lodi, "operatore")}
        file = {"tipo": "atto", "nome": "delibera.pdf", "byte": pdf("Deliberazione di Codogno")}
        with pytest.raises(operazioni.AllegatoDiTroppo, match="è già allegato"):
            operazioni.allega(**file, **dove)
        for _ in range(2):
            operazioni.togli_allegato(allegato_id=adesione.allegati.get(annullato_il__isnull=True).pk, **dove)
            operazioni.allega(**file, **dove)
        tutti = adesione.allegati.all()
        assert [bool(a.annullato_il) for a in tutti] == [True, False] and len({a.sha256 for a in tutti}) == 1
        with pytest.raises(operazioni.AllegatoDiTroppo, match="è già allegato"):
            operazioni.allega(**file, **dove)


def test_annullato_l_ultimo_si_legge_ancora_perche_quello_prima_non_va_bene(lodi):
    with lodi.aperto("udp"):
        prima = carica_documento(lodi, "durc")
        operazioni.escludi_documento(prima, "Data illeggibile", **chi(lodi))
        ultimo = carica_documento(lodi, "durc", nome="nuovo.pdf", byte=pdf("Altro DURC"))
        invia_ente(lodi, crea_avviso(lodi, ammessi=["terzo_settore"]))
    casa = f"/lodi/accordo/fascicoli/{prima.ente_id}/"
    ets = lodi.client("ets")
    assert "L’ultimo caricato non va bene" not in html(ets.get(casa))
    with lodi.aperto("udp"):
        assert togli(lodi, ultimo, "udp").tolto_come == "annullato"
    assert "L’ultimo caricato non va bene" in html(ets.get(casa))
    # E quello segnato come non valido lo tocca solo l’Ufficio di Piano.
    assert f"{casa}documenti/{prima.pk}/togli/" not in html(ets.get(casa))
    assert "Annulla il documento" in html(lodi.client("udp").get(f"{casa}documenti/{prima.pk}/togli/"))
