"""Una seduta a ogni stadio, costruita con le operazioni vere e un orologio che si muove."""

from datetime import UTC, datetime, timedelta

import pytest

from ambito.assemblea.models import Organo, SeggioSeduta
from ambito.assemblea.operazioni import aula, ordine_del_giorno, organi, sedute, votazioni
from ambito.flusso import esegui
from ambito.poteri import Poteri

PREPARA = datetime(2025, 6, 2, 9, 0, tzinfo=UTC)
QUANDO = datetime(2025, 6, 20, 16, 0, tzinfo=UTC)
SECONDA = QUANDO + timedelta(days=1)
PUNTO = {
    "oggetto": "Criteri di riparto",
    "proposta": "Le spese si dividono per residenti.",
    "relatore": "Chiara",
    "materia": "ordinaria",
    "oggetto_tipo": "",
    "oggetto_id": None,
}


class Assemblea:
    """Porta una seduta da uno stadio all’altro nell’Ambito `scena`; si usa dentro `scena.aperto()`."""

    def __init__(self, scena):
        self.scena = scena
        self.poteri = self.di("segretario")
        self.organo = Organo.objects.first() or organi.istituisci(
            nome="Assemblea dei Sindaci", poteri=self.poteri, adesso=PREPARA, dal=PREPARA.date()
        )

    def di(self, ruolo):
        return Poteri(self.scena.utenti[ruolo], self.scena.ambito, QUANDO.date())

    def dati(self, **altri):
        return {"organo": self.organo, "prima_convocazione": QUANDO, "seconda_convocazione": SECONDA, "modalita": "presenza",
                "luogo": "Sala consiliare", "collegamento": "", **altri}  # fmt: skip

    def bozza(self, punti=1, **altri):
        seduta = sedute.prepara(None, self.dati(**altri), poteri=self.poteri, adesso=PREPARA)
        for n in range(punti):
            oggetto = f"{PUNTO['oggetto']} {n + 1}"
            ordine_del_giorno.scrivi_punto(seduta, None, {**PUNTO, "oggetto": oggetto}, poteri=self.poteri, adesso=PREPARA)
        return seduta

    def convocata(self, punti=1):
        return sedute.convoca(self.bozza(punti), poteri=self.poteri, adesso=PREPARA)

    def aperta(self, punti=1, convocazione=1):
        quando = QUANDO if convocazione == 1 else SECONDA
        return aula.apri(self.convocata(punti), convocazione, poteri=self.poteri, adesso=quando)

    def seggio(self, seduta, nome):
        return SeggioSeduta.objects.select_related("seduta").get(seduta=seduta, nome=nome)

    def entrano(self, seduta, nomi=None, adesso=QUANDO):
        seggi = SeggioSeduta.objects.select_related("seduta").filter(seduta=seduta)
        aula.fai_appello(seggi.filter(nome__in=nomi) if nomi else seggi, poteri=self.poteri, adesso=adesso)

    def in_corso(self, punti=1, nomi=None):
        seduta = self.aperta(punti)
        self.entrano(seduta, nomi)
        return aula.inizia(seduta, poteri=self.poteri, adesso=QUANDO, presiede="Aldo")

    def al_voto(self, nomi=None):
        """La votazione aperta sul primo punto."""
        return self.metti_ai_voti(self.in_corso(nomi=nomi).punti.first())

    def dalla_bozza_al_voto(self, seduta):
        """Convoca, apre con tutti presenti e mette ai voti il primo punto."""
        seduta = aula.apri(sedute.convoca(seduta, poteri=self.poteri, adesso=PREPARA), 1, poteri=self.poteri, adesso=QUANDO)
        self.entrano(seduta)
        return self.metti_ai_voti(aula.inizia(seduta, poteri=self.poteri, adesso=QUANDO).punti.first())

    def metti_ai_voti(self, punto):
        punto = esegui(punto, "chiama", poteri=self.poteri, adesso=QUANDO)
        return votazioni.apri_votazione(punto, poteri=self.poteri, adesso=QUANDO)

    def mano(self, votazione, nome, voto, adesso=QUANDO):
        seggio = self.seggio(votazione.seduta, nome)
        return votazioni.vota(votazione, seggio.pk, voto, poteri=self.poteri, adesso=adesso, in_aula=True)

    def chiudi(self, votazione, adesso=QUANDO):
        return votazioni.chiudi_votazione(votazione, poteri=self.poteri, adesso=adesso)


@pytest.fixture
def assemblea(lodi):
    """L’Assemblea di Lodi: 4 Comuni (Lodi 45.000, Codogno 15.900, Casalpusterlengo 15.200, Abbadia Cerreto 280)."""
    with lodi.aperto("segretario"):
        yield Assemblea(lodi)
