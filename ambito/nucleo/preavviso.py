"""Quanto prima va mandato l’avviso di una seduta, contando all’indietro dal giorno in cui si tiene."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .formati_italiani import conta
from .periodi import e_lavorativo, giorni_lavorativi


@dataclass(frozen=True)
class Preavviso:
    """`giorni` di calendario o `lavorativi`; d’urgenza, con un motivo, non meno di `urgenza_ore`; le carte `deposito_ore` prima.

    L’ordine del giorno si integra fino ad `aggiunta_ore` prima; con zero non si integra. Il giorno dell’avviso non si conta, quello
    della seduta sì.
    """

    giorni: int = 5
    lavorativi: bool = False
    urgenza_ore: int = 0
    deposito_ore: int = 0
    aggiunta_ore: int = 24

    def ultimo_giorno(self, seduta: date) -> date:
        """L’ultimo giorno utile per mandare l’avviso senza urgenza."""
        return giorni_lavorativi(seduta, -self.giorni) if self.lavorativi else seduta - timedelta(days=self.giorni)

    def e_corto(self, oggi: date, seduta: date) -> bool:
        """Mandando l’avviso oggi servirebbe il motivo dell’urgenza?"""
        return oggi > self.ultimo_giorno(seduta)

    def mancano(self, oggi: date, seduta: date) -> int:
        """I giorni (lavorativi, se la regola li conta) fra oggi e la seduta."""
        giorni = range((seduta - oggi).days)
        return sum(e_lavorativo(oggi + timedelta(days=n)) for n in giorni) if self.lavorativi else len(giorni)

    def basta_per_l_urgenza(self, adesso: datetime, seduta: datetime) -> bool:
        """Neppure l’urgenza permette meno di `urgenza_ore`."""
        return seduta - adesso >= timedelta(hours=self.urgenza_ore)

    def deposito(self, seduta: datetime) -> datetime | None:
        """Entro quando si depositano le carte; `None` se la regola non lo dice."""
        return seduta - timedelta(hours=self.deposito_ore) if self.deposito_ore else None

    def ultima_aggiunta(self, seduta: datetime) -> datetime | None:
        """Entro quando si può integrare l’ordine del giorno; `None` se la regola non lo ammette."""
        return seduta - timedelta(hours=self.aggiunta_ore) if self.aggiunta_ore else None

    def in_parole(self, quanti: int | None = None) -> str:
        """«5 giorni», «5 giorni lavorativi»; `quanti` al posto di quelli chiesti."""
        giorni = conta(self.giorni if quanti is None else quanti, "giorno", "giorni")
        return f"{giorni} lavorativ{'o' if giorni.startswith('1 ') else 'i'}" if self.lavorativi else giorni
