"""Il registro delle operazioni: si scrive aggiungendo, si sigilla a catena, si verifica.

La catena è per Ambito: ogni riga porta l’impronta della precedente. La sigilla una funzione della banca dati, che
l’applicazione può soltanto chiamare; correggere o togliere una riga è rifiutato da PostgreSQL, e se lo fa chi ne ha il potere
la verifica lo trova.
"""

from dataclasses import dataclass

from django.db import connection

from ambito.models import Evento
from ambito.nucleo.contesto import esigi_ambito


def annota(oggetto, verbo, frase, *, autore, quando, prima=None, dopo=None, nota=""):
    """Aggiunge una riga nella transazione di chi scrive: `frase` la legge una persona, `prima` e `dopo` i valori cambiati."""
    return Evento.objects.create(
        quando=quando,
        autore=autore,
        verbo=verbo,
        oggetto_tipo=oggetto._meta.label_lower,
        oggetto_id=oggetto.pk,
        oggetto_testo=str(oggetto)[:250],
        frase=frase,
        prima=prima or {},
        dopo=dopo or {},
        nota=nota,
    )


@dataclass(frozen=True)
class EsitoVerifica:
    """`righe` sigillate e controllate; `rotta` è l’id della prima riga che non torna (o `None`); `testa` l’ultima impronta."""

    righe: int
    rotta: int | None
    testa: str

    @property
    def integro(self):
        return self.rotta is None


def sigilla():
    """Mette l’impronta alle righe dell’Ambito in corso che non l’hanno ancora; restituisce quante."""
    with connection.cursor() as cursore:
        cursore.execute("select registro_sigilla(%s)", [esigi_ambito()])
        return cursore.fetchone()[0]


def contiene(testa):
    """Quell’impronta (tenuta altrove quando era l’ultima) è ancora nella catena dell’Ambito in corso?"""
    return Evento.objects.filter(impronta=bytes.fromhex(testa)).exists()


def verifica():
    """Ricalcola l’intera catena dell’Ambito in corso."""
    with connection.cursor() as cursore:
        cursore.execute("select righe, rotta, testa from registro_verifica(%s)", [esigi_ambito()])
        righe, rotta, testa = cursore.fetchone()
    return EsitoVerifica(righe, rotta, testa or "")
