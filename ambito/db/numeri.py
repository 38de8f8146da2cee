"""I numeri che si danno in fila, senza buchi e senza doppioni, anche a due persone che li chiedono insieme.

`prossimo` è per i numeri che non si riusano neppure se la cosa numerata sparisce: li tiene un modello apposta. `seguente` è per ciò
che è numerato dentro qualcos’altro (i punti di una seduta, le versioni di un piano), che chi chiede tiene già bloccato.
"""

from django.db.models import Max


def prossimo(numeratore, **quale):
    """Il numero che segue l’ultimo dato: `numeratore` è un modello con `ultimo`, e una riga per ogni `quale`.

    La riga resta bloccata fino alla fine della transazione; se la transazione non riesce il numero torna da dare.
    """
    numeratore.objects.get_or_create(**quale)
    riga = numeratore.objects.select_for_update(of=("self",)).get(**quale)
    riga.ultimo += 1
    riga.save(update_fields=["ultimo"])
    return riga.ultimo


def seguente(righe, campo="numero"):
    """Il numero che segue il più alto fra `righe`, da uno in su."""
    return (righe.aggregate(massimo=Max(campo))["massimo"] or 0) + 1
