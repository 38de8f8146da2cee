"""La consultazione scritta e la richiesta di convocazione, dall’apertura a ciò che ne segue in seduta."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ambito import incarichi
from ambito.assemblea import annunci
from ambito.assemblea.compiti import compiti
from ambito.assemblea.models import Consultazione, Deliberazione, Risposta
from ambito.assemblea.operazioni import consultazioni as operazioni
from ambito.assemblea.operazioni import deleghe, ordine_del_giorno, organi
from ambito.assemblea.operazioni.organi import REGOLA_DI_PARTENZA
from ambito.assemblea.selezioni import consultazioni
from ambito.errori import ErroreAtteso
from ambito.models import Avviso, Ente, Evento, Incarico
from ambito.nucleo.frazioni import Soglia
from ambito.nucleo.impronta import impronta
from ambito.nucleo.regole import Maggioranza, Regola
from ambito.poteri import PotereMancante, Poteri
from tests.assemblea.conftest import PREPARA, PUNTO, QUANDO

SCADE = PREPARA + timedelta(days=10)


def apri(assemblea, adesso=PREPARA, **altri):
    dati = {"oggetto": "Proroga del piano", "testo": "", "materia": "ordinaria", "scade_il": SCADE, **altri}
    return operazioni.apri(assemblea.organo, **dati, poteri=assemblea.poteri, adesso=adesso)


def rispondono(consultazione, scena, **voti):
    """Le risposte come le lascerebbero i Sindaci; qui l’unico che può votare è quello di Codogno."""
    for nome, voto in voti.items():
        Risposta.objects.create(
            consultazione=consultazione, comune=scena.comuni[nome.replace("_", " ")], espressione=voto,
            utente=scena.utenti["sindaco"], persona="Prova", data_il=PREPARA, ricevuta="r",
        )  # fmt: skip


def test_aprire_ferma_regola_e_pesi_e_avvisa_chi_siede(assemblea):
    consultazione = apri(assemblea)
    assert {s["nome"]: s["peso"] for s in consultazione.seggi}["Lodi"] == 45_000 and len(consultazione.seggi) == 4
    avviso = Avviso.objects.get(genere="consultazione.apri", destinatario=assemblea.scena.utenti["sindaco"])
    assert avviso.titolo == "Rispondi entro il 12 giugno 2025, ore 11:00: Proroga del piano"


def test_non_si_apre_senza_tempo_ne_due_volte(assemblea):
    with pytest.raises(operazioni.ConsultazioneNonValida, match="almeno un giorno"):
        apri(assemblea, scade_il=PREPARA + timedelta(hours=23))
    apri(assemblea)
    with pytest.raises(operazioni.ConsultazioneNonValida, match="già una consultazione aperta"):
        apri(assemblea, oggetto=" Proroga del piano ")


def test_non_si_apre_su_cio_che_per_iscritto_non_si_decide(assemblea):
    """Materia ignota, voto segreto, enti che votano soltanto in aula."""
    maggioranze = {"ordinaria": Maggioranza(), "persone": Maggioranza(scrutinio="segreto"), "sociosanitaria": Maggioranza()}
    ats = Ente.objects.filter(tipo="ats").first()
    organi.adotta_regola(
        assemblea.organo, Regola(maggioranze=maggioranze), fonte="Statuto", verificata=True, valida_dal=date(2025, 6, 3),
        poteri=assemblea.poteri, adesso=PREPARA, enti=[ats],
    )  # fmt: skip
    for materia, frase in (("altra", "non prevede"), ("persone", "voto segreto"), ("sociosanitaria", "votano anche enti")):
        with pytest.raises(operazioni.ConsultazioneNonValida, match=frase):
            apri(assemblea, adesso=QUANDO, materia=materia, scade_il=QUANDO + timedelta(days=9))


def delega(assemblea, **altri):
    """Il Sindaco di Codogno delega il suo operatore."""
    dati = {"email": "operatore@lodi.example", "nome": "Ada", "cognome": "Verdi", "qualifica": "Assessore", **altri}
    return deleghe.conferisci(assemblea.scena.comuni["Codogno"], **dati, poteri=assemblea.di("sindaco"), adesso=QUANDO)


def test_il_delegato_per_una_seduta_non_risponde_per_iscritto_e_non_firma(lodi, con_richieste):
    consultazione = apri(con_richieste, scade_il=QUANDO + timedelta(days=9000))
    codogno = con_richieste.scena.comuni["Codogno"].pk
    data = delega(con_richieste, seduta=con_richieste.convocata())
    for azione in (
        lambda: operazioni.rispondi(consultazione, codogno, "favorevole", poteri=con_richieste.di("operatore"), adesso=QUANDO),
        lambda: operazioni.chiedi(
            con_richieste.organo, codogno, oggetto="X", testo="", poteri=con_richieste.di("operatore"), adesso=QUANDO
        ),
    ):
        with pytest.raises(ErroreAtteso, match="La tua delega è per una seduta"):
            azione()
    deleghe.revoca(data, poteri=con_richieste.di("sindaco"), adesso=QUANDO)
    delega(con_richieste)
    operatore = con_richieste.di("operatore")
    assert operazioni.rispondi(consultazione, codogno, "favorevole", poteri=operatore, adesso=QUANDO).persona == "operatore"


def test_la_delega_di_un_sindaco_cessato_non_impegna_piu(lodi, assemblea):
    consultazione = apri(assemblea, scade_il=QUANDO + timedelta(days=9000))
    delega(assemblea)
    sindaco = Incarico.objects.get(ruolo="sindaco", comune=assemblea.scena.comuni["Codogno"])
    incarichi.cessa(sindaco, al=QUANDO.date(), autore=None, adesso=QUANDO)
    domani = Poteri(assemblea.scena.utenti["operatore"], assemblea.scena.ambito, QUANDO.date() + timedelta(days=1))
    with pytest.raises(ErroreAtteso, match="è decaduta"):
        operazioni.rispondi(consultazione, assemblea.scena.comuni["Codogno"].pk, "favorevole", poteri=domani, adesso=QUANDO)
    pagina = lodi.client("operatore").get(reverse("assemblea:consultazione", args=["lodi", consultazione.pk])).content.decode()
    assert "Risponde il Sindaco" in pagina and "Conferma la risposta" not in pagina


def test_il_comune_risponde_una_volta_sola_e_prima_del_termine(assemblea):
    consultazione, codogno = apri(assemblea), assemblea.scena.comuni["Codogno"].pk
    sindaco = assemblea.di("sindaco")
    with pytest.raises(operazioni.RispostaNonValida, match="Il termine è passato"):
        operazioni.rispondi(consultazione, codogno, "favorevole", poteri=sindaco, adesso=SCADE)
    risposta = operazioni.rispondi(consultazione, codogno, "favorevole", nota=" Sì ", poteri=sindaco, adesso=PREPARA)
    assert (risposta.nota, risposta.persona, bool(risposta.ricevuta)) == ("Sì", "sindaco", True)
    with pytest.raises(operazioni.RispostaNonValida, match=risposta.ricevuta):
        operazioni.rispondi(consultazione, codogno, "contrario", poteri=sindaco, adesso=PREPARA)
    with pytest.raises(PotereMancante):
        operazioni.rispondi(consultazione, assemblea.scena.comuni["Lodi"].pk, "contrario", poteri=sindaco, adesso=PREPARA)
    # Il registro dice che ha risposto, non che cosa.
    assert "favorevole" not in str(Evento.objects.get(verbo="consultazione.risponde").dopo)
    with pytest.raises(IntegrityError), transaction.atomic():
        Risposta.objects.update(espressione="contrario")
    with pytest.raises(IntegrityError), transaction.atomic():
        risposta.delete()


def test_si_chiude_dopo_il_termine_con_il_conto_del_motore(assemblea):
    consultazione = apri(assemblea)
    rispondono(consultazione, assemblea.scena, Lodi="favorevole", Codogno="favorevole", Abbadia_Cerreto="conflitto")
    chi = {"poteri": assemblea.poteri}
    with pytest.raises(ErroreAtteso, match="mancano ancora 1 Comuni"):
        operazioni.chiudi(consultazione, **chi, adesso=PREPARA)
    chiusa = operazioni.chiudi(consultazione, **chi, adesso=SCADE)
    esito = chiusa.esito_calcolo
    assert chiusa.approvata is False and not esito["numero_legale"]["valido"]
    assert esito["conteggi"]["presenti"] == {"teste": 2, "peso": 60_900}
    assert esito["passaggi"][0] == "Per conflitto di interessi non partecipa al voto: Abbadia Cerreto."
    assert consultazioni.conto(chiusa) == esito and impronta(esito) == chiusa.impronta
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultazione.objects.update(approvata=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        rispondono(chiusa, assemblea.scena, Casalpusterlengo="favorevole")


def test_se_hanno_risposto_tutti_si_chiude_prima_e_la_seduta_ratifica(assemblea):
    consultazione = apri(assemblea)
    rispondono(
        consultazione, assemblea.scena, Lodi="favorevole", Codogno="favorevole", Casalpusterlengo="favorevole",
        Abbadia_Cerreto="astenuto",
    )  # fmt: skip
    chiusa = operazioni.chiudi(consultazione, poteri=assemblea.poteri, adesso=PREPARA)
    assert chiusa.approvata
    seduta = assemblea.bozza(punti=0)
    ((oggetto_id, testo),) = consultazioni.da_ratificare(seduta)
    assert (oggetto_id, testo) == (chiusa.pk, "Ratifica della consultazione scritta «Proroga del piano»")
    dati = {**PUNTO, "oggetto": testo, "oggetto_tipo": "consultazione", "oggetto_id": oggetto_id}
    ordine_del_giorno.scrivi_punto(seduta, None, dati, poteri=assemblea.poteri, adesso=PREPARA)
    votazione = assemblea.dalla_bozza_al_voto(seduta)
    for nome in ("Lodi", "Codogno", "Casalpusterlengo"):
        assemblea.mano(votazione, nome, "favorevole")
    assemblea.chiudi(votazione)
    assert Deliberazione.objects.get().oggetto == testo and consultazioni.da_ratificare(seduta) == []


def test_annullare_vuole_il_motivo(assemblea):
    consultazione = apri(assemblea)
    with pytest.raises(ErroreAtteso, match="Scrivi il motivo"):
        operazioni.annulla(consultazione, motivo="", poteri=assemblea.poteri, adesso=PREPARA)
    annullata = operazioni.annulla(consultazione, motivo="Testo sbagliato", poteri=assemblea.poteri, adesso=PREPARA)
    assert (annullata.stato, annullata.motivo_annullamento) == ("annullata", "Testo sbagliato")


def test_due_giorni_prima_si_ricorda_solo_a_chi_manca(assemblea):
    consultazione = apri(assemblea)
    prima = (SCADE - timedelta(days=2)).date()
    annunci.ricorda(prima, PREPARA)
    assert Avviso.objects.get(genere="consultazione.promemoria", destinatario=assemblea.scena.utenti["sindaco"]).giorno == prima
    Avviso.objects.all().delete()
    rispondono(consultazione, assemblea.scena, Codogno="favorevole")
    annunci.ricorda(prima, PREPARA)
    assert not Avviso.objects.filter(genere="consultazione.promemoria", destinatario=assemblea.scena.utenti["sindaco"]).exists()


def test_tocca_a_chi_deve_rispondere_e_poi_a_chi_conta(assemblea):
    consultazione = apri(assemblea)
    sindaco = assemblea.di("sindaco")
    aperta = apri(assemblea, oggetto="Ancora aperta", scade_il=PREPARA + timedelta(days=9000))
    assert "Rispondi: Ancora aperta" in [c.titolo for c in compiti(sindaco, PREPARA.date())]
    rispondono(aperta, assemblea.scena, Codogno="favorevole")
    assert "Rispondi: Ancora aperta" not in [c.titolo for c in compiti(sindaco, PREPARA.date())]
    # Il termine dell’altra è passato da anni: al Sindaco non si chiede più nulla, al segretario di contare.
    assert f"Rispondi: {consultazione.oggetto}" not in [c.titolo for c in compiti(sindaco, PREPARA.date())]
    assert "Chiudi e conta: Proroga del piano" in [c.titolo for c in compiti(assemblea.poteri, PREPARA.date())]


@pytest.fixture
def con_richieste(assemblea):
    """La regola dice che due Comuni su quattro bastano, e che si convoca entro quindici giorni."""
    organi.adotta_regola(
        assemblea.organo, REGOLA_DI_PARTENZA, fonte="Statuto", verificata=True, valida_dal=date(2025, 6, 3),
        poteri=assemblea.poteri, adesso=PREPARA, richiesta=Soglia(1, 2), richiesta_giorni=15,
    )  # fmt: skip
    return assemblea


def chiedi(assemblea, oggetto="Trasporto sociale"):
    dati = {"oggetto": oggetto, "testo": "", "poteri": assemblea.di("sindaco"), "adesso": QUANDO}
    return operazioni.chiedi(assemblea.organo, assemblea.scena.comuni["Codogno"].pk, **dati)


def test_quando_le_firme_bastano_comincia_il_termine(con_richieste):
    richiesta = chiedi(con_richieste)
    assert richiesta.raggiunta_il is None and consultazioni.da_iscrivere(con_richieste.bozza()) == []
    assert Avviso.objects.filter(genere="richiesta.chiedi").exists() is True
    altro = _sindaco_di(con_richieste.scena, "Lodi")
    dati = {"poteri": altro, "adesso": QUANDO}
    richiesta = operazioni.firma(richiesta, con_richieste.scena.comuni["Lodi"].pk, **dati)
    assert (richiesta.raggiunta_il, richiesta.convocare_entro) == (QUANDO, date(2025, 7, 5))
    # Firmare due volte non cambia nulla.
    assert operazioni.firma(richiesta, con_richieste.scena.comuni["Lodi"].pk, **dati).firme.count() == 2
    assert "lo chiedono i Comuni" in " ".join(c.titolo for c in compiti(con_richieste.poteri, QUANDO.date()))
    seduta = con_richieste.bozza(punti=0)
    assert consultazioni.da_iscrivere(seduta) == [(richiesta.pk, "Trasporto sociale")]
    dati = {**PUNTO, "oggetto_tipo": "richiesta", "oggetto_id": richiesta.pk}
    ordine_del_giorno.scrivi_punto(seduta, None, dati, poteri=con_richieste.poteri, adesso=PREPARA)
    assert "lo chiedono i Comuni" not in " ".join(c.titolo for c in compiti(con_richieste.poteri, QUANDO.date()))


class _SindacoDi(Poteri):
    """I poteri di chi siede per un altro Comune della scena."""

    comune = None

    def esigi(self, permesso, comune_id=None):
        assert (permesso, comune_id) == ("vota", self.comune)


def _sindaco_di(scena, nome):
    poteri = _SindacoDi(scena.utenti["sindaco"], scena.ambito, QUANDO.date())
    poteri.comune = scena.comuni[nome].pk
    return poteri


def test_l_elenco_delle_richieste_non_legge_di_piu_se_sono_tante(lodi, con_richieste, django_assert_max_num_queries):
    sindaco, url = lodi.client("sindaco"), reverse("assemblea:richieste", args=["lodi"])
    chiedi(con_richieste)
    with CaptureQueriesContext(connection) as una:
        sindaco.get(url)
    for n in range(4):
        chiedi(con_richieste, f"Argomento {n}")
    with django_assert_max_num_queries(len(una)):
        sindaco.get(url)


def test_la_stessa_richiesta_non_si_fa_due_volte(con_richieste):
    chiedi(con_richieste)
    with pytest.raises(operazioni.RichiestaNonValida, match="firma quella"):
        chiedi(con_richieste, "trasporto SOCIALE")


def test_senza_una_quota_nella_regola_non_si_chiede(assemblea):
    with pytest.raises(operazioni.RichiestaNonValida, match="non dice quanti Comuni"):
        chiedi(assemblea)


def test_le_pagine(lodi, con_richieste):
    consultazione = apri(con_richieste, scade_il=PREPARA + timedelta(days=9000))
    segretario, sindaco = lodi.client("segretario"), lodi.client("sindaco")

    def url(nome, *argomenti):
        return reverse(f"assemblea:{nome}", args=["lodi", *argomenti])

    pagina = sindaco.get(url("consultazione", consultazione.pk)).content.decode()
    assert "Come risponde il Comune di Codogno" in pagina and "Chiudi e conta" not in pagina
    dati = {"comune": lodi.comuni["Codogno"].pk, "espressione": "contrario"}
    assert sindaco.post(url("consultazione", consultazione.pk), {**dati, "espressione": ""}).status_code == 422
    assert sindaco.post(url("consultazione", consultazione.pk), dati).status_code == 302
    assert sindaco.post(url("consultazione", consultazione.pk), dati).status_code == 409
    # Finché è aperta gli altri vedono quanti hanno risposto, non come.
    aperta = segretario.get(url("consultazione", consultazione.pk)).content.decode()
    assert "<strong>1 su 4</strong> Comuni hanno risposto" in aperta and "Contrario" not in aperta
    richiesta = {"organo": con_richieste.organo.pk, "comune": lodi.comuni["Codogno"].pk, "oggetto": "Trasporti"}
    assert sindaco.post(url("richieste"), richiesta).status_code == 302
    assert "<strong>1 su 2</strong> firme di Comuni" in sindaco.get(url("richieste")).content.decode()
    nuova = {"organo": con_richieste.organo.pk, "oggetto": "Un’altra", "materia": "ordinaria", "scade_il": "2099-01-01T10:00"}
    assert segretario.post(url("nuova_consultazione"), nuova).status_code == 302
    assert "Un’altra" in segretario.get(url("sedute")).content.decode()
