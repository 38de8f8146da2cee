"""Chi ha partecipato al piano dimostrativo: membri e incontri dei tavoli, proposte con risposta, consultazioni, percorso."""

from datetime import timedelta

from django.utils import timezone

from ambito.models import Ente
from ambito.poteri import Poteri
from ambito.selezioni import comuni
from piano.dimostrazione.dati import leggi
from piano.models import (
    ConsultazionePubblica,
    Contributo,
    EsitoPresenza,
    IncontroTavolo,
    MembroTavolo,
    Obiettivo,
    Proposta,
    Sezione,
    TappaIter,
    Tavolo,
)
from piano.operazioni import consultazioni, incontri, percorso, proposte, tavoli
from piano.selezioni.incontri import attesi
from piano.stati import StatoProposta
from servizi.selezioni import aree


class Partecipazione:
    """Scrive la partecipazione al piano, passando dalle operazioni vere come se i giorni fossero passati."""

    def __init__(self, scena, piano):
        self.scena, self.piano, self.dati = scena, piano, leggi("partecipazione.json")
        self.poteri = Poteri(scena.persona("udp"), scena.ambito, timezone.localdate(scena.adesso))
        self.tavoli = {t.nome: t for t in Tavolo.objects.filter(piano=piano)}
        self.sezioni = {s.codice: s for s in Sezione.objects.filter(piano=piano)}
        self.obiettivi = list(Obiettivo.objects.filter(piano=piano).order_by("pk"))

    def scrivi(self):
        self._membri()
        self._proposte(self._incontri())
        for voce in self.dati["consultazioni"]:
            self._consultazione(voce)
        self._percorso()

    def chi(self, giorni=0):
        return {"poteri": self.poteri, "adesso": self.scena.adesso + timedelta(days=giorni)}

    def giorno(self, giorni):
        return timezone.localdate(self.scena.adesso + timedelta(days=giorni))

    def _membri(self):
        per_comune = {c.nome: c for c in comuni(self.giorno(0))}
        per_tipo = {e.tipo: e for e in Ente.objects.all()}
        for nome_tavolo, righe in self.dati["membri"].items():
            for nome, chiave, email, ruolo, *altro in righe:
                comune = per_comune.get(chiave.removeprefix("comune:")) if chiave.startswith("comune:") else None
                ente = per_tipo.get(chiave)
                parole = altro[0] if altro else "" if comune or ente else chiave
                membro = MembroTavolo(
                    tavolo=self.tavoli[nome_tavolo], nome=nome, comune=comune, ente=ente, altro_ente=parole, ruolo=ruolo,
                    email=email, dal=self.giorno(-60),
                )  # fmt: skip
                tavoli.salva_membro(membro, **self.chi(-39))

    def _incontri(self):
        """Gli incontri, per tavolo e numero d’ordine; l’ora è quella di un pomeriggio."""
        scritti = {}
        for nome, giorni, luogo, ordine, verbale, approvato in self.dati["incontri"]:
            quando = timezone.localtime(self.scena.adesso + timedelta(days=giorni)).replace(
                hour=15, minute=0, second=0, microsecond=0
            )
            incontro = IncontroTavolo(tavolo=self.tavoli[nome], quando=quando, luogo=luogo, ordine_del_giorno=ordine)
            incontri.salva_incontro(incontro, **self.chi(max(min(giorni, 0) - 7, -39)))
            scritti.setdefault(nome, []).append(incontro)
            if giorni < 0:
                self._tenuto(incontro, verbale, approvato, giorni + 2)
        return scritti

    def _tenuto(self, incontro, verbale, approvato, giorni):
        esiti = [EsitoPresenza.PRESENTE, EsitoPresenza.PRESENTE, EsitoPresenza.PRESENTE, EsitoPresenza.GIUSTIFICATO]
        fogli = {m: esiti[n % len(esiti)] for n, m in enumerate(attesi(incontro))}
        incontri.segna_presenze(incontro, fogli, **self.chi(giorni))
        if verbale:
            incontri.scrivi_verbale(incontro, verbale, partenza=0, **self.chi(giorni))
        if approvato:
            incontri.approva_verbale(incontro, partenza=1, **self.chi(giorni))

    def _proposte(self, tenuti):
        for nome, quale, testo, chi, esito, motivo, sezione, obiettivo in self.dati["proposte"]:
            incontro = tenuti[nome][quale - 1]
            proposta = Proposta(
                piano=self.piano, tavolo=self.tavoli[nome], incontro=incontro, testo=testo, proponente=chi,
                ricevuta_il=incontro.giorno, responsabile=self.poteri.utente,
            )  # fmt: skip
            proposte.salva_proposta(proposta, **self.chi(-10))
            scheda = self.obiettivi[obiettivo] if obiettivo is not None else None
            self._rispondi(proposta, esito, motivo, sezione, scheda)

    def _rispondi(self, proposta, esito, motivo, sezione, obiettivo=None):
        if esito not in ("", StatoProposta.DA_VALUTARE):
            dove = {"sezione": self.sezioni.get(sezione), "obiettivo": obiettivo}
            proposte.valuta(proposta, StatoProposta(esito), motivo=motivo, **dove, **self.chi(-3))

    def _consultazione(self, voce):
        nuova = ConsultazionePubblica(
            piano=self.piano, titolo=voce["titolo"], domande=voce["domande"], apre=self.giorno(voce["apre"]),
            chiude=self.giorno(voce["chiude"]),
        )  # fmt: skip
        consultazioni.salva_consultazione(nuova, **self.chi(voce["apre"]))
        aperta = consultazioni.pubblica(nuova, **self.chi(voce["apre"]))
        per_codice = {a.codice: a for a in aree()}
        for numero, (testo, nome, area, pubblico, *risposta) in enumerate(voce["contributi"]):
            contributo = consultazioni.ricevi_contributo(
                aperta, Contributo(testo=testo, nome=nome, area=per_codice.get(area)), indirizzo=f"dimostrazione {numero}",
                adesso=self.scena.adesso + timedelta(days=voce["apre"] + numero, hours=1),
            )  # fmt: skip
            self._leggi(contributo, pubblico, *risposta)
        if voce["chiude"] < 0:
            consultazioni.concludi(aperta, **self.chi(voce["chiude"] + 1))

    def _leggi(self, contributo, pubblico, esito, motivo, sezione):
        if pubblico:
            pubblicato = consultazioni.pubblica_contributo(contributo, **self.chi(-4))
            self._rispondi(pubblicato.proposta, esito, motivo, sezione)
        elif pubblico is False:
            consultazioni.non_pubblicare(contributo, motivo, **self.chi(-4))

    def _percorso(self):
        percorso.prepara_percorso(self.piano, **self.chi(-39))
        tappe = TappaIter.objects.filter(piano=self.piano)
        for tappa, (dal, al, fatta, atto, nota) in zip(tappe, self.dati["percorso"], strict=True):
            tappa.dal, tappa.al, tappa.atto, tappa.nota = self.giorno(dal), self.giorno(al), atto, nota
            tappa.fatta_il = None if fatta is None else self.giorno(fatta)
            tappa.responsabile = self.poteri.utente
            percorso.salva_tappa(tappa, **self.chi(-39))
