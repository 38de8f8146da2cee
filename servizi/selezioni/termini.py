"""Ciò che scade per chi tiene servizi e fondi, in una lettura sola: la prima pagina la paga a ogni apertura."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import CharField, DecimalField, F, Value
from django.db.models.functions import Cast, Concat

from servizi.models import Affidamento, AssegnazioneFondo, Bando, EsitoSopralluogo, Pratica, Rete, Sopralluogo
from servizi.selezioni import risorse
from servizi.stati import DA_PRESENTARE, StatoBando, StatoPratica

PAROLE = CharField()
SOMMA = DecimalField(max_digits=14, decimal_places=2)


class Genere(NamedTuple):
    """Un genere di scadenza: che cosa si deve fare, su quale modello, a quale pagina si va."""

    verbo: str
    modello: type
    rotta: str


GENERI = {
    "presenta": Genere("Presenta la domanda", Bando, "bando"),
    "rendiconta": Genere("Rendiconta", Bando, "bando"),
    "impegna": Genere("Impegna ciò che resta", AssegnazioneFondo, "assegnazione"),
    "affidamento": Genere("Rinnova o riaffida", Affidamento, "affidamento"),
    "accreditamento": Genere("Scade l’accreditamento", Pratica, "pratica"),
    "pratica": Genere("Attende una risposta", Pratica, "pratica"),
    "prescrizione": Genere("Controlla le prescrizioni", Sopralluogo, "unita"),
    "rete": Genere("Scade il protocollo", Rete, "rete"),
}


class Termine(NamedTuple):
    """Una cosa che scade. `oggetto_id` è la riga di `modello`, `pagina_id` quella della pagina dove si va; `resta` in euro."""

    genere: str
    oggetto_id: int
    pagina_id: int
    nome: str
    giorno: date
    resta: Decimal | None


def termini(oggi, vicino, lontano):
    """Ciò che scade da `oggi`: domande, rendicontazioni, risposte e prescrizioni fino a `vicino`, il resto fino a `lontano`."""
    presto, tardi = (oggi, vicino), (oggi, lontano)
    struttura = F("unita__denominazione")
    annualita = Concat("fondo__codice", Value(" "), Cast("annualita", PAROLE), output_field=PAROLE)
    da_impegnare = risorse.assegnazioni().filter(spendere_entro__range=tardi, impegnato__lt=F("importo"))
    in_attesa = Pratica.objects.filter(stato__in=[StatoPratica.INTEGRAZIONE, StatoPratica.PRESCRIZIONI], entro__range=presto)
    accreditate = Pratica.objects.filter(stato=StatoPratica.ACCREDITATA, vale_al__range=tardi)
    da_controllare = Sopralluogo.objects.filter(esito=EsitoSopralluogo.PRESCRIZIONI, adempiuto_il__isnull=True, entro__range=presto)
    parti = [
        _righe("presenta", Bando.objects.filter(stato__in=DA_PRESENTARE, scade_il__range=presto), "titolo", "scade_il"),
        _righe("rendiconta", Bando.objects.filter(stato=StatoBando.FINANZIATO, rendicontare_entro__range=presto), "titolo",
               "rendicontare_entro"),
        _righe("impegna", da_impegnare, annualita, "spendere_entro", resta=F("importo") - F("impegnato")),
        _righe("affidamento", Affidamento.objects.filter(al__range=tardi), "oggetto", "al"),
        _righe("accreditamento", accreditate, struttura, "vale_al"),
        _righe("pratica", in_attesa, struttura, "entro"),
        _righe("prescrizione", da_controllare, struttura, "entro", pagina="unita_id"),
        _righe("rete", Rete.objects.filter(al__range=tardi), "nome", "al"),
    ]  # fmt: skip
    prima, *altre = parti
    return [Termine(*riga) for riga in prima.union(*altre, all=True).order_by("quando", "numero")]


def _righe(genere, queryset, nome, giorno, *, pagina="pk", resta=None):
    scelte = {
        "quale": Value(genere, PAROLE),
        "numero": F("pk"),
        "dove": F(pagina),
        "chiamata": Cast(nome, PAROLE),
        "quando": F(giorno),
        "somma": Cast(Value(None), SOMMA) if resta is None else resta,
    }
    return queryset.order_by().annotate(**scelte).values_list(*scelte)
