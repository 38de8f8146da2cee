"""Ciò che un Sindaco trova entrando: la prossima seduta, il suo posto, il suo voto, quanto paga; o com’è andata l’ultima."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ambito.assemblea.esempi import UN_VOTO
from ambito.assemblea.models import Seduta
from ambito.assemblea.operazioni import deleghe, ordine_del_giorno, organi, sedute, votazioni
from ambito.assemblea.registri import Quanto
from ambito.flusso import esegui
from ambito.models import Documento
from ambito.nucleo.formati_italiani import formatta_importo
from tests.accordo.riparti import deliberato, depositato, quote
from tests.assemblea.conftest import PREPARA, PUNTO, QUANDO
from tests.scena import ADESSO

FRA_POCO = timezone.now() + timedelta(days=5)


def casa(scena, ruolo="sindaco"):
    risposta = scena.client(ruolo).get("/lodi/")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", risposta.content.decode())), risposta.content.decode()


def convocata(assemblea, punti=2, quando=FRA_POCO):
    bozza = assemblea.bozza(punti, prima_convocazione=quando, seconda_convocazione=quando + timedelta(days=1))
    return sedute.convoca(bozza, poteri=assemblea.poteri, adesso=PREPARA)


def test_la_prossima_seduta_con_tutto_cio_che_serve(assemblea):
    seduta = convocata(assemblea)
    testo, html = casa(assemblea.scena)
    assert "fra 5 giorni" in testo and "Sala consiliare" in testo and "Seconda convocazione" in testo
    assert "Comune di Codogno Siedi tu. Non hai dato deleghe. Delega chi siede al tuo posto" in testo
    assert "1. Criteri di riparto 1 Si vota in sala. Proposta e carte" in testo and "2. Criteri di riparto 2" in testo
    for indirizzo in (f"sedute/{seduta.pk}/calendario.ics", f"sedute/{seduta.pk}/#punto-1", f"deleghe/?seduta={seduta.pk}"):
        assert f'href="/lodi/assemblea/{indirizzo}"' in html
    # L’avviso non è ancora un documento: niente fascicolo da scaricare.
    assert "fascicolo.pdf" not in html
    Documento.objects.create(
        tipo="convocazione", oggetto_id=seduta.pk, versione=1, titolo="Avviso", nome_file="a.pdf", dati={}, impronta_dati="0" * 64,
        codice="1-2", sha256="0" * 64, dimensione=4, permesso="legge_sedute", emesso_il=ADESSO,
    )  # fmt: skip
    assert f'href="/lodi/assemblea/sedute/{seduta.pk}/fascicolo.pdf"' in casa(assemblea.scena)[1]


def test_chi_ha_dato_una_delega_legge_a_chi(assemblea):
    convocata(assemblea)
    deleghe.conferisci(
        assemblea.scena.comuni["Codogno"], email="operatore@lodi.example", nome="Ada", cognome="Verdi", qualifica="Assessore",
        poteri=assemblea.di("sindaco"), adesso=QUANDO,
    )  # fmt: skip
    assert "Siedi tu; se non ci sei, per delega operatore." in casa(assemblea.scena)[0]
    # Chi siede per delega trova la stessa pagina, e non può delegare a sua volta.
    testo, html = casa(assemblea.scena, "operatore")
    assert "Siedi tu, se il Sindaco non c’è." in testo and "deleghe/?seduta" not in html


def test_in_sala_si_dice_se_si_e_presenti_e_che_cosa_si_e_votato(assemblea):
    votazione = assemblea.al_voto()
    testo, html = casa(assemblea.scena)
    assert "Presente: siede" in testo and "Codogno: manca la scheda. Vota adesso" in testo and "Entra in sala" in testo
    assert f'href="/lodi/assemblea/votazioni/{votazione.pk}/"' in html
    for nome in ("Lodi", "Codogno", "Casalpusterlengo"):
        assemblea.mano(votazione, nome, "contrario" if nome == "Codogno" else "favorevole")
    testo, _ = casa(assemblea.scena)
    # A urne aperte si dice che la scheda c’è, non come ha votato.
    assert "Codogno: scheda consegnata." in testo and "contrario" not in testo and "Vota adesso" not in testo
    assemblea.chiudi(votazione)
    assert "Codogno ha votato: contrario." in casa(assemblea.scena)[0]
    assert "Casalpusterlengo ha votato" not in casa(assemblea.scena)[0]


def test_chi_non_era_presente_lo_legge(assemblea):
    votazione = assemblea.al_voto(nomi=["Lodi", "Casalpusterlengo", "Abbadia Cerreto"])
    assert "La sala è aperta: la presenza non è ancora segnata." in casa(assemblea.scena)[0]
    for nome in ("Lodi", "Casalpusterlengo", "Abbadia Cerreto"):
        assemblea.mano(votazione, nome, "favorevole")
    assemblea.chiudi(votazione)
    assert "Codogno non era presente." in casa(assemblea.scena)[0]


def test_di_un_voto_segreto_non_si_dice_nulla(assemblea):
    organi.adotta_regola(
        assemblea.organo, UN_VOTO, fonte="Regolamento", verificata=True, valida_dal=QUANDO.date(), poteri=assemblea.poteri,
        adesso=QUANDO,
    )  # fmt: skip
    punto = esegui(assemblea.in_corso().punti.first(), "chiama", poteri=assemblea.poteri, adesso=QUANDO)
    votazioni.apri_votazione(punto, poteri=assemblea.poteri, adesso=QUANDO, scrutinio="segreto_carta")
    testo, _ = casa(assemblea.scena)
    assert "Si vota in sala, su schede di carta." in testo and "Vota adesso" not in testo


def test_quanto_paga_il_comune_nell_anno_e_nel_riparto_messo_ai_voti(assemblea):
    scena = assemblea.scena
    anno = FRA_POCO.year
    deliberato(scena, anno=anno)
    proposto = depositato(scena, anno=anno, titolo="Altro riparto").proposto
    seduta = assemblea.bozza(1, prima_convocazione=FRA_POCO, seconda_convocazione=None)
    punto = {**PUNTO, "oggetto": "Riparto", "oggetto_tipo": "riparto", "oggetto_id": proposto.pk}
    ordine_del_giorno.scrivi_punto(seduta, None, punto, poteri=assemblea.poteri, adesso=PREPARA)
    sedute.convoca(seduta, poteri=assemblea.poteri, adesso=PREPARA)
    importo = formatta_importo(quote(proposto)["Codogno"])
    testo, html = casa(scena)
    assert f"Codogno paga {importo} € per il {anno}, secondo i riparti già deliberati." in testo
    assert f"Codogno pagherebbe {importo} €." in testo
    assert "Casalpusterlengo paga" not in testo and 'href="/lodi/accordo/riparti/comuni/098019/"' in html


def test_senza_sedute_si_legge_com_e_finita_l_ultima(assemblea):
    assert "prossima-seduta" not in casa(assemblea.scena)[1]
    votazione = assemblea.al_voto()
    for nome in ("Lodi", "Codogno", "Casalpusterlengo"):
        assemblea.mano(votazione, nome, "favorevole")
    assemblea.chiudi(votazione)
    esegui(Seduta.objects.get(), "chiudi", poteri=assemblea.poteri, adesso=QUANDO)
    testo, _ = casa(assemblea.scena)
    assert "Adesso non è convocata nessuna seduta" in testo
    assert "si è chiusa con 1 deliberazione adottata." in testo and "L’ultima, del 20 giugno 2025 ," in testo


def test_una_convocata_mai_aperta_dopo_il_suo_giorno_non_e_la_prossima(assemblea):
    assemblea.convocata()
    assert "prossima-seduta" not in casa(assemblea.scena)[1]


@pytest.mark.parametrize("ruolo", ["coordinatore", "operatore", "segretario", "ets", "revisore"])
def test_chi_non_siede_non_la_trova(assemblea, ruolo):
    convocata(assemblea)
    assert "prossima-seduta" not in casa(assemblea.scena, ruolo)[1]


def test_il_costo_non_dipende_da_quanti_punti_ci_sono(assemblea, monkeypatch):
    monkeypatch.setattr("ambito.assemblea.selezioni.prossima.QUANTO_PAGA", [lambda s, c, p: [Quanto("Paga.", "/lodi/")]])

    def costo():
        navigatore = assemblea.scena.client("sindaco")
        navigatore.get("/lodi/")
        with CaptureQueriesContext(connection) as catturate:
            assert "Ordine del giorno" in navigatore.get("/lodi/").content.decode()
        return len(catturate)

    convocata(assemblea, punti=1)
    poche = costo()
    Seduta.objects.get().punti.all().delete()
    seduta = Seduta.objects.get()
    for n in range(12):
        seduta.punti.create(ordine=n + 1, numero=str(n + 1), oggetto=f"Punto {n}", proposta="Si approva.")
    assert costo() == poche <= 18
