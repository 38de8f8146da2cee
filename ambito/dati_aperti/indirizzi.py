"""Gli indirizzi interi di pagine, file e righe: finiscono in cataloghi e programmi di altri, e perciò non cambiano."""

from django.conf import settings
from django.urls import reverse

FILE = ("csv", "xlsx", "json")
CATALOGHI = {"rdf": "application/rdf+xml", "ttl": "text/turtle", "jsonld": "application/ld+json"}


def intero(percorso):
    """L’indirizzo con cui il portale si raggiunge da fuori."""
    return f"{settings.INDIRIZZO_PUBBLICO}{percorso}"


def elenco(ambito):
    return intero(reverse("dati_aperti", args=[ambito.slug]))


def pagina(ambito, insieme):
    return intero(reverse("insieme_aperto", args=[ambito.slug, insieme.codice]))


def file(ambito, insieme, formato):
    return intero(reverse("scarica_insieme", args=[ambito.slug, insieme.codice, formato]))


def catalogo(ambito, formato):
    return intero(reverse("catalogo_dati", args=[ambito.slug, formato]))


def api(nome, *argomenti):
    """L’indirizzo di una voce dell’API: `api("righe", slug, codice)`."""
    return intero(reverse(f"api_{nome}", args=argomenti))
