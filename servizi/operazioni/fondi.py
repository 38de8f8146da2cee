"""Scritture sulle risorse: assegnazioni, incassi, utilizzo."""

from django.db import transaction

from ambito.nucleo.formati_italiani import formatta_importo
from servizi.models import AssegnazioneFondo, Incasso, Utilizzo
from servizi.operazioni.scrittura import GESTISCE, DatoNonValido, salva
from servizi.registri import VINCOLI
from servizi.selezioni.risorse import ZERO


def blocca_assegnazione(assegnazione):
    """Riserva l’assegnazione a chi scrive fino alla fine della transazione, e la restituisce com’è adesso."""
    return AssegnazioneFondo.objects.select_for_update(of=("self",)).select_related("fondo").get(pk=assegnazione.pk)


def _incassato(assegnazione):
    return sum((i.importo for i in assegnazione.incassi.all()), ZERO)


@transaction.atomic
def salva_assegnazione(assegnazione, *, poteri, adesso):
    """Aggiunge o cambia un’assegnazione. Non può scendere sotto ciò che ne è già impegnato o incassato."""
    poteri.esigi(GESTISCE)
    if assegnazione.vincolata > assegnazione.importo:
        raise DatoNonValido("La parte vincolata è più dell’importo.", "vincolata")
    if assegnazione.vincolata and not assegnazione.vincolo:
        raise DatoNonValido("Scrivi a che cosa è vincolata.", "vincolo")
    if assegnazione.pk:
        _esigi_vincoli(assegnazione, blocca_assegnazione(assegnazione))
        ultimo = assegnazione.utilizzi.order_by("-al").first()
        if ultimo and ultimo.impegnato > assegnazione.importo:
            raise DatoNonValido(f"Ne sono già impegnati {formatta_importo(ultimo.impegnato)} euro.", "importo")
        if (incassato := _incassato(assegnazione)) > assegnazione.importo:
            raise DatoNonValido(f"Ne sono già entrati {formatta_importo(incassato)} euro.", "importo")
    frase = f"Assegnazione {assegnazione}: {formatta_importo(assegnazione.importo)} euro, {assegnazione.atto}"
    return salva(assegnazione, frase=frase, poteri=poteri, adesso=adesso,
                 doppio="Di quel fondo, per quell’annualità e con quell’atto, c’è già un’assegnazione.")  # fmt: skip


def _esigi_vincoli(assegnazione, com_era):
    """Ciò che del vincolo è già destinato altrove resta coperto, e resta del suo fondo e del suo anno."""
    destinato = sum((uso.destinato(assegnazione) for uso in VINCOLI), ZERO)
    if destinato > assegnazione.vincolata:
        frase = f"Già {formatta_importo(destinato)} euro vincolati vanno a obiettivi del piano: prima scollegali da lì."
        raise DatoNonValido(frase, "vincolata")
    for campo in ("annualita", "fondo_id"):
        if destinato and getattr(assegnazione, campo) != getattr(com_era, campo):
            frase = "La parte vincolata va già a obiettivi del piano: prima scollegala, poi cambia fondo o anno."
            raise DatoNonValido(frase, campo.removesuffix("_id"))


@transaction.atomic
def incassa(assegnazione, *, giorno, importo, causale, poteri, adesso):
    """Annota una somma entrata (o restituita, se negativa). In tutto non si incassa più dell’assegnato, né meno di zero."""
    poteri.esigi(GESTISCE)
    assegnazione = blocca_assegnazione(assegnazione)
    totale = _incassato(assegnazione) + importo
    if not importo or totale < 0 or totale > assegnazione.importo:
        frase = f"L’incassato diventerebbe {formatta_importo(totale)} euro: va da zero a {formatta_importo(assegnazione.importo)}."
        raise DatoNonValido(frase if importo else "Scrivi un importo.", "importo")
    riga = Incasso(assegnazione=assegnazione, giorno=giorno, importo=importo, causale=causale)
    return salva(riga, frase=f"{riga}: {formatta_importo(importo)} euro", poteri=poteri, adesso=adesso)


@transaction.atomic
def aggiorna_utilizzo(assegnazione, *, al, impegnato, pagato, poteri, adesso):
    """Annota impegnato e pagato dall’inizio fino a un giorno: cifre che non diminuiscono e non superano l’assegnato."""
    poteri.esigi(GESTISCE)
    assegnazione = blocca_assegnazione(assegnazione)
    if pagato > impegnato:
        raise DatoNonValido("Il pagato non può superare l’impegnato.", "pagato")
    if impegnato > assegnazione.importo:
        raise DatoNonValido(f"L’assegnazione è di {formatta_importo(assegnazione.importo)} euro.", "impegnato")
    prima = assegnazione.utilizzi.filter(al__lt=al).order_by("-al").first()
    dopo = assegnazione.utilizzi.filter(al__gt=al).order_by("al").first()
    if (prima and _meno(impegnato, pagato, prima)) or (dopo and _piu(impegnato, pagato, dopo)):
        raise DatoNonValido("Le cifre si contano dall’inizio: non possono scendere da una data alla seguente.", "impegnato")
    riga = assegnazione.utilizzi.filter(al=al).first() or Utilizzo(assegnazione=assegnazione, al=al)
    riga.impegnato, riga.pagato = impegnato, pagato
    return salva(riga, frase=f"{riga}: impegnati {formatta_importo(impegnato)} euro", poteri=poteri, adesso=adesso)


def _meno(impegnato, pagato, altro):
    return impegnato < altro.impegnato or pagato < altro.pagato


def _piu(impegnato, pagato, altro):
    return impegnato > altro.impegnato or pagato > altro.pagato
