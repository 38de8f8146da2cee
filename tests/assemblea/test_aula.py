"""La sala: appello, numero legale, seconda convocazione, seduta deserta, chiusura."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from ambito import flusso
from ambito.assemblea.models import Presenza, RegolaVoto, Verbale
from ambito.assemblea.operazioni import aula, sedute
from ambito.assemblea.operazioni.aula import SalaNonAperta, TroppoPresto, TroppoTardi
from ambito.assemblea.selezioni.sala import Situazione
from ambito.errori import ErroreAtteso
from ambito.flusso import RequisitiMancanti, TransizioneNonAmmessa
from tests.assemblea.conftest import QUANDO, SECONDA


def entra(assemblea, seduta, nome="Codogno", ruolo="sindaco", adesso=QUANDO):
    poteri = assemblea.di(ruolo)
    return aula.entra(assemblea.seggio(seduta, nome), utente=poteri.utente, poteri=poteri, adesso=adesso)


def inizia(assemblea, seduta, adesso=QUANDO):
    return aula.inizia(seduta, poteri=assemblea.poteri, adesso=adesso, presiede="Aldo")


def test_la_sala_si_apre_nell_ora_precedente(assemblea):
    seduta = assemblea.convocata()
    with pytest.raises(TroppoPresto, match="20 giugno 2025, ore 18:00"):
        aula.apri(seduta, 1, poteri=assemblea.poteri, adesso=QUANDO - timedelta(minutes=61))
    assert aula.apri(seduta, 1, poteri=assemblea.poteri, adesso=QUANDO - timedelta(minutes=59)).stato == "aperta_prima"


def test_passato_il_giorno_la_sala_non_si_apre(assemblea):
    with pytest.raises(TroppoTardi, match="è passata"):
        aula.apri(assemblea.convocata(), 1, poteri=assemblea.poteri, adesso=QUANDO + timedelta(hours=13))


def test_non_si_comincia_prima_dell_ora(assemblea):
    seduta = aula.apri(assemblea.convocata(), 1, poteri=assemblea.poteri, adesso=QUANDO - timedelta(minutes=30))
    assemblea.entrano(seduta, adesso=QUANDO - timedelta(minutes=20))
    with pytest.raises(TroppoPresto, match="prima non si può iniziare"):
        inizia(assemblea, seduta, adesso=QUANDO - timedelta(minutes=1))


def test_prima_che_la_sala_si_apra_non_si_entra(assemblea):
    with pytest.raises(SalaNonAperta, match="non è aperta"):
        entra(assemblea, assemblea.convocata())


def test_due_dispositivi_una_presenza(assemblea):
    seduta = assemblea.aperta()
    assert entra(assemblea, seduta) == entra(assemblea, seduta, adesso=QUANDO + timedelta(seconds=5))
    assert Presenza.objects.get().modo == "persona"


def test_si_entra_solo_per_il_proprio_comune(assemblea):
    seduta = assemblea.aperta()
    for ruolo in ("sindaco.altro", "operatore", "coordinatore"):
        with pytest.raises(PermissionDenied):
            entra(assemblea, seduta, ruolo=ruolo)


def test_chi_esce_puo_rientrare_e_resta_scritto(assemblea):
    seduta = assemblea.aperta()
    entra(assemblea, seduta)
    aula.esce(assemblea.seggio(seduta, "Codogno"), poteri=assemblea.di("sindaco"), adesso=QUANDO + timedelta(minutes=5))
    with pytest.raises(SalaNonAperta, match="non risulta presente"):
        aula.esce(assemblea.seggio(seduta, "Codogno"), poteri=assemblea.poteri, adesso=QUANDO)
    entra(assemblea, seduta, adesso=QUANDO + timedelta(minutes=9))
    assert [p.uscita is None for p in Presenza.objects.order_by("entrata")] == [False, True]


def test_il_numero_legale_vuole_teste_e_residenti(assemblea):
    """Senza Lodi ci sono tre Comuni su quattro ma non la metà dei residenti."""
    seduta = assemblea.aperta()
    assemblea.entrano(seduta, ["Codogno", "Casalpusterlengo", "Abbadia Cerreto"])
    with pytest.raises(RequisitiMancanti, match="31.380 abitanti su 76.380"):
        inizia(assemblea, seduta)
    assemblea.entrano(seduta, ["Lodi"])
    seduta = inizia(assemblea, seduta)
    assert (seduta.stato, seduta.convocazione, seduta.presiede) == ("in_corso", 1, "Aldo")


def test_la_seconda_convocazione_rifa_l_appello_e_chiede_di_meno(assemblea):
    seduta = assemblea.aperta()
    assemblea.entrano(seduta, ["Codogno"])
    seduta = aula.apri(seduta, 2, poteri=assemblea.poteri, adesso=SECONDA)
    assert not seduta.codici_presenti()
    assemblea.entrano(seduta, ["Codogno", "Abbadia Cerreto"], adesso=SECONDA)
    assert inizia(assemblea, seduta, adesso=SECONDA).convocazione == 2


def test_senza_seconda_convocazione_non_ci_si_passa(assemblea):
    seduta = sedute.convoca(assemblea.bozza(seconda_convocazione=None), poteri=assemblea.poteri, adesso=QUANDO - timedelta(days=9))
    seduta = aula.apri(seduta, 1, poteri=assemblea.poteri, adesso=QUANDO)
    with pytest.raises(SalaNonAperta, match="seconda convocazione"):
        aula.apri(seduta, 2, poteri=assemblea.poteri, adesso=SECONDA)


def test_deserta_con_il_suo_verbale(assemblea):
    seduta = assemblea.aperta()
    assemblea.entrano(seduta, ["Codogno"])
    seduta = aula.dichiara_deserta(seduta, poteri=assemblea.poteri, adesso=QUANDO)
    assert seduta.stato == "deserta"
    assert "la seduta è dichiarata deserta" in seduta.verbale.testo


def test_con_il_numero_legale_non_e_deserta(assemblea):
    seduta = assemblea.aperta()
    assemblea.entrano(seduta)
    with pytest.raises(RequisitiMancanti, match="si può iniziare"):
        aula.dichiara_deserta(seduta, poteri=assemblea.poteri, adesso=QUANDO)


def test_non_si_chiude_con_un_punto_o_una_votazione_in_sospeso(assemblea):
    votazione = assemblea.al_voto()
    with pytest.raises(RequisitiMancanti, match="votazione aperta"):
        aula.chiudi(votazione.seduta, poteri=assemblea.poteri, adesso=QUANDO)
    assert not Verbale.objects.exists()


def test_un_punto_per_volta_e_il_rinvio_vuole_il_motivo(assemblea):
    seduta = assemblea.in_corso(punti=2)
    primo, secondo = seduta.punti.all()
    flusso.esegui(primo, "chiama", poteri=assemblea.poteri, adesso=QUANDO)
    with pytest.raises(RequisitiMancanti, match="Il punto 1 è ancora in discussione"):
        flusso.esegui(secondo, "chiama", poteri=assemblea.poteri, adesso=QUANDO)
    with pytest.raises(ErroreAtteso, match="Scrivi il motivo"):
        flusso.esegui(primo, "rinvia", poteri=assemblea.poteri, adesso=QUANDO)
    flusso.esegui(primo, "rinvia", poteri=assemblea.poteri, adesso=QUANDO, nota="manca il parere")
    flusso.esegui(secondo, "chiama", poteri=assemblea.poteri, adesso=QUANDO)
    assert flusso.esegui(secondo, "prendi_atto", poteri=assemblea.poteri, adesso=QUANDO).stato == "preso_atto"


def test_il_sistema_solo_approva(assemblea):
    seduta = assemblea.in_corso()
    punto = flusso.esegui(seduta.punti.get(), "chiama", poteri=assemblea.poteri, adesso=QUANDO)
    with pytest.raises(PermissionDenied):
        flusso.esegui(punto, "approva", poteri=assemblea.poteri, adesso=QUANDO)
    with pytest.raises(TransizioneNonAmmessa):
        aula.inizia(seduta, poteri=assemblea.poteri, adesso=QUANDO)


def test_chiusa_tutti_escono_e_nasce_il_verbale(assemblea):
    seduta = assemblea.in_corso()
    seduta = aula.chiudi(seduta, poteri=assemblea.poteri, adesso=QUANDO + timedelta(hours=1))
    assert seduta.stato == "chiusa" and not seduta.presenze.filter(uscita__isnull=True).exists()
    assert (seduta.verbale.numero, seduta.verbale.anno) == (1, 2025)
    with pytest.raises(SalaNonAperta):
        entra(assemblea, seduta)


def test_la_situazione_ha_un_numero_fisso_di_interrogazioni(assemblea, django_assert_num_queries):
    seduta = assemblea.in_corso(punti=3)
    with django_assert_num_queries(4):
        situazione = Situazione(seduta, assemblea.poteri)
        assert [b["frase"] for b in situazione.barre] == ["4 su 4 Comuni presenti", "76.380 su 76.380 abitanti rappresentati"]
        assert [b["serve"] for b in situazione.barre] == ["Ne servono almeno 3.", "Ne servono almeno 38.191."]
        assert situazione.legale.valido and situazione.votazione is None and len(situazione.punti) == 3


def test_chi_ridarebbe_il_numero_legale(assemblea):
    """Lodi ha più di metà dei residenti: con lui e un altro non basta ancora la metà dei Comuni, ne servono tre su quattro."""
    seduta = assemblea.aperta()
    assemblea.entrano(seduta, ["Abbadia Cerreto"])
    situazione = Situazione(seduta, assemblea.poteri)
    assert [s.comune.nome for s in situazione.basterebbero] == ["Lodi", "Codogno"]
    assemblea.entrano(seduta, ["Lodi", "Codogno"])
    assert Situazione(seduta, assemblea.poteri).basterebbero == []


def test_prima_di_mettere_ai_voti_si_sa_se_puo_passare(assemblea):
    """Escono in molti: con i soli presenti la maggioranza non si raggiunge neppure se votano tutti a favore."""
    regola = RegolaVoto.objects.get()
    componenti = {"base": "componenti", "teste": {"numeratore": 3, "denominatore": 4, "stretta": True}}
    regola.contenuto["maggioranze"]["ordinaria"] |= componenti
    regola.save()
    seduta = assemblea.in_corso(nomi=["Lodi", "Codogno", "Abbadia Cerreto"])
    flusso.esegui(seduta.punti.first(), "chiama", poteri=assemblea.poteri, adesso=QUANDO)
    frasi = Situazione(seduta, assemblea.poteri).irraggiungibile
    assert frasi[-1] == "La proposta è respinta." and any("3 Comuni su 4 componenti" in frase for frase in frasi)
    assemblea.entrano(seduta, ["Casalpusterlengo"])
    assert Situazione(seduta, assemblea.poteri).irraggiungibile == ()
