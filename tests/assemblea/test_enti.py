"""Gli enti che votano soltanto su una materia: siedono, ma altrove non contano in nessuna base (DOMAIN, T9)."""

from dataclasses import replace

import pytest
from django.urls import reverse

from ambito.assemblea.esempi import UN_VOTO
from ambito.assemblea.models import EnteVotante, SeggioSeduta
from ambito.assemblea.operazioni import aula, ordine_del_giorno, organi, sedute, votazioni
from ambito.assemblea.operazioni.organi import RegolaNonAdottabile
from ambito.assemblea.operazioni.votazioni import VotoNonValido
from ambito.assemblea.selezioni import conto, in_frasi
from ambito.assemblea.selezioni.sala import Situazione
from ambito.assemblea.strumenti import riconteggio
from ambito.flusso import esegui
from ambito.models import Ente
from ambito.poteri import PotereMancante
from tests.assemblea.conftest import PREPARA, PUNTO, QUANDO

SOCIOSANITARIA = EnteVotante.SOCIOSANITARIA


@pytest.fixture
def con_ats(assemblea):
    """L’Assemblea con la regola «un voto a testa» che ammette l’ATS sulle materie sociosanitarie."""
    regola = replace(UN_VOTO, maggioranze={**UN_VOTO.maggioranze, SOCIOSANITARIA: UN_VOTO.maggioranze["ordinaria"]})
    organi.adotta_regola(assemblea.organo, regola, fonte="Regolamento", verificata=True,
                         valida_dal=QUANDO.date(), enti=[Ente.objects.get(tipo="ats")], poteri=assemblea.poteri,
                         adesso=QUANDO)  # fmt: skip
    return assemblea


def al_voto(assemblea, materia):
    """La votazione aperta su un punto di quella materia, con tutti i Comuni e l’ATS in sala."""
    seduta = assemblea.bozza(punti=0)
    ordine_del_giorno.scrivi_punto(seduta, None, {**PUNTO, "materia": materia}, poteri=assemblea.poteri, adesso=PREPARA)
    seduta = aula.apri(sedute.convoca(seduta, poteri=assemblea.poteri, adesso=PREPARA), 1, poteri=assemblea.poteri, adesso=QUANDO)
    assemblea.entrano(seduta)
    seduta = aula.inizia(seduta, poteri=assemblea.poteri, adesso=QUANDO, presiede="Aldo")
    punto = esegui(seduta.punti.get(), "chiama", poteri=assemblea.poteri, adesso=QUANDO)
    return votazioni.apri_votazione(punto, poteri=assemblea.poteri, adesso=QUANDO)


def ats(votazione):
    return SeggioSeduta.objects.select_related("seduta").get(seduta=votazione.seduta, ente__isnull=False)


def mani(assemblea, votazione, **voti):
    for nome, voto in voti.items():
        assemblea.mano(votazione, nome, voto)


def test_t9_sulle_altre_materie_il_voto_e_rifiutato_e_l_ente_non_conta(con_ats):
    votazione = al_voto(con_ats, "ordinaria")
    with pytest.raises(VotoNonValido, match="ATS di prova: vota soltanto sulle materie «sociosanitaria»"):
        votazioni.vota(votazione, ats(votazione).pk, "contrario", poteri=con_ats.poteri, adesso=QUANDO, in_aula=True)
    mani(con_ats, votazione, Lodi="favorevole", Codogno="favorevole", Casalpusterlengo="contrario")
    chiusa = con_ats.chiudi(votazione)
    conteggi = chiusa.esito_calcolo["conteggi"]
    assert conteggi["componenti"]["teste"] == conteggi["presenti"]["teste"] == 4 and chiusa.approvata
    assert set(chiusa.esito_calcolo["schede"]) == {"098031", "098019", "098010", "098001"}


def test_sulla_sua_materia_l_ente_vota_e_conta(con_ats):
    votazione = al_voto(con_ats, SOCIOSANITARIA)
    mani(con_ats, votazione, Lodi="favorevole", Codogno="contrario", **{"ATS di prova": "contrario"})
    chiusa = con_ats.chiudi(votazione)
    conteggi = chiusa.esito_calcolo["conteggi"]
    assert (conteggi["componenti"]["teste"], conteggi["contrari"]["teste"]) == (5, 2) and not chiusa.approvata
    assert conto.riconta(chiusa).coincide and riconteggio.controlla(conto.da_esportare(chiusa)) == []


def test_anche_senza_l_ente_il_riconteggio_a_parte_torna(con_ats):
    votazione = al_voto(con_ats, "ordinaria")
    mani(con_ats, votazione, Lodi="favorevole")
    chiusa = con_ats.chiudi(votazione)
    assert conto.riconta(chiusa).coincide and riconteggio.controlla(conto.da_esportare(chiusa)) == []


def test_il_numero_legale_della_seduta_lo_fanno_i_comuni(con_ats):
    seduta = con_ats.aperta()
    con_ats.entrano(seduta, ["ATS di prova", "Lodi", "Codogno"])
    assert not seduta.numero_legale().valido and seduta.codici_presenti() == {"098031", "098019"}
    situazione = Situazione(seduta, con_ats.poteri)
    assert situazione.barre[0]["frase"] == "2 su 4 Comuni presenti" and [s.nome for s in situazione.basterebbero] == [
        "Abbadia Cerreto"
    ]


def test_l_ente_non_si_segna_presente_da_se(con_ats):
    seduta = con_ats.aperta()
    seggio = SeggioSeduta.objects.select_related("seduta").get(seduta=seduta, ente__isnull=False)
    poteri = con_ats.di("ats")
    with pytest.raises(PotereMancante):
        aula.entra(seggio, utente=poteri.utente, poteri=poteri, adesso=QUANDO)


def test_decidere_e_gestire_sono_separati(assemblea):
    """Chi gestisce i servizi non siede e non vota."""
    for tipo in ("azienda", "ets"):
        gestore = Ente.objects.create(tipo=tipo, denominazione=f"Gestore {tipo}")
        with pytest.raises(RegolaNonAdottabile, match="decidere e gestire sono compiti separati"):
            organi.adotta_regola(assemblea.organo, UN_VOTO, fonte="x", verificata=False,
                                 valida_dal=QUANDO.date(), enti=[gestore], poteri=assemblea.poteri, adesso=QUANDO)  # fmt: skip


def test_la_regola_lo_dice_in_parole(con_ats):
    regola = con_ats.organo.regole.order_by("-versione").first()
    assert (
        "Sulle sole materie sociosanitarie siede e vota anche ATS di prova; il numero legale della seduta lo fanno i Comuni."
        in (in_frasi(regola))
    )


def test_un_ente_non_presiede(lodi, con_ats):
    seduta = con_ats.aperta()
    con_ats.entrano(seduta)
    pagina = lodi.client("segretario").get(reverse("assemblea:sala", args=["lodi", seduta.pk])).content.decode()
    menu = pagina[pagina.index('name="seggio_presidente"') :]
    menu = menu[: menu.index("</select>")]
    assert "Comune di Lodi" in menu and "ATS di prova" not in menu
