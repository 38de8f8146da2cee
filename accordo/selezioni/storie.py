"""Ciò che dell’accordo ha una storia e si può seguire."""

from django.db.models import Q
from django.urls import reverse

from accordo.models import AccordoDiProgramma, Adesione
from accordo.selezioni import riparti
from accordo.selezioni.accordi import parti_di
from accordo.selezioni.indirizzi import indirizzo
from accordo.stati.accordi import StatoAccordo
from ambito.registri import Oggetto

# Prima del deposito il riparto è dell’Ufficio: di quel lavoro gli altri non leggono nulla.
PREPARAZIONE = frozenset(f"pianoriparto.{verbo}" for verbo in ("crea", "modifica", "scegli"))
RILIEVI = frozenset({"adesione.rilievo", "adesione.togli_rilievo"})


def accordi_visibili(poteri):
    """Ogni accordo a chi li legge; a un referente, quelli di cui il suo ente è parte, quando il testo è condiviso."""
    if poteri.puo("legge_accordo"):
        return AccordoDiProgramma.objects.all()
    mie = parti_di(poteri).presenti().order_by().values("accordo")
    return AccordoDiProgramma.objects.filter(pk__in=mie).exclude(stato=StatoAccordo.BOZZA)


def adesioni_visibili(poteri):
    """Le adesioni di cui la persona apre la pagina: del suo Comune, del suo ente, o di tutti."""
    legate = Adesione.objects.select_related("avviso", "comune", "ente")
    if poteri.puo("legge_ogni_comune"):
        return legate
    return legate.filter(Q(comune__in=poteri.comuni_con("legge_comune")) | Q(ente__in=poteri.enti))


def _accordo(ambito, accordo):
    return reverse("accordo:accordo", args=[ambito.slug, accordo.codice])


def _riparto(ambito, riparto):
    return reverse("accordo:riparto", args=[ambito.slug, riparto.pk])


def _adesione(ambito, adesione):
    return indirizzo(ambito.slug, adesione.avviso, adesione.soggetto)


OGGETTI = {
    "accordo": Oggetto(
        "Accordo di programma", "accordo.accordodiprogramma", "entra", accordi_visibili, _accordo,
        parti=(("accordo.parteaccordo", "accordo"), ("accordo.versioneaccordo", "accordo")),
    ),
    "riparto": Oggetto(
        "Riparto della spesa", "accordo.pianoriparto", "legge_accordo", riparti.riparti, _riparto,
        valori=lambda riga, poteri: poteri.puo("legge_registro"),
        tace=lambda poteri: frozenset() if poteri.puo("legge_registro") else PREPARAZIONE,
    ),
    # Come nella sua pagina: i salvataggi della bozza non si dicono, i rilievi in preparazione li sa chi li scrive.
    "adesione": Oggetto(
        "Adesione", "accordo.adesione", "entra", adesioni_visibili, _adesione,
        tace=lambda poteri: {"adesione.salva"} | (frozenset() if poteri.puo("istruisce_adesioni") else RILIEVI),
    ),
}  # fmt: skip
VOCI = {"file": "file", "parti": "parti sollecitate", "servizio": "registro", "criteri": "criteri", "enti": "enti"}
