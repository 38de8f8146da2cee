"""Le tappe dell’avvio che stanno in servizi e fondi: che cosa c’è nel territorio, con quali soldi comincia il triennio."""

from django.urls import reverse

from ambito.nucleo.formati_italiani import conta
from ambito.registri import TappaAvvio
from servizi.models import AssegnazioneFondo, UnitaOfferta


def dell_ambito(poteri, oggi):
    """I servizi e le strutture del territorio."""
    quante = UnitaOfferta.objects.count()
    yield TappaAvvio(
        90, "Servizi e strutture del territorio", "L’analisi dell’offerta, la mappa pubblica e i controlli partono da qui.",
        _url(poteri, "offerta"), min(quante, 1), facoltativa=True,
        nota=conta(quante, "unità d’offerta", "unità d’offerta") if quante else "",
    )  # fmt: skip


def del_triennio(poteri, oggi, triennio):
    """I fondi assegnati per gli anni del triennio."""
    anni = [a for a in poteri.una_volta(_annualita) if triennio is None or a in triennio.anni]
    yield TappaAvvio(
        25, "I fondi assegnati", "Gli obiettivi si pagano con questi, e la rendicontazione vi torna.", _url(poteri, "risorse"),
        min(len(anni), 1), nota=f"Annualità {', '.join(map(str, sorted(anni)))}." if anni else "",
    )  # fmt: skip


def _annualita():
    return list(AssegnazioneFondo.objects.order_by("annualita").values_list("annualita", flat=True).distinct())


def _url(poteri, nome):
    return reverse(f"servizi:{nome}", args=[poteri.ambito.slug])
