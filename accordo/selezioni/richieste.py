"""Letture delle richieste con cui un ente si fa avanti da sé."""

from accordo.models import RichiestaEnte
from accordo.stati.richieste import StatoRichiesta
from ambito.models import Ente
from ambito.nucleo.impronta import impronta_file


def verificate(avviso):
    """Le richieste di chi ha dimostrato il suo indirizzo, dalla più recente: le altre l’Ufficio non le vede."""
    return RichiestaEnte.objects.filter(avviso=avviso).exclude(stato=StatoRichiesta.INVIATA)


def richieste_da_esaminare(avviso):
    """Quelle che aspettano l’Ufficio di Piano."""
    return verificate(avviso).filter(stato=StatoRichiesta.VERIFICATA)


def da_verificare(codice, adesso):
    """La richiesta che quel codice verifica, o `None`: sconosciuto, usato e scaduto sono lo stesso."""
    mia = RichiestaEnte.objects.filter(impronta=impronta_file(codice.encode()), stato=StatoRichiesta.INVIATA, scade_il__gt=adesso)
    return mia.select_related("avviso", "ambito").first()


def enti_simili(richiesta):
    """Gli enti già nell’Ambito con lo stesso codice fiscale o lo stesso nome: forse non serve aggiungerne un altro."""
    stesso_nome = Ente.objects.filter(denominazione__iexact=richiesta.denominazione)
    return list(stesso_nome | Ente.objects.filter(codice_fiscale=richiesta.codice_fiscale))
