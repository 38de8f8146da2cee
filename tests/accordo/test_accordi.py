"""L’accordo di programma: dallo schema alla pubblicazione, chi può che cosa, che cosa non cambia più."""

from datetime import timedelta

import pytest
from django.db import Error, transaction

from accordo.models import AccordoDiProgramma, ArticoloAccordo, ParteAccordo, VersioneAccordo
from accordo.operazioni import accordi, parti
from accordo.selezioni import accordi as letture
from ambito import flusso
from ambito.models import Avviso, Documento, Evento, Lavoro
from ambito.poteri import PotereMancante
from piano.models import PianoDiZona, VersionePiano
from tests.accordo.accordi import approvato, carica, chi, congelato, emetti, in_bozza, parte_di
from tests.accordo.fabbriche import adesso, crea_avviso, invia, invia_ente, oggi
from tests.nucleo.test_fascicolo import documento
from tests.piano.fabbriche import piano_nuovo

pytestmark = pytest.mark.django_db


@pytest.fixture
def scena(lodi):
    with lodi.aperto("udp"):
        yield lodi


def test_si_comincia_da_uno_schema_una_volta_sola(scena):
    piano = piano_nuovo(scena)
    accordo = accordi.crea_accordo(piano, **chi(scena))
    assert (accordo.dal, accordo.al, accordo.codice) == (piano.dal, piano.al, "2025-2027")
    assert accordo.articoli.count() == 16 and not accordo.articoli.filter(testo="").exists()
    with pytest.raises(accordi.AccordoGiaPresente):
        accordi.crea_accordo(piano, **chi(scena))
    with pytest.raises(PotereMancante):
        accordi.crea_accordo(piano, **chi(scena, "sindaco"))


def test_i_dati_citati_seguono_le_parti_finche_il_testo_si_scrive(scena):
    accordo = in_bozza(scena)
    primo = accordo.articoli.get(ordine=0)
    (testo,) = letture.testi_di_oggi(accordo, [primo.testo], oggi())
    assert "Comune di Codogno" in testo and "ATS di prova" in testo and "#dato-" not in testo
    accordi.compi(accordo, "condividi", **chi(scena))
    versione = accordi.congela(accordo, **chi(scena))
    accordi.scrivi_dati(accordo, al=accordo.al + timedelta(days=365), **chi(scena))
    congelati = VersioneAccordo.objects.get(pk=versione.pk).dati["articoli"]
    assert "Comune di Codogno" in congelati[0]["testo"] and str(accordo.al.year + 1) not in congelati[3]["testo"]


def test_due_colleghi_non_si_coprono_un_articolo(scena):
    articolo = in_bozza(scena).articoli.get(ordine=4)
    accordi.scrivi_articolo(articolo, titolo="Organi", testo="<p>Uno</p>", partenza=0, **chi(scena))
    with pytest.raises(accordi.ArticoloCambiato, match="Un collega"):
        accordi.scrivi_articolo(articolo, titolo="Organi", testo="<p>Due</p>", partenza=0, **chi(scena))
    assert ArticoloAccordo.objects.get(pk=articolo.pk).testo == "<p>Uno</p>"


def test_gli_articoli_si_aggiungono_si_tolgono_e_si_rinumerano(scena):
    accordo = in_bozza(scena)
    nuovo = accordi.aggiungi_articolo(accordo, "Norme finali", **chi(scena))
    assert nuovo.numero == 17
    accordi.togli_articolo(accordo.articoli.get(ordine=0), **chi(scena))
    assert list(accordo.articoli.values_list("ordine", flat=True)) == list(range(16))
    with pytest.raises(flusso.RequisitiMancanti, match="16"):
        accordi.compi(accordo, "condividi", **chi(scena))


def test_le_parti_si_riprendono_dalle_adesioni_accolte(scena):
    from accordo import operazioni as adesioni

    avviso = crea_avviso(scena)
    for comune, ruolo in (("Codogno", "operatore"), ("Casalpusterlengo", "operatore.altro")):
        inviata = invia(scena, avviso, comune, ruolo)
        adesioni.istruisci(inviata, "accogli_sottoscrittore", motivo="", **chi(scena))
    accordo = accordi.crea_accordo(piano_nuovo(scena), **chi(scena))
    assert accordi.riprendi_dalle_adesioni(accordo, **chi(scena)) == 2
    assert accordi.riprendi_dalle_adesioni(accordo, **chi(scena)) == 0
    assert {p.nome for p in letture.parti(accordo)} == {"Comune di Codogno", "Comune di Casalpusterlengo"}
    with pytest.raises(accordi.ParteNonValida, match="già fra le parti"):
        accordi.aggiungi_parte(accordo, comune=scena.comuni["Codogno"], ruolo="aderente", **chi(scena))


def test_l_adesione_accolta_di_un_ente_non_lo_fa_parte_da_se(scena):
    from accordo import operazioni as adesioni

    ente = invia_ente(scena, crea_avviso(scena, ammessi=["comuni", "terzo_settore"]))
    adesioni.istruisci(ente, "accogli_consultiva", motivo="", **chi(scena))
    accordo = accordi.crea_accordo(piano_nuovo(scena), **chi(scena))
    assert accordi.riprendi_dalle_adesioni(accordo, **chi(scena)) == 0 == accordo.parti.count()


def test_senza_versione_del_piano_non_si_congela(scena):
    accordo = accordi.compi(in_bozza(scena, piano_nuovo(scena)), "condividi", **chi(scena))
    with pytest.raises(flusso.RequisitiMancanti, match="versione congelata"):
        accordi.congela(accordo, **chi(scena))


def test_congelato_il_testo_e_fermo_e_le_parti_lo_sanno(scena):
    accordo, versione = congelato(scena)
    assert accordo.stato == "in_approvazione" and versione.e_integra()
    assert Lavoro.objects.filter(argomenti__tipo="accordo").count() == 1
    avvisati = set(Avviso.objects.filter(genere="parteaccordo.congela.1").values_list("destinatario__email", flat=True))
    assert {"sindaco@lodi.example", "operatore@lodi.example", "ats@lodi.example"} <= avvisati
    assert "ets@lodi.example" not in avvisati
    with pytest.raises(accordi.AccordoBloccato):
        accordi.aggiungi_articolo(accordo, "Altro", **chi(scena))
    with pytest.raises(Error, match="congelata"), transaction.atomic():
        VersioneAccordo.objects.update(dati={})


def test_ogni_parte_carica_il_suo_atto_e_l_ultima_approvata_chiude(scena):
    accordo, _ = congelato(scena)
    codogno = parte_di(accordo, scena.comuni["Codogno"])
    with pytest.raises(PotereMancante):
        carica(scena, codogno, "operatore.altro")
    with pytest.raises(flusso.RequisitiMancanti, match="file"):
        carica(scena, codogno, "operatore", byte=b"")
    caricata = carica(scena, codogno, "operatore", esecutivo_dal=None)
    with pytest.raises(flusso.RequisitiMancanti, match="esecutivo"):
        parti.approva_atto(caricata, **chi(scena))
    parti.rimanda(caricata, "Manca la data in cui è esecutivo", **chi(scena))
    parti.approva_atto(carica(scena, codogno, "operatore", byte=b""), **chi(scena))
    ats = ParteAccordo.objects.get(accordo=accordo, ente__tipo="ats")
    parti.approva_atto(carica(scena, ats, "ats", organo="direttore"), **chi(scena))
    assert AccordoDiProgramma.objects.get().stato == "in_approvazione"
    ultima = accordo.parti.get(stato="da_approvare")
    parti.approva_atto(carica(scena, ultima, "operatore.altro"), **chi(scena))
    assert AccordoDiProgramma.objects.get().stato == "approvato"


def test_chi_aderisce_soltanto_non_ferma_nessuno(scena):
    accordo = in_bozza(scena)
    accordi.aggiungi_parte(accordo, comune=scena.elenco[3], ruolo="aderente", **chi(scena))
    accordi.compi(accordo, "condividi", **chi(scena))
    accordi.congela(accordo, **chi(scena))
    for parte in accordo.parti.filter(ruolo="firmatario"):
        parti.approva_atto(carica(scena, parte), **chi(scena))
    assert AccordoDiProgramma.objects.get().stato == "approvato"
    # Il suo atto arriva dopo, e l’accordo resta dov’è.
    aderente = accordo.parti.get(ruolo="aderente")
    parti.rimanda(carica(scena, aderente), "Manca un allegato", **chi(scena))
    assert parti.approva_atto(carica(scena, aderente), **chi(scena)).stato == "approvata"
    assert AccordoDiProgramma.objects.get().stato == "approvato"
    with pytest.raises(parti.NonAdesso):
        carica(scena, accordo.parti.filter(ruolo="firmatario").first())


def test_un_rifiuto_riapre_il_testo_e_tutti_approvano_di_nuovo(scena):
    accordo, _ = congelato(scena)
    codogno, altra = (parte_di(accordo, c) for c in scena.elenco[1:3])
    parti.approva_atto(carica(scena, altra), **chi(scena))
    with pytest.raises(flusso.RequisitiMancanti, match="motivo"):
        parti.rifiuta(codogno, " ", **chi(scena, "sindaco"))
    parti.rifiuta(codogno, "L’articolo 7 non va", **chi(scena, "sindaco"))
    accordo = accordi.riapri(accordo, "Si riscrive l’articolo 7", **chi(scena))
    assert {p.stato for p in accordo.parti.all()} == {"da_approvare"} and not accordo.parti.exclude(atto_numero="").exists()
    with pytest.raises(accordi.ParteNonValida, match="resta fra le parti"):
        accordi.togli_parte(altra, **chi(scena))
    assert accordi.cambia_ruolo(altra, "aderente", **chi(scena)).firmatario is False
    accordi.cambia_ruolo(altra, "firmatario", **chi(scena))
    Avviso.objects.all().delete()
    accordi.compi(accordo, "condividi", **chi(scena))
    assert accordi.congela(accordo, **chi(scena)).numero == 2
    # Nello stesso giorno della prima versione: chi fu avvisato allora lo è anche adesso.
    assert Avviso.objects.filter(genere="parteaccordo.congela.2", destinatario__email="operatore@lodi.example").count() == 1
    with pytest.raises(accordi.AccordoBloccato):
        accordi.cambia_ruolo(altra, "aderente", **chi(scena))
    # L’atto di prima approvava un altro testo: quello nuovo ne vuole uno suo.
    with pytest.raises(flusso.RequisitiMancanti, match="Allega il file"):
        carica(scena, altra, byte=b"")
    assert carica(scena, altra).stato == "atto_caricato" and altra.atti.count() == 2


def test_dall_atto_al_bollettino_poi_il_piano_e_vigente(scena):
    accordo, versione = approvato(scena)
    ParteAccordo.objects.update(stato="firmata")
    flusso.esegui(accordo, "firmano_tutti", poteri=None, adesso=adesso())
    with pytest.raises(flusso.RequisitiMancanti, match="numero e data") as mancano:
        accordi.compi(accordo, "approva", **chi(scena))
    assert "Il piano non è ancora approvato." in mancano.value.motivi
    PianoDiZona.objects.update(stato="approvato", deliberazione="Delibera n. 1")
    accordi.scrivi_dati(accordo, atto_numero="Decreto n. 3", atto_data=oggi(), **chi(scena))
    approvata = VersionePiano.objects.get(pk=versione.versione_piano_id)
    approvata.pk, approvata.numero, approvata.specie = None, 2, "proposta"
    approvata.save()
    PianoDiZona.objects.update(adottata=approvata)
    with pytest.raises(flusso.RequisitiMancanti, match="adotta la versione 1 del piano, ma quella approvata è la 2"):
        accordi.compi(accordo, "approva", **chi(scena))
    assert "riapri" in flusso.possibili(accordo, scena.poteri("udp"))
    PianoDiZona.objects.update(adottata=None)
    accordi.compi(accordo, "approva", **chi(scena))
    with pytest.raises(flusso.RequisitiMancanti, match="bollettino"):
        accordi.compi(accordo, "pubblica", **chi(scena))
    accordi.scrivi_dati(accordo, bollettino="BURL n. 12", bollettino_data=oggi(), **chi(scena))
    assert accordi.compi(accordo, "pubblica", **chi(scena)).stato == "vigente"
    assert PianoDiZona.objects.get().stato == "vigente"
    assert Evento.objects.filter(verbo="pianodizona.entra_in_vigore").exists()
    recesso = parti.recedi(parte_di(accordo, scena.comuni["Codogno"]), "Delibera n. 9", **chi(scena))
    assert recesso.stato == "receduta"
    integrativo = accordi.apri_integrativo(accordo, list(accordo.articoli.all()[:2]), "Cambia il riparto", **chi(scena))
    with pytest.raises(accordi.AccordoNonIntegrabile, match="prima si conclude quello"):
        accordi.apri_integrativo(accordo, list(accordo.articoli.all()[:1]), "Altro", **chi(scena))
    assert (integrativo.codice, integrativo.articoli.count(), integrativo.parti.count()) == ("2025-2027-i1", 2, 2)
    assert letture.accordo("2025-2027-i1") == integrativo and letture.accordo("2025-2027-i9") is None
    accordi.concludi_scaduti(accordo.al + timedelta(days=1), adesso())
    assert AccordoDiProgramma.objects.get(integrativo=0).stato == "scaduto"


def test_chi_manca_riceve_il_promemoria_chi_ha_gia_fatto_no(scena):
    from accordo.annunci import accordi as annunci

    accordo, _ = congelato(scena)
    carica(scena, parte_di(accordo, scena.comuni["Codogno"]), "operatore")
    Avviso.objects.all().delete()
    annunci.ricorda(accordo.termine_atti - timedelta(days=8), adesso())
    assert not Avviso.objects.exists()
    for _ in range(2):
        annunci.ricorda(accordo.termine_atti - timedelta(days=7), adesso())
    avvisati = list(Avviso.objects.values_list("destinatario__email", flat=True))
    assert "operatore.altro@lodi.example" in avvisati and "operatore@lodi.example" not in avvisati
    assert len(avvisati) == len(set(avvisati))


def test_si_scrivono_soltanto_i_dati_che_cambiano(scena):
    accordo, _ = congelato(scena)
    collega = AccordoDiProgramma.objects.get()
    accordi.scrivi_dati(accordo, atto_numero="Decreto n. 3", al=accordo.al, **chi(scena))
    accordi.scrivi_dati(collega, atto_numero="Decreto n. 3", bollettino="BURL n. 2", **chi(scena))
    evento = Evento.objects.filter(verbo="accordo.dati").order_by("-pk").first()
    assert evento.dopo == {"bollettino": "BURL n. 2"} and evento.prima == {"bollettino": ""}
    with pytest.raises(accordi.AccordoBloccato, match="non togliere"):
        accordi.scrivi_dati(accordo, al=None, **chi(scena))


def test_il_pdf_da_firmare_e_il_primo_emesso_e_non_annullato(scena):
    _, versione = congelato(scena)
    primo = letture.documento_di(versione)
    secondo = emetti(versione, documento(2), numero=2)
    assert letture.documento_di(versione) == primo
    annullato = {"annullato_il": adesso(), "annullato_da": scena.utenti["udp"], "motivo_annullamento": "Errore"}
    Documento.objects.filter(pk=primo.pk).update(**annullato)
    assert letture.documento_di(versione) == secondo


def test_un_atto_rimandato_due_volte_avvisa_due_volte(scena):
    accordo, _ = congelato(scena)
    ats = ParteAccordo.objects.get(accordo=accordo, ente__tipo="ats")
    for motivo in ("Manca la data", "Manca la data", "Manca la firma"):
        parti.rimanda(carica(scena, ats, organo="direttore"), motivo, **chi(scena))
    avvisati = list(Avviso.objects.filter(genere__startswith="parteaccordo.rimanda").values_list("destinatario__email", flat=True))
    assert avvisati == ["ats@lodi.example"] * 2


def test_i_due_ambiti_non_si_vedono(scena, pavese):
    congelato(scena)
    with pavese.aperto("udp"):
        assert not AccordoDiProgramma.objects.exists() and letture.accordo("2025-2027") is None
    assert not Documento.objects.filter(tipo="accordo").exclude(ambito=scena.ambito).exists()
