"""Che cosa è pubblico e da quando: ogni pagina aperta a tutti lo chiede qui; l’ufficio qui decide un giorno diverso.

Chi possiede le cose le dichiara in `registri.PUBBLICABILI`. Le deliberazioni non ci sono: il giorno della loro pubblicazione è
quello dell’albo.
"""

from datetime import UTC, datetime, time
from heapq import nlargest
from itertools import chain
from typing import NamedTuple

from django.db import transaction
from django.urls import reverse

from ambito.errori import ErroreDiCampo
from ambito.models import DataPubblica
from ambito.nucleo.formati_italiani import formatta_data
from ambito.registri import PUBBLICABILI, RECAPITI, TRASPARENZA
from ambito.registro import annota

CURA = "cura_documenti"
ULTIME = 10
NEL_CANALE = 30
MEZZOGIORNO = time(11, tzinfo=UTC)


class Sottosezione(NamedTuple):
    """Una voce di «Amministrazione trasparente» che riguarda un Ambito, con gli `articoli` del d.lgs. 33/2013 che la chiedono."""

    titolo: str
    articoli: str
    testo: str


# Nell’ordine in cui si cercano; le stanze dicono da sé in quale stanno. Dove non ce n’è nessuna, pubblica il capofila.
SOTTOSEZIONI = {
    "organi": Sottosezione("Organi", "art. 13", "{organo.con_il_maiuscolo}: quando si riunisce e di che cosa parla."),
    "generali": Sottosezione("Atti generali e programmi", "art. 12", "Il Piano di Zona che {organo.con_il} ha adottato."),
    "provvedimenti": Sottosezione("Provvedimenti", "art. 23", "Le deliberazioni {organo.con_di}, dal giorno dell’albo."),
    "accordi": Sottosezione("Accordi", "art. 23", "L’accordo di programma che attua il piano, chi lo firma e chi vi aderisce."),
    "controllati": Sottosezione("Enti controllati", "art. 22", "Le aziende e gli enti a cui i Comuni affidano i servizi."),
    "sovvenzioni": Sottosezione(
        "Sovvenzioni e contributi",
        "artt. 26 e 27",
        "Chi riceve aiuti per la salute o per il disagio non si nomina mai.",
    ),
    "bilanci": Sottosezione("Bilanci e spesa", "art. 29", "Quanto hanno speso i Comuni per i servizi sociali, anno per anno."),
    "servizi": Sottosezione("Servizi erogati", "art. 32", "Che cosa c’è sul territorio, dove, a chi rivolgersi."),
    "procedimenti": Sottosezione("Procedimenti e termini", "art. 35", "Come si chiede una cosa, a chi, entro quando si risponde."),
    "accreditati": Sottosezione("Enti accreditati", "", "Quali strutture sono accreditate, con quale provvedimento."),
    "ulteriori": Sottosezione("Dati ulteriori", "", "Ciò che si pubblica anche se nessun articolo lo chiede."),
}


class DataNonValida(ErroreDiCampo):
    """La data di pubblicazione non si può scrivere: la frase dice perché."""


def a_mezzogiorno(giorno):
    """L’istante di ciò che ha un giorno e non un’ora: così in ogni fuso resta quel giorno."""
    return datetime.combine(giorno, MEZZOGIORNO)


def giorni(tipo):
    """Per ogni cosa di quel genere su cui l’ufficio ha deciso, da quando è pubblica: `{id: giorno}`."""
    return dict(DataPubblica.objects.filter(oggetto_tipo=tipo).values_list("oggetto_id", "dal"))


def nascosti(tipo, oggi):
    """Gli id delle cose che l’ufficio ha deciso di pubblicare più avanti."""
    return DataPubblica.objects.filter(oggetto_tipo=tipo, dal__gt=oggi).values_list("oggetto_id", flat=True)


def usciti(tipo, oggi):
    """Gli id delle cose che l’ufficio ha deciso di pubblicare, e il cui giorno è arrivato."""
    return DataPubblica.objects.filter(oggetto_tipo=tipo, dal__lte=oggi).values_list("oggetto_id", flat=True)


@transaction.atomic
def decidi(tipo, oggetto_id, *, dal, motivo, poteri, adesso):
    """Scrive da quando si pubblica quella cosa; con `dal` assente toglie la decisione. Restituisce la decisione, o `None`."""
    poteri.esigi(CURA)
    titolo = next((v.titolo for v in PUBBLICABILI[tipo].voci(poteri.ambito) if v.oggetto_id == oggetto_id), None)
    if titolo is None:
        raise DataNonValida("Questa cosa non è fra quelle che si pubblicano.")
    chiave = {"oggetto_tipo": tipo, "oggetto_id": oggetto_id}
    prima = DataPubblica.objects.filter(**chiave).select_for_update(of=("self",)).first()
    if dal is None:
        return _toglie(prima, titolo, poteri, adesso)
    valori = {"dal": dal, "motivo": motivo.strip(), "decisa_da": poteri.utente, "decisa_il": adesso}
    decisione, _ = DataPubblica.objects.update_or_create(**chiave, defaults=valori)
    frase = f"{titolo}: si pubblica dal {formatta_data(dal, esteso=True)}"
    annota(decisione, "pubblicazione.decidi", frase, autore=poteri.utente, quando=adesso,
           prima={"dal": prima.dal} if prima else {}, dopo={"dal": dal}, nota=decisione.motivo)  # fmt: skip
    return decisione


def _toglie(prima, titolo, poteri, adesso):
    if prima is not None:
        annota(prima, "pubblicazione.togli", f"{titolo}: tolta la data di pubblicazione", autore=poteri.utente, quando=adesso,
               prima={"dal": prima.dal})  # fmt: skip
        prima.delete()


def sezioni():
    """Le stanze della trasparenza, in ordine."""
    return sorted(TRASPARENZA.values(), key=lambda sezione: sezione.ordine)


def per_sottosezione(ambito):
    """Ogni sottosezione con le sue stanze: `[(Sottosezione, [SezionePubblica])]`; il testo nomina l’organo di quell’Ambito."""
    dette = {codice: voce._replace(testo=voce.testo.format(organo=ambito.organo)) for codice, voce in SOTTOSEZIONI.items()}
    return [(voce, [s for s in sezioni() if s.sottosezione == codice]) for codice, voce in dette.items()]


def recapito(ambito):
    """L’indirizzo e-mail a cui chiunque può scrivere, o «» se nessuno l’ha scritto."""
    return next((email for fornitore in RECAPITI if (email := fornitore(ambito))), "")


def novita(ambito, oggi, quante=ULTIME):
    """Le ultime cose rese pubbliche da ogni stanza, dalla più recente."""
    tutte = chain.from_iterable(sezione.novita(ambito, oggi) for sezione in sezioni())
    return nlargest(quante, tutte, key=lambda voce: voce.quando)


def aperti(ambito, oggi):
    """Ciò a cui oggi si può rispondere, da ciò che scade prima."""
    tutti = chain.from_iterable(sezione.aperti(ambito, oggi) for sezione in sezioni())
    return sorted(tutti, key=lambda voce: voce.scade)


def indirizzi(ambito, oggi):
    """Gli indirizzi di tutte le pagine pubbliche dell’Ambito, la casa per prima."""
    yield reverse("trasparenza", args=[ambito.slug])
    yield reverse("amministrazione_trasparente", args=[ambito.slug])
    for sezione in sezioni():
        yield reverse(sezione.rotta, args=[ambito.slug])
        yield from sezione.pagine(ambito, oggi)
