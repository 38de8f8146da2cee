"""Ciò che scade per chi tiene servizi e fondi, in una lettura sola: la prima pagina la paga a ogni apertura."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import CharField, DecimalField, F, Value
from django.db.models.functions import Cast, Concat

from servizi.models import Bando
from servizi.selezioni import risorse
from servizi.stati import DA_PRESENTARE, StatoBando

PRESENTA, RENDICONTA, IMPEGNA = "presenta", "rendiconta", "impegna"
PAROLE = CharField()
SOMMA = DecimalField(max_digits=14, decimal_places=2)


class Termine(NamedTuple):
    """Una cosa che scade: che cosa si deve fare (`genere`), di che cosa, entro quando; `resta` è la somma da impegnare."""

    genere: str
    pk: int
    nome: str
    giorno: date
    resta: Decimal | None


def termini(oggi, entro_bandi, entro_fondi):
    """Domande da presentare e contributi da rendicontare fino a `entro_bandi`, somme da impegnare fino a `entro_fondi`."""
    da_presentare = Bando.objects.filter(stato__in=DA_PRESENTARE, scade_il__range=(oggi, entro_bandi))
    da_rendicontare = Bando.objects.filter(stato=StatoBando.FINANZIATO, rendicontare_entro__range=(oggi, entro_bandi))
    da_impegnare = risorse.assegnazioni().filter(spendere_entro__range=(oggi, entro_fondi), impegnato__lt=F("importo"))
    niente = Cast(Value(None), SOMMA)
    nome = Concat("fondo__codice", Value(" "), Cast("annualita", PAROLE), output_field=PAROLE)
    righe = _righe(da_presentare, PRESENTA, F("titolo"), F("scade_il"), niente).union(
        _righe(da_rendicontare, RENDICONTA, F("titolo"), F("rendicontare_entro"), niente),
        _righe(da_impegnare, IMPEGNA, nome, F("spendere_entro"), F("importo") - F("impegnato")),
        all=True,
    )
    return [Termine(*riga) for riga in righe.order_by("giorno", "numero")]


def _righe(queryset, genere, nome, giorno, resta):
    scelte = {"genere": Value(genere, PAROLE), "numero": F("pk"), "nome": Cast(nome, PAROLE), "giorno": giorno, "resta": resta}
    return queryset.order_by().annotate(**scelte).values_list(*scelte)
