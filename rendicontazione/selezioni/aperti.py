"""Ciò che della spesa si pubblica come dati aperti: i rendiconti validati delle campagne chiuse, per Comune, area e fondo."""

from django.db.models import F, Sum
from django.utils import timezone

from rendicontazione.models import VoceSpesa
from rendicontazione.selezioni import pubblica
from rendicontazione.stati import DEFINITIVI

SOMME = ("spesa_lorda", "compartecipazione_utenti", "quota_ssn", "altre_entrate", "spesa_netta")


def spesa(oggi):
    """Una riga per anno, Comune, area e fondo, degli anni che chiunque legge: chiusi, e dal giorno che l’ufficio ha deciso."""
    pubbliche = pubblica.campagne(oggi).order_by().values("pk")
    righe = VoceSpesa.objects.filter(rendiconto__campagna__in=pubbliche, rendiconto__stato__in=DEFINITIVI)
    chiave = {
        "anno": F("rendiconto__campagna__anno"),
        "istat": F("rendiconto__comune__codice_istat"),
        "comune": F("rendiconto__comune__nome"),
        "codice_area": F("area__codice"),
        "nome_area": F("area__nome"),
        "codice_fondo": F("fondo__codice"),
        "nome_fondo": F("fondo__nome"),
    }
    # I nomi delle somme sono diversi da quelli delle colonne che sommano.
    righe = righe.order_by().values(**chiave).annotate(**{f"somma_{nome}": Sum(nome) for nome in SOMME})
    return righe.order_by("-anno", "istat", "codice_area", "codice_fondo")


def ultima_chiusura(oggi):
    """Il giorno dell’ultima chiusura di una campagna che si legge, o `None`."""
    ultima = max((c.chiusa_il for c in pubblica.campagne(oggi) if c.chiusa_il), default=None)
    return ultima and timezone.localdate(ultima)
