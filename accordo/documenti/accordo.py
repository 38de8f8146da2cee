"""Il testo dell’accordo come documento: la fotografia che si congela, e la sua messa in pagina."""

from django.utils import timezone

from accordo.models import VersioneAccordo
from accordo.selezioni import accordi as letture
from ambito.documenti import Preparato
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import formatta_data
from ambito.nucleo.testo import per_documento
from ambito.registri import TipoDocumento


class NessunAccordo(ErroreAtteso):
    """Non c’è ancora un accordo di programma."""


def fotografa(accordo, versione_piano, oggi):
    """L’accordo com’è adesso: articoli con i dati fissati a `oggi`, parti, durata, e quale testo del piano adotta."""
    articoli = letture.articoli(accordo)
    testi = letture.testi_di_oggi(accordo, [a.testo for a in articoli], oggi)
    return {
        "titolo": str(accordo),
        "codice": accordo.codice,
        "triennio": accordo.triennio,
        "oggetto": accordo.oggetto,
        "dal": accordo.dal.isoformat() if accordo.dal else "",
        "al": accordo.al.isoformat() if accordo.al else "",
        "articoli": [
            {"id": a.pk, "numero": a.numero, "titolo": a.titolo, "testo": t} for a, t in zip(articoli, testi, strict=True)
        ],
        "parti": [
            {"nome": p.nome, "ruolo": p.get_ruolo_display(), "firmatario": p.firmatario} for p in letture.parti(accordo).presenti()
        ],
        "piano": _del_piano(versione_piano),
    }


def _del_piano(versione):
    if versione is None:
        return None
    return {"nome": str(versione.piano), "numero": versione.numero, "impronta": versione.impronta}


def trova(triennio=None, anno=None):
    """L’ultima versione mandata agli enti (del triennio detto); senza, la bozza. `NessunAccordo` se non c’è."""
    tutti = letture.accordi()
    accordo = tutti.filter(triennio_inizio=triennio.inizio).first() if triennio else tutti.first()
    if accordo is None:
        raise NessunAccordo("Non c’è ancora un accordo di programma: si comincia dalla pagina «Accordo».")
    return letture.ultima(accordo) or accordo


def prepara(oggetto, oggi):
    """L’accordo in una `VersioneAccordo` congelata, oppure la bozza se `oggetto` è l’accordo (e allora si dice «bozza»)."""
    congelata = isinstance(oggetto, VersioneAccordo)
    accordo = oggetto.accordo if congelata else oggetto
    dati = oggetto.dati if congelata else fotografa(accordo, None, oggi)
    segno = f"v{oggetto.numero}" if congelata else "bozza"
    return Preparato(
        # La bozza e le versioni stanno in serie diverse, così nessuna dice «sostituita» all’altra.
        oggetto_id=oggetto.pk if congelata else -accordo.pk,
        titolo=dati["titolo"],
        sottotitolo=_sottotitolo(oggetto) if congelata else "Bozza: il testo può ancora cambiare",
        nome_file=f"accordo-{dati['codice']}-{segno}.pdf",
        dati={**dati, **impagina(dati), "bozza": not congelata},
        permesso="legge_accordo",
        dimostrativo=accordo.piano.ambito.dimostrativo,
    )


def _sottotitolo(versione):
    return f"Versione {versione.numero}, testo definitivo del {formatta_data(timezone.localdate(versione.quando), esteso=True)}"


def impagina(dati):
    """Ciò che serve a mostrare la fotografia: articoli regolari, parti divise per ruolo."""
    return {
        "articoli": [{**a, "html": per_documento(a["testo"], 3)} for a in dati["articoli"]],
        "firmatari": [p["nome"] for p in dati["parti"] if p["firmatario"]],
        "aderenti": [p["nome"] for p in dati["parti"] if not p["firmatario"]],
    }


ACCORDO = TipoDocumento("accordo", "Accordo di programma", "documenti/accordo.html", trova, prepara)
