"""Chi può aderire a un avviso: le categorie, e di quale categoria è un ente."""

from django.db import models

from ambito.models.ente import TipoEnte


class Categoria(models.TextChoices):
    COMUNI = "comuni", "I Comuni dell’Ambito"
    SANITA = "sanita", "ATS e ASST"
    SCUOLE = "scuole", "Istituzioni scolastiche"
    TERZO_SETTORE = "terzo_settore", "Enti del terzo settore"
    SINDACATI = "sindacati", "Organizzazioni sindacali"
    ALTRI = "altri", "Altri enti e gruppi di cittadini"


_DI = {
    TipoEnte.ATS: Categoria.SANITA,
    TipoEnte.ASST: Categoria.SANITA,
    TipoEnte.SCUOLA: Categoria.SCUOLE,
    TipoEnte.ETS: Categoria.TERZO_SETTORE,
    TipoEnte.SINDACATO: Categoria.SINDACATI,
}


# I tipi di ente che hanno un fascicolo.
TIPI_TERZO_SETTORE = tuple(tipo for tipo, categoria in _DI.items() if categoria == Categoria.TERZO_SETTORE)


def categoria_di(ente):
    """La categoria dell’ente: dice se un avviso è rivolto a lui."""
    return _DI.get(ente.tipo, Categoria.ALTRI)


class NaturaGiuridica(models.TextChoices):
    """Codice del terzo settore (d.lgs. 117/2017) e, in fondo, chi ne sta fuori."""

    ODV = "ODV", "Organizzazione di volontariato"
    APS = "APS", "Associazione di promozione sociale"
    FILANTROPICO = "FIL", "Ente filantropico"
    IMPRESA = "IS", "Impresa sociale (comprese le cooperative sociali)"
    RETE = "RETE", "Rete associativa"
    SOMS = "SOMS", "Società di mutuo soccorso"
    ASSOCIAZIONE = "ASS", "Associazione riconosciuta o non riconosciuta"
    FONDAZIONE = "FOND", "Fondazione"
    ALTRO_ETS = "ALTRO_ETS", "Altro ente privato del terzo settore"
    RELIGIOSO = "ENTE_REL", "Parrocchia o ente religioso"
    PATRONATO = "PATR", "Ente di patronato"
    SINDACATO = "SIND", "Organizzazione sindacale"
    SCUOLA = "SCUOLA", "Istituzione scolastica"
    PUBBLICO = "PUBBLICO", "Ente pubblico"
    GRUPPO = "GRUPPO", "Gruppo di cittadini"
    ALTRO = "ALTRO", "Altro"


class Firma(models.TextChoices):
    DIGITALE = "digitale", "Digitale (PDF firmato o P7M, fra gli allegati)"
    AUTOGRAFA = "autografa", "Di pugno, con il documento d’identità di chi firma"
