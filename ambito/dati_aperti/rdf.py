"""Un grafo RDF di nodi con un indirizzo, scritto in RDF/XML, Turtle e JSON-LD: stesso grafo, byte sempre uguali."""

import json
from dataclasses import dataclass
from xml.etree import ElementTree

PREFISSI = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "dct": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "dcatapit": "http://dati.gov.it/onto/dcatapit#",
}


@dataclass(frozen=True)
class Uri:
    """Il rimando a un altro nodo, o a una voce di un elenco di altri."""

    indirizzo: str


@dataclass(frozen=True)
class Testo:
    """Parole; `lingua` vuota per ciò che non è in una lingua (un codice)."""

    parole: str
    lingua: str = "it"


@dataclass(frozen=True)
class Giorno:
    """Una data."""

    giorno: object


@dataclass(frozen=True)
class Nodo:
    """Un soggetto con le sue classi (la prima dà il nome all’elemento XML) e le sue proprietà, in ordine."""

    indirizzo: str
    classi: tuple[str, ...]
    proprieta: tuple[tuple[str, object], ...]


def scrivi_rdf(nodi):
    """RDF/XML."""
    for prefisso, spazio in PREFISSI.items():
        ElementTree.register_namespace(prefisso, spazio)
    radice = ElementTree.Element(_xml("rdf:RDF"))
    for nodo in nodi:
        elemento = ElementTree.SubElement(radice, _xml(nodo.classi[0]), {_xml("rdf:about"): nodo.indirizzo})
        for classe in nodo.classi[1:]:
            ElementTree.SubElement(elemento, _xml("rdf:type"), {_xml("rdf:resource"): _esteso(classe)})
        for nome, valore in nodo.proprieta:
            _figlio(elemento, nome, valore)
    ElementTree.indent(radice)
    return ElementTree.tostring(radice, encoding="utf-8", xml_declaration=True)


def _figlio(elemento, nome, valore):
    figlio = ElementTree.SubElement(elemento, _xml(nome))
    match valore:
        case Uri(indirizzo):
            figlio.set(_xml("rdf:resource"), indirizzo)
        case Giorno(giorno):
            figlio.set(_xml("rdf:datatype"), _esteso("xsd:date"))
            figlio.text = giorno.isoformat()
        case Testo(parole, lingua):
            figlio.text = parole
            if lingua:
                figlio.set("{http://www.w3.org/XML/1998/namespace}lang", lingua)


def scrivi_ttl(nodi):
    """Turtle."""
    righe = [f"@prefix {prefisso}: <{spazio}> ." for prefisso, spazio in PREFISSI.items()]
    for nodo in nodi:
        voci = [f"a {', '.join(nodo.classi)}", *(f"{nome} {_turtle(valore)}" for nome, valore in nodo.proprieta)]
        righe += ["", f"<{nodo.indirizzo}>", "    " + " ;\n    ".join(voci) + " ."]
    return ("\n".join(righe) + "\n").encode()


def _turtle(valore):
    match valore:
        case Uri(indirizzo):
            return f"<{indirizzo}>"
        case Giorno(giorno):
            return f'"{giorno.isoformat()}"^^xsd:date'
        case Testo(parole, lingua):
            # Le sequenze con cui JSON scrive un testo valgono tutte anche in Turtle.
            return json.dumps(parole, ensure_ascii=False) + (f"@{lingua}" if lingua else "")


def scrivi_jsonld(nodi):
    """JSON-LD."""
    grafo = [{"@id": nodo.indirizzo, "@type": list(nodo.classi), **_raccolte(nodo)} for nodo in nodi]
    return json.dumps({"@context": PREFISSI, "@graph": grafo}, ensure_ascii=False, indent=1).encode()


def _raccolte(nodo):
    voci = {}
    for nome, valore in nodo.proprieta:
        voci.setdefault(nome, []).append(_jsonld(valore))
    return voci


def _jsonld(valore):
    match valore:
        case Uri(indirizzo):
            return {"@id": indirizzo}
        case Giorno(giorno):
            return {"@value": giorno.isoformat(), "@type": "xsd:date"}
        case Testo(parole, lingua):
            return {"@value": parole, **({"@language": lingua} if lingua else {})}


def _esteso(nome):
    prefisso, _, locale = nome.partition(":")
    return f"{PREFISSI[prefisso]}{locale}"


def _xml(nome):
    prefisso, _, locale = nome.partition(":")
    return f"{{{PREFISSI[prefisso]}}}{locale}"


SCRITTORI = {"rdf": scrivi_rdf, "ttl": scrivi_ttl, "jsonld": scrivi_jsonld}
