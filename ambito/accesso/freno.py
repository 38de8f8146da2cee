"""Il freno ai tentativi sta in PostgreSQL: non si azzera se Redis o un processo spariscono, e vale per tutti i processi insieme."""

import hashlib
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from ambito.models import TentativoAccesso

FINESTRA = timedelta(minutes=5)
MASSIMI_PERSONA, MASSIMI_INDIRIZZO, MASSIMI_CODICI = 5, 100, 5
TROPPI = "Troppi tentativi non riusciti. Aspetta cinque minuti e riprova, oppure reimposta la password."
TROPPI_CODICI = "Troppi codici non riusciti. Aspetta cinque minuti e riprova."


def chiave(genere, valore):
    """La chiave sotto cui si conta: un’impronta, perché nella tabella non restino indirizzi di persone."""
    return hashlib.sha256(f"{genere}:{valore}".encode()).hexdigest()


def _finestra(adesso):
    minuti = int(FINESTRA.total_seconds() // 60)
    return adesso.replace(minute=adesso.minute - adesso.minute % minuti, second=0, microsecond=0)


def tentativi_recenti(chi, adesso):
    """Tentativi contati sotto la chiave `chi` nella finestra di tempo in corso."""
    trovato = TentativoAccesso.objects.filter(chiave=chi, finestra=_finestra(adesso)).first()
    return trovato.numero if trovato else 0


def conta_tentativo(chi, adesso):
    """Aggiunge un tentativo e restituisce quanti sono; chi prova insieme si mette in fila. Toglie le finestre vecchie."""
    with transaction.atomic(), connection.cursor() as cursore:
        cursore.execute(
            "insert into ambito_tentativoaccesso (chiave, finestra, numero) values (%s, %s, 1)"
            " on conflict (chiave, finestra) do update set numero = ambito_tentativoaccesso.numero + 1 returning numero",
            [chi, _finestra(adesso)],
        )
        (numero,) = cursore.fetchone()
        cursore.execute("delete from ambito_tentativoaccesso where finestra < %s", [adesso - timedelta(days=1)])
    return numero


def esigi_tentativo(chi, massimo, adesso, frase):
    """Conta il tentativo prima di provarlo: `ValidationError` con la `frase` se è di troppo."""
    if conta_tentativo(chi, adesso) > massimo:
        raise ValidationError(frase)


def dimentica(chi):
    """Riuscito: i tentativi di prima non contano più."""
    TentativoAccesso.objects.filter(chiave=chi).delete()
