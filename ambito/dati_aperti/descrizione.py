"""Come l’API descrive un Ambito, un insieme e i suoi campi: soli dati, senza leggere le righe."""

from ambito.dati_aperti import indirizzi
from ambito.dati_aperti.insieme import LICENZA
from ambito.dati_aperti.lettura import per_programmi


def di_ambito(ambito):
    return {
        "codice": ambito.slug,
        "nome": ambito.nome,
        "regione": ambito.regione,
        "capofila": ambito.capofila.nome,
        "dimostrativo": ambito.dimostrativo,
        "insiemi": indirizzi.api("insiemi", ambito.slug),
        "pagina": indirizzi.elenco(ambito),
        "catalogo": indirizzi.catalogo(ambito, "jsonld"),
    }


def di_insieme(ambito, insieme):
    """Ciò che si dice di un insieme in un elenco."""
    return {
        "codice": insieme.codice,
        "titolo": insieme.titolo,
        "descrizione": insieme.descrizione,
        "avvertenza": insieme.avvertenza,
        "licenza": LICENZA.sigla,
        "licenza_indirizzo": LICENZA.indirizzo,
        "frequenza": insieme.frequenza.label,
        "temi": [tema.value for tema in insieme.temi],
        "dettagli": indirizzi.api("insieme", ambito.slug, insieme.codice),
        "righe": indirizzi.api("righe", ambito.slug, insieme.codice),
        "pagina": indirizzi.pagina(ambito, insieme),
        "file": {formato: indirizzi.file(ambito, insieme, formato) for formato in indirizzi.FILE},
    }


def per_intero(ambito, insieme, oggi):
    """Ciò che si dice di un insieme quando lo si apre: anche i campi e il giorno dell’ultimo cambiamento."""
    campi = [di_campo(campo) for campo in insieme.campi]
    return {**di_insieme(ambito, insieme), "aggiornato_al": per_programmi(insieme.cambiato(oggi)), "campi": campi}


def di_campo(campo):
    return {
        "nome": campo.nome,
        "tipo": campo.tipo.value,
        "unita": campo.unita,
        "significato": campo.significato,
        "puo_mancare": campo.nullo,
        "filtro": bool(campo.cerca),
    }
