"""La descrizione OpenAPI 3.1 di `/api/v1/`, composta dagli stessi campi da cui escono le righe."""

from types import SimpleNamespace

from ambito.dati_aperti import descrizione, indirizzi
from ambito.dati_aperti.insieme import LICENZA, Frequenza, Tema, Tipo
from ambito.dati_aperti.lettura import riga_per_programmi
from ambito.dati_aperti.paginazione import DI_NORMA, MASSIMO, MASSIMO_OFFSET, Tratto

VERSIONE = "1.0.0"
_TIPI = {
    Tipo.TESTO: {"type": "string"},
    Tipo.INTERO: {"type": "integer"},
    Tipo.DECIMALE: {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"},
    Tipo.DATA: {"type": "string", "format": "date"},
    Tipo.SI_NO: {"type": "boolean"},
}
_TESTO, _INDIRIZZO, _SI_NO = {"type": "string"}, {"type": "string", "format": "uri"}, {"type": "boolean"}
_FORSE_INDIRIZZO = {"type": ["string", "null"], "format": "uri"}
# L’Ambito inventato degli esempi.
_ESEMPIO = SimpleNamespace(
    slug="lodi", nome="Ambito di Lodi", regione="Lombardia", dimostrativo=False, capofila=SimpleNamespace(nome="Lodi")
)


def documento(insiemi):
    """La descrizione intera, per gli insiemi dati."""
    insiemi = list(insiemi)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dati aperti degli Ambiti territoriali",
            "version": VERSIONE,
            "description": "Dati pubblici degli Uffici di Piano, in sola lettura e senza chiavi. "
            "I decimali sono testo, per non perdere i centesimi; le date sono come 2025-06-30.",
            "license": {"name": LICENZA.sigla, "url": LICENZA.indirizzo},
        },
        "servers": [{"url": indirizzi.api("guida").rstrip("/")}],
        "paths": {**_percorsi(insiemi[0]), **{_percorso(i): _righe(i) for i in insiemi}},
        "components": {
            "schemas": {**_schemi(), **{_nome(i): schema_riga(i) for i in insiemi}},
            "parameters": _parametri([i.codice for i in insiemi]),
            "responses": {nome: _problema(*voce) for nome, voce in _PROBLEMI.items()},
        },
    }


def schema_riga(insieme):
    """Lo schema di una riga: tutti i campi ci sono sempre, quelli che possono mancare valgono `null`."""
    return _oggetto({campo.nome: _schema(campo) for campo in insieme.campi}, insieme.titolo)


def esempio_riga(insieme):
    return riga_per_programmi({campo.nome: campo.esempio for campo in insieme.campi})


def _schema(campo):
    schema = {**_TIPI[campo.tipo]}
    if campo.nullo:
        schema["type"] = [schema["type"], "null"]
    unita = f" ({campo.unita})" if campo.unita else ""
    return {**schema, "description": f"{campo.significato}{unita}"}


def _oggetto(proprieta, descrizione_=""):
    """Un oggetto con quelle proprietà, tutte, e nessun’altra."""
    testa = {"description": descrizione_} if descrizione_ else {}
    return {**testa, "type": "object", "properties": proprieta, "required": list(proprieta), "additionalProperties": False}


def _elenco(schema):
    return {"type": "array", "items": schema}


def _rimando(nome, dove="schemas"):
    return {"$ref": f"#/components/{dove}/{nome}"}


def _nome(insieme):
    return f"Riga_{insieme.codice}"


def _percorso(insieme):
    return f"/ambiti/{{ambito}}/insiemi/{insieme.codice}/righe/"


def _a_tratti(schema):
    """Una pagina di un elenco."""
    numeri = {nome: {"type": "integer", "minimum": 0} for nome in ("totale", "limit", "offset")}
    return _oggetto({**numeri, "next": _FORSE_INDIRIZZO, "previous": _FORSE_INDIRIZZO, "righe": _elenco(schema)})


def _schemi():
    di_insieme = {
        **dict.fromkeys(("codice", "titolo", "descrizione", "avvertenza", "licenza"), _TESTO),
        "licenza_indirizzo": _INDIRIZZO,
        "frequenza": {"type": "string", "enum": Frequenza.labels},
        "temi": _elenco({"type": "string", "enum": Tema.values}),
        **dict.fromkeys(("dettagli", "righe", "pagina"), _INDIRIZZO),
        "file": _oggetto(dict.fromkeys(indirizzi.FILE, _INDIRIZZO)),
    }
    campo = {"nome": _TESTO, "tipo": {"type": "string", "enum": Tipo.values}, "unita": _TESTO, "significato": _TESTO}
    campo |= {"puo_mancare": _SI_NO, "filtro": _SI_NO}
    dettagli = {"aggiornato_al": {"type": "string", "format": "date"}, "campi": _elenco(_rimando("Campo"))}
    ambito = {**dict.fromkeys(("codice", "nome", "regione", "capofila"), _TESTO), "dimostrativo": _SI_NO}
    problema = {"type": _TESTO, "title": _TESTO, "status": {"type": "integer"}, "detail": _TESTO}
    return {
        "Ambito": _oggetto({**ambito, **dict.fromkeys(("insiemi", "pagina", "catalogo"), _INDIRIZZO)}),
        "Insieme": _oggetto(di_insieme),
        "InsiemePerIntero": _oggetto({**di_insieme, **dettagli}),
        "Campo": _oggetto(campo),
        "Problema": _oggetto(problema, "Che cosa non va, secondo RFC 9457."),
    }


def _parametri(codici):
    interi = {"limit": (1, MASSIMO, DI_NORMA, "Quante righe al più."), "offset": (0, MASSIMO_OFFSET, 0, "Quante righe saltare.")}
    tratti = {
        nome: {
            "name": nome, "in": "query", "description": che_cosa,
            "schema": {"type": "integer", "minimum": minimo, "maximum": massimo, "default": di_norma},
        }
        for nome, (minimo, massimo, di_norma, che_cosa) in interi.items()
    }  # fmt: skip
    codice = {"type": "string", "enum": codici}
    return {
        **tratti,
        "ambito": {"name": "ambito", "in": "path", "required": True, "description": "Il codice dell’Ambito.", "schema": _TESTO},
        "insieme": {"name": "insieme", "in": "path", "required": True, "description": "Il codice dell’insieme.", "schema": codice},
    }


_PROBLEMI = {
    "NonValida": (400, "Richiesta non valida", "«limit» è un numero da 1 a 1000."),
    "NonTrovato": (404, "Non trovato", "Non c’è nessun Ambito «ignoto»."),
}


def _problema(stato, titolo, dettaglio):
    esempio = {"type": "about:blank", "title": titolo, "status": stato, "detail": dettaglio}
    corpo = {"application/problem+json": {"schema": _rimando("Problema"), "example": esempio}}
    return {"description": titolo, "content": corpo}


def _get(nome, titolo, schema, esempio, parametri=(), problemi=("NonTrovato",)):
    """Una voce che si legge con GET."""
    riuscita = {"description": titolo, "content": {"application/json": {"schema": schema, "example": esempio}}}
    riuscita["headers"] = {"ETag": {"description": "L’impronta della risposta, per If-None-Match.", "schema": _TESTO}}
    risposte = {"200": riuscita, "304": {"description": "Non è cambiato nulla."}}
    risposte |= {str(_PROBLEMI[p][0]): _rimando(p, "responses") for p in problemi}
    return {"get": {"operationId": nome, "summary": titolo, "parameters": list(parametri), "responses": risposte}}


def _parametro(nome):
    return _rimando(nome, "parameters")


def _percorsi(insieme):
    """Gli indirizzi che non dipendono dall’insieme; `insieme` è quello degli esempi."""
    tratti, ambito = [_parametro("limit"), _parametro("offset")], _parametro("ambito")
    campi = [descrizione.di_campo(campo) for campo in insieme.campi]
    breve = descrizione.di_insieme(_ESEMPIO, insieme)
    intero = {**breve, "aggiornato_al": "2025-01-01", "campi": campi}
    ambiti = _pagina_di_esempio(indirizzi.api("ambiti"), descrizione.di_ambito(_ESEMPIO))
    insiemi = _oggetto({"insiemi": _elenco(_rimando("Insieme"))})
    quale = [ambito, _parametro("insieme")]
    dettagli = _get("insieme", "Un insieme e i suoi campi", _rimando("InsiemePerIntero"), intero, quale)
    elenco = _get("ambiti", "Gli Ambiti che pubblicano dati", _a_tratti(_rimando("Ambito")), ambiti, tratti, ["NonValida"])
    return {
        "/ambiti/": elenco,
        "/ambiti/{ambito}/insiemi/": _get("insiemi", "Gli insiemi di un Ambito", insiemi, {"insiemi": [breve]}, [ambito]),
        "/ambiti/{ambito}/insiemi/{insieme}/": dettagli,
    }


def _righe(insieme):
    filtri = [
        {
            "name": c.nome,
            "in": "query",
            "description": f"Solo le righe con questo: {c.significato}.",
            "schema": _TIPI[c.tipo],
        }
        for c in insieme.filtri
    ]
    parametri = [_parametro("ambito"), _parametro("limit"), _parametro("offset"), *filtri]
    esempio = _pagina_di_esempio(indirizzi.api("righe", _ESEMPIO.slug, insieme.codice), esempio_riga(insieme))
    schema = _a_tratti(_rimando(_nome(insieme)))
    return _get(f"righe_{insieme.codice}", insieme.titolo, schema, esempio, parametri, ["NonValida", "NonTrovato"])


def _pagina_di_esempio(indirizzo, riga):
    tratto = Tratto(1, 1)
    return {"totale": 3, "limit": 1, "offset": 1, **tratto.attorno(3, indirizzo, {}), "righe": [riga]}
