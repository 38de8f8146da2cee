"""Le scritture del nucleo: un caso d’uso, una funzione, una transazione."""

from django.db import IntegrityError, transaction
from django.urls import get_resolver
from django.utils.timezone import localdate

from ambito.contesto import in_ambito
from ambito.errori import ErroreAtteso
from ambito.models import Ambito, Appartenenza, Comune, Ente, FiltroSalvato, SceltaSecondoFattore
from ambito.nucleo.colori import normale
from ambito.registro import annota
from ambito.segnali import ambito_creato


class AmbitoNonValido(ErroreAtteso):
    """L’Ambito non si può creare così: la frase dice perché."""


class EnteNonValido(ErroreAtteso):
    """L’ente non si può aggiungere: la frase dice perché."""


class FiltroNonValido(ErroreAtteso):
    """Il filtro non si può tenere: la frase dice perché."""


MASSIMI_FILTRI = 20


def slug_riservati():
    """Primi pezzi d’indirizzo già usati dal portale: un Ambito con quel nome ne coprirebbe le pagine."""
    primi = {str(voce.pattern).lstrip("^").split("/")[0] for voce in get_resolver().url_patterns}
    return {p for p in primi if p and "<" not in p} | {"static", "api", "admin", "insieme"}


@transaction.atomic
def crea_ambito(*, nome, slug, regione, capofila, codici_istat, adesso, dal=None, dimostrativo=False, autore=None):
    """Crea un Ambito con i suoi Comuni (codici Istat), capofila compreso, dal giorno `dal` (di norma oggi).

    `AmbitoNonValido`, con la frase, se l’indirizzo o i codici non vanno: non resta scritto nulla.
    """
    comuni = verifica_ambito(slug=slug, capofila=capofila, codici_istat=codici_istat)
    ambito = Ambito(nome=nome, slug=slug, regione=regione, capofila=comuni[capofila], creato_il=adesso, dimostrativo=dimostrativo)
    try:
        with transaction.atomic():
            ambito.save()
    except IntegrityError as errore:
        raise AmbitoNonValido(f"Esiste già un Ambito con indirizzo «{slug}».") from errore
    with in_ambito(ambito.pk):
        Appartenenza.objects.bulk_create([Appartenenza(comune=c, dal=dal or adesso.date()) for c in comuni.values()])
        annota(ambito, "ambito.crea", f"Creato l’Ambito {nome} con {len(comuni)} Comuni", autore=autore, quando=adesso)
        ambito_creato.send(Ambito, ambito=ambito, adesso=adesso)
    return ambito


@transaction.atomic
def aggiungi_ente(*, tipo, denominazione, codice_fiscale, pec, poteri, adesso):
    """Aggiunge un ente all’Ambito in corso; `EnteNonValido` se ce n’è già uno con lo stesso nome."""
    poteri.esigi("conferisce_incarichi")
    nome = " ".join(denominazione.split())
    if Ente.objects.filter(denominazione__iexact=nome).exists():
        raise EnteNonValido("C’è già un ente con questo nome: sceglilo dall’elenco.")
    ente = Ente(tipo=tipo, denominazione=nome, codice_fiscale=codice_fiscale, pec=pec, dal=localdate(adesso))
    try:
        with transaction.atomic():
            ente.save()
    except IntegrityError as errore:
        raise EnteNonValido("C’è già un ente con questo nome: un collega lo ha appena aggiunto.") from errore
    annota(ente, "ente.aggiungi", f"Aggiunto l’ente {ente} ({ente.get_tipo_display()})", autore=poteri.utente, quando=adesso)
    return ente


@transaction.atomic
def scegli_secondo_fattore(ambito, scelta, *, autore, adesso):
    """L’Ambito decide se il secondo fattore è obbligatorio (`SceltaSecondoFattore`); resta scritto nel suo registro."""
    prima, ambito.secondo_fattore = ambito.secondo_fattore, SceltaSecondoFattore(scelta)
    ambito.save(update_fields=["secondo_fattore"])
    frase = f"Secondo fattore: {ambito.get_secondo_fattore_display().lower()}"
    valori = {"prima": {"secondo_fattore": prima}, "dopo": {"secondo_fattore": scelta}}
    annota(ambito, "ambito.secondo_fattore", frase, autore=autore, quando=adesso, **valori)
    return ambito


@transaction.atomic
def scegli_colore(ambito, colore, *, poteri, adesso):
    """Il colore della testata (`#rrggbb`, o vuoto per quello del portale); `ColoreNonValido` se il bianco sopra si legge male."""
    poteri.esigi("cura_documenti")
    prima, ambito.colore = ambito.colore, normale(colore) if colore else ""
    ambito.save(update_fields=["colore"])
    frase = f"Colore della testata: {ambito.colore or 'quello del portale'}"
    valori = {"prima": {"colore": prima}, "dopo": {"colore": ambito.colore}}
    annota(ambito, "ambito.colore", frase, autore=poteri.utente, quando=adesso, **valori)


def verifica_ambito(*, slug, capofila, codici_istat):
    """I Comuni (per codice Istat) di un Ambito che si può creare così; altrimenti `AmbitoNonValido`. Non scrive nulla."""
    esigi_slug(slug)
    comuni = _comuni(codici_istat)
    if capofila not in comuni:
        raise AmbitoNonValido(f"Il capofila {capofila} non è fra i Comuni elencati.")
    return comuni


def esigi_slug(slug):
    """`AmbitoNonValido` se un Ambito nuovo non può stare a quell’indirizzo."""
    campo = Ambito._meta.get_field("slug")
    if not slug or len(slug) > campo.max_length or not campo.validators[0].regex.search(slug):
        raise AmbitoNonValido(f"L’indirizzo «{slug}» non va bene: solo lettere minuscole, cifre e trattini, al più 50.")
    if slug in slug_riservati():
        raise AmbitoNonValido(f"L’indirizzo «{slug}» è già usato da una pagina del portale: scegline un altro.")
    if Ambito.objects.filter(slug=slug).exists():
        raise AmbitoNonValido(f"Esiste già un Ambito con indirizzo «{slug}».")


def _comuni(codici):
    trovati = {c.codice_istat: c for c in Comune.objects.filter(codice_istat__in=codici)}
    if not codici:
        raise AmbitoNonValido("Nessun Comune indicato.")
    if ignoti := [codice for codice in codici if codice not in trovati]:
        raise AmbitoNonValido(f"Codici Istat sconosciuti: {', '.join(ignoti[:10])}.")
    return trovati


@transaction.atomic
def salva_filtro(*, utente, elenco, nome, parametri):
    """Tiene i filtri di un elenco con un nome; lo stesso nome sostituisce. `FiltroNonValido` se manca qualcosa o sono troppi."""
    nome = " ".join(nome.split())
    if not nome or len(nome) > FiltroSalvato._meta.get_field("nome").max_length:
        raise FiltroNonValido("Dai al filtro un nome, al più 60 lettere.")
    if not parametri or len(parametri) > FiltroSalvato._meta.get_field("parametri").max_length:
        raise FiltroNonValido("Non c’è nessun filtro da salvare: scegline uno e riprova.")
    suoi = FiltroSalvato.objects.filter(utente=utente, elenco=elenco)
    if suoi.exclude(nome=nome).count() >= MASSIMI_FILTRI:
        raise FiltroNonValido(f"Hai già {MASSIMI_FILTRI} filtri per questo elenco: togline uno prima.")
    return suoi.update_or_create(utente=utente, elenco=elenco, nome=nome, defaults={"parametri": parametri})[0]


@transaction.atomic
def togli_filtro(*, utente, elenco, nome):
    """Toglie un filtro salvato; se non c’è già più non è un errore."""
    FiltroSalvato.objects.filter(utente=utente, elenco=elenco, nome=nome).delete()
