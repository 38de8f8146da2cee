"""Scritture sulle reti locali e sulla valutazione dei servizi."""

from django.db import transaction

from servizi.models import MembroRete
from servizi.operazioni.scrittura import GESTISCE, DatoNonValido, salva
from servizi.selezioni.reti import membri


def _codici(servizi):
    return sorted(s.codice for s in servizi)


@transaction.atomic
def salva_rete(rete, *, comuni, enti, servizi, poteri, adesso):
    """Aggiunge o cambia una rete, con i Comuni e gli enti che ne fanno parte e i servizi collegati."""
    poteri.esigi(GESTISCE)
    legami = {
        "membri": (membri(rete) if rete.pk else [], sorted(str(m) for m in (*comuni, *enti))),
        "servizi": (_codici(rete.servizi.all()) if rete.pk else [], _codici(servizi)),
    }
    salva(rete, frase=f"Rete «{rete}»", poteri=poteri, adesso=adesso, legami=legami,
          doppio="C’è già una rete con questo nome.")  # fmt: skip
    rete.membri.all().delete()
    MembroRete.objects.bulk_create(
        [MembroRete(rete=rete, comune=c) for c in comuni] + [MembroRete(rete=rete, ente=e) for e in enti]
    )
    rete.servizi.set(servizi)
    return rete


@transaction.atomic
def salva_incontro(incontro, *, poteri, adesso):
    """Annota una riunione della rete, fatta o fissata."""
    poteri.esigi(GESTISCE)
    return salva(incontro, frase=f"{incontro}: {incontro.argomento}", poteri=poteri, adesso=adesso)


@transaction.atomic
def salva_valutazione(valutazione, *, poteri, adesso):
    """Scrive la scheda annuale di valutazione di un servizio."""
    poteri.esigi(GESTISCE)
    if valutazione.anno > poteri.oggi.year:
        raise DatoNonValido(f"Il {valutazione.anno} non è ancora cominciato.", "anno")
    if valutazione.soddisfatti is not None and valutazione.soddisfatti > (valutazione.questionari or 0):
        raise DatoNonValido("I soddisfatti sono più dei questionari.", "soddisfatti")
    frase = f"{valutazione}: {valutazione.get_giudizio_display().lower()}"
    return salva(valutazione, frase=frase, poteri=poteri, adesso=adesso, doppio="Per quell’anno la scheda c’è già: cambia quella.")
