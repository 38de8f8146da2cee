"""Quanti lavori e quanta posta aspettano o non sono riusciti, Ambito per Ambito: cifre, mai contenuti (decisione 0011)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection


@dataclass(frozen=True)
class Attese:
    """Le cifre di un Ambito: ciò che è in coda adesso, e ciò che non è riuscito fra due momenti."""

    in_coda: int
    in_corso: int
    in_coda_dal: datetime | None
    non_riusciti: int
    posta_da_spedire: int
    posta_in_corso: int
    posta_dal: datetime | None
    posta_non_riuscita: int
    posta_incerta: int

    @property
    def posta_persa(self):
        return self.posta_non_riuscita + self.posta_incerta

    @property
    def guasti(self):
        return self.non_riusciti + self.posta_persa


def attese(dal, al):
    """`{(id, slug): Attese}`, in un’interrogazione sola quanti che siano gli Ambiti; i guasti sono quelli fra `dal` e `al`."""
    with connection.cursor() as cursore:
        cursore.execute("select * from gestione_attese(%s, %s)", [dal, al])
        return {(riga[0], riga[1]): Attese(*riga[2:]) for riga in cursore.fetchall()}
