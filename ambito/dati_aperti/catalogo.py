"""Il catalogo degli insiemi di un Ambito secondo DCAT-AP_IT, il profilo che dati.gov.it raccoglie."""

import re
from dataclasses import dataclass

from ambito import trasparenza
from ambito.dati_aperti import indirizzi
from ambito.dati_aperti.insieme import LICENZA
from ambito.dati_aperti.rdf import SCRITTORI, Giorno, Nodo, Testo, Uri

ELENCHI = "http://publications.europa.eu/resource/authority"
ITALIANO = Uri(f"{ELENCHI}/language/ITA")
_CATASTALE = re.compile(r"[A-Z]\d{3}")


@dataclass(frozen=True)
class Titolare:
    """Chi risponde dei dati: il Comune capofila. `ricavato`: il codice IPA si ricava da quello catastale, come per ogni Comune."""

    nome: str
    codice: str
    ricavato: bool


def titolare(ambito):
    """Il titolare dei dati di un Ambito. Se il codice IPA non si può ricavare, il codice è quello Istat."""
    capofila = ambito.capofila
    ricavato = bool(_CATASTALE.fullmatch(capofila.codice_catastale))
    codice = f"c_{capofila.codice_catastale.lower()}" if ricavato else capofila.codice_istat
    return Titolare(f"Comune di {capofila.nome}", codice, ricavato)


def scrivi(ambito, insiemi, oggi, formato):
    """Il catalogo in quel formato (`rdf`, `ttl`, `jsonld`)."""
    return SCRITTORI[formato](nodi(ambito, insiemi, oggi))


def nodi(ambito, insiemi, oggi):
    """I nodi del catalogo: il catalogo, il titolare, la licenza, ogni insieme con i suoi file."""
    chi, contatto = titolare(ambito), _contatto(ambito)
    cambiati = {insieme.codice: insieme.cambiato(oggi) for insieme in insiemi}
    agente = Nodo(
        _agente(ambito),
        ("dcatapit:Agent", "foaf:Agent"),
        (("foaf:name", Testo(chi.nome)), ("dct:identifier", Testo(chi.codice, ""))),
    )
    elenco = [_catalogo(ambito, insiemi, max(cambiati.values())), agente, *contatto, _licenza()]
    for insieme in insiemi:
        elenco.append(_insieme(ambito, insieme, chi, contatto, cambiati[insieme.codice]))
        elenco += [_distribuzione(ambito, insieme, formato, cambiati[insieme.codice]) for formato in indirizzi.FILE]
    return elenco


def _agente(ambito):
    return f"{indirizzi.elenco(ambito)}#titolare"


def _contatto(ambito):
    """Il punto di contatto, che il profilo vuole con un indirizzo di posta: un nodo solo, o nessuno se l’indirizzo non c’è."""
    email = trasparenza.recapito(ambito)
    if not email:
        return []
    return [
        Nodo(
            f"{indirizzi.elenco(ambito)}#contatto",
            ("dcatapit:Organization", "vcard:Organization", "vcard:Kind"),
            (("vcard:fn", Testo(ambito.nome)), ("vcard:hasEmail", Uri(f"mailto:{email}"))),
        )
    ]


def _di(ambito, insieme):
    return f"{indirizzi.pagina(ambito, insieme)}#insieme"


def _catalogo(ambito, insiemi, cambiato):
    pagina = indirizzi.elenco(ambito)
    return Nodo(
        f"{pagina}#catalogo",
        ("dcatapit:Catalog", "dcat:Catalog"),
        (
            ("dct:title", Testo(f"Dati aperti di {ambito.nome}")),
            ("dct:description", Testo("I dati pubblici dell’Ufficio di Piano: servizi, piano, atti, adesioni, spesa.")),
            ("dct:publisher", Uri(_agente(ambito))),
            ("dct:issued", Giorno(ambito.creato_il.date())),
            ("dct:modified", Giorno(cambiato)),
            ("dct:language", ITALIANO),
            ("dcat:themeTaxonomy", Uri(f"{ELENCHI}/data-theme")),
            ("foaf:homepage", Uri(pagina)),
            *(("dcat:dataset", Uri(_di(ambito, insieme))) for insieme in insiemi),
        ),
    )


def _insieme(ambito, insieme, chi, contatto, cambiato):
    return Nodo(
        _di(ambito, insieme),
        ("dcatapit:Dataset", "dcat:Dataset"),
        (
            ("dct:identifier", Testo(f"{chi.codice}:{ambito.slug}-{insieme.codice}", "")),
            ("dct:title", Testo(f"{insieme.titolo}, {ambito.nome}")),
            ("dct:description", Testo(f"{insieme.descrizione} {insieme.avvertenza}".strip())),
            ("dct:modified", Giorno(cambiato)),
            *(("dcat:theme", Uri(f"{ELENCHI}/data-theme/{tema.value}")) for tema in insieme.temi),
            *(("dcat:keyword", Testo(parola)) for parola in insieme.parole),
            ("dct:rightsHolder", Uri(_agente(ambito))),
            ("dct:publisher", Uri(_agente(ambito))),
            *(("dcat:contactPoint", Uri(nodo.indirizzo)) for nodo in contatto),
            ("dct:accrualPeriodicity", Uri(f"{ELENCHI}/frequency/{insieme.frequenza.value}")),
            ("dct:language", ITALIANO),
            ("dcat:landingPage", Uri(indirizzi.pagina(ambito, insieme))),
            *(("dcat:distribution", Uri(_file(ambito, insieme, formato))) for formato in indirizzi.FILE),
        ),
    )


def _file(ambito, insieme, formato):
    return f"{indirizzi.file(ambito, insieme, formato)}#file"


def _distribuzione(ambito, insieme, formato, cambiato):
    return Nodo(
        _file(ambito, insieme, formato),
        ("dcatapit:Distribution", "dcat:Distribution"),
        (
            ("dct:title", Testo(f"{insieme.titolo}, {formato.upper()}")),
            ("dct:format", Uri(f"{ELENCHI}/file-type/{formato.upper()}")),
            ("dcat:accessURL", Uri(indirizzi.pagina(ambito, insieme))),
            ("dcat:downloadURL", Uri(indirizzi.file(ambito, insieme, formato))),
            ("dct:license", Uri(LICENZA.voce)),
            ("dct:modified", Giorno(cambiato)),
        ),
    )


def _licenza():
    return Nodo(
        LICENZA.voce,
        ("dcatapit:LicenseDocument", "dct:LicenseDocument"),
        (
            ("foaf:name", Testo(f"{LICENZA.nome} ({LICENZA.sigla})")),
            ("dct:type", Uri(LICENZA.genere)),
            ("dct:identifier", Testo(LICENZA.indirizzo, "")),
            ("owl:versionInfo", Testo(LICENZA.versione, "")),
        ),
    )
