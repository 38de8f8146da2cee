"""Le pratiche delle strutture, con il termine che conta adesso, e i sopralluoghi."""

from datetime import timedelta

from servizi.models import GenerePratica, Pratica, Sopralluogo
from servizi.stati import StatoPratica as P

# Giorni dalla domanda: completezza (pagine degli Uffici di Piano lombardi), esito della vigilanza (decreto 1254/2010). Vanno
# confermati sulla DGR 4795/2025, che il portale non ha letto.
GIORNI_COMPLETEZZA, GIORNI_ESITO = 30, 75


def pratiche():
    """Tutte le pratiche, dalla più recente."""
    return Pratica.objects.per_elenco()


def pratica(pk):
    """La pratica, o `None`."""
    return pratiche().filter(pk=pk).first()


def carte(pratica):
    """I documenti della pratica, senza il contenuto."""
    return list(pratica.carte.defer("byte").select_related("caricata_da"))


def termine(pratica):
    """`(giorno, che cosa)` del termine che conta nello stato in cui si trova la pratica, o `None`."""
    if pratica.stato in (P.INTEGRAZIONE, P.PRESCRIZIONI) and pratica.entro:
        cosa = "integrazioni" if pratica.stato == P.INTEGRAZIONE else "prescrizioni da adempiere"
        return pratica.entro, cosa
    if pratica.stato == P.ACCREDITATA and pratica.vale_al:
        return pratica.vale_al, "scadenza dell’accreditamento"
    if pratica.stato == P.RICEVUTA:
        return pratica.ricevuta_il + timedelta(days=GIORNI_COMPLETEZZA), "controllo di completezza"
    if pratica.stato in (P.COMPLETA, P.VIGILANZA) and pratica.genere == GenerePratica.AVVIO:
        return pratica.ricevuta_il + timedelta(days=GIORNI_ESITO), "esito della vigilanza"
    return None


def accreditate(oggi):
    """Le strutture accreditate `oggi`: identificativo → ultimo giorno in cui l’accreditamento vale."""
    valide = Pratica.objects.filter(stato=P.ACCREDITATA, vale_dal__lte=oggi, vale_al__gte=oggi)
    return dict(valide.order_by("vale_al").values_list("unita", "vale_al"))


def sopralluogo(pk):
    """Il sopralluogo, o `None`."""
    return Sopralluogo.objects.select_related("unita__servizio", "unita__comune").filter(pk=pk).first()
