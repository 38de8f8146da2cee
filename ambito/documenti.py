"""Documenti ufficiali: dati congelati alla richiesta, un lavoro in secondo piano, un solo modo di farne un PDF, un archivio.

La richiesta con gli stessi dati dà lo stesso lavoro e quindi lo stesso documento; dati diversi danno una versione nuova, e così
gli stessi dati dopo un annullamento.
"""

from base64 import b64encode
from dataclasses import asdict, dataclass, field, replace

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate

from ambito import capitoli, lavori, stemmi
from ambito.contesto import in_ambito
from ambito.db.numeri import seguente
from ambito.errori import ErroreAtteso
from ambito.models import FINITI, Ambito, Comune, ContenutoDocumento, Documento, Lavoro, Stemma, Utente
from ambito.nucleo.casuale import codice_a_gruppi
from ambito.nucleo.contesto import esigi_ambito
from ambito.nucleo.formati_italiani import formatta_data
from ambito.nucleo.impronta import impronta, impronta_file
from ambito.nucleo.nome_organo import DI_NORMA, NomeOrgano
from ambito.nucleo.pdf import Allegato, PdfNonRiuscito, rendi_pdf
from ambito.nucleo.pdf_capitoli import Officina
from ambito.nucleo.qr import qr_svg
from ambito.registri import DOCUMENTI, LAVORI, TipoLavoro
from ambito.registro import annota

TIPO_LAVORO = "ambito.documento"
LIMITE_SECONDI = 300


class DocumentoNonRiuscito(ErroreAtteso):
    """Il documento non si può impaginare: la frase dice perché."""


class DocumentoNonAnnullabile(ErroreAtteso):
    """Il documento non si annulla: la frase dice perché."""


@dataclass(frozen=True)
class Preparato:
    """Un documento pronto da congelare: a che oggetto si riferisce, che dati mostra, chi potrà leggerlo (`permesso`, `comune_id`).

    `allegati`: file di testo da unire al PDF, come dizionari `nome`, `descrizione`, `testo`. `intestazione` la mette chi congela:
    il nome dell’Ambito e il numero dello stemma com’erano quel giorno.
    """

    oggetto_id: int
    titolo: str
    sottotitolo: str
    nome_file: str
    dati: dict
    permesso: str
    comune_id: int | None = None
    dimostrativo: bool = False
    allegati: list = field(default_factory=list)
    intestazione: dict = field(default_factory=dict)


def richiedi(tipo, oggetto, *, utente, adesso):
    """Congela i dati di `oggetto` e mette in coda il PDF; restituisce il `Lavoro` (lo stesso, se nulla è cambiato)."""
    ambito, preparato = Ambito.objects.get(pk=esigi_ambito()), DOCUMENTI[tipo].prepara(oggetto, localdate(adesso))
    # Nella prova generale niente vale, neppure ciò che si stampa da una fotografia presa quando l’Ambito era quello vero.
    dimostrativo = preparato.dimostrativo or bool(ambito.prova_di)
    preparato = replace(preparato, intestazione=_intestazione(ambito), dimostrativo=dimostrativo)
    congelati = asdict(preparato)
    segno = impronta(congelati)
    argomenti = {"tipo": tipo, "preparato": congelati, "impronta": segno, "codice": nuovo_codice()}
    chiave = f"documento:{tipo}:{preparato.oggetto_id}:{segno[:32]}" + _giro(tipo, preparato.oggetto_id, segno)
    return lavori.accoda(TIPO_LAVORO, chiave, preparato.titolo, argomenti=argomenti, utente=utente, adesso=adesso)


def _intestazione(ambito):
    stemma = stemmi.in_uso()
    # Il nome dell’organo si scrive solo se non è quello di norma: i documenti già emessi tengono la loro impronta.
    organo = {} if ambito.nome_organo == DI_NORMA else {"organo": ambito.nome_organo}
    return {"ambito": ambito.nome, "stemma": stemma.pk if stemma else None, **organo}


def _giro(tipo, oggetto_id, segno):
    """Dopo un annullamento gli stessi dati si possono emettere di nuovo: la chiave del lavoro cambia a ogni giro."""
    uguali = Documento.objects.filter(tipo=tipo, oggetto_id=oggetto_id, impronta_dati=segno, annullato_il__isnull=False)
    return f":{giro}" if (giro := uguali.count()) else ""


def nuovo_codice():
    """Codice di verifica: l’Ambito in testa (serve a trovarlo) e tre gruppi a caso."""
    return f"{esigi_ambito()}-{codice_a_gruppi()}"


def _produci(lavoro, avanza):
    """Fa il PDF dai dati congelati e restituisce come archiviarlo."""
    preparato = Preparato(**lavoro.argomenti["preparato"])
    try:
        byte = rendi(lavoro, preparato, avanza)
    except PdfNonRiuscito as errore:
        raise DocumentoNonRiuscito(str(errore)) from errore

    def concludi(lavoro):
        lavoro.documento = _archivia(lavoro, preparato, byte)
        lavoro.esito_url = f"/{lavoro.ambito.slug}/documenti/{lavoro.documento_id}/"
        lavoro.save(update_fields=["documento", "esito_url"])

    return concludi


LAVORI.registra(TIPO_LAVORO, TipoLavoro(TIPO_LAVORO, _produci))


def rendi(lavoro, preparato, avanza):
    """I byte del PDF: in un pezzo solo, oppure a capitoli se il tipo li dichiara. Errore: `PdfNonRiuscito`."""
    allegati = [Allegato(a["nome"], a["testo"].encode(), a["descrizione"], lavoro.chiesto_il) for a in preparato.allegati]
    composti = componi_capitoli(lavoro, preparato)
    if composti:
        return _rendi_a_capitoli(lavoro, preparato, composti, allegati, avanza)
    avanza(1, 3, "Impagino il documento")
    return rendi_pdf(componi(lavoro, preparato), titolo=preparato.titolo, allegati=allegati, limite_secondi=LIMITE_SECONDI)


def _rendi_a_capitoli(lavoro, preparato, composti, allegati, avanza):
    # Oltre ai capitoli c’è da unirli: l’ultimo passo.
    passi = len(composti) + 1

    def capitolo_fatto(fatti, _, fase):
        avanza(fatti, passi, fase)

    with Officina(limite_secondi=LIMITE_SECONDI) as officina:
        frammenti = capitoli.impagina(officina, lavoro.ambito_id, composti, capitolo_fatto)
        fronte = componi(lavoro, preparato, **capitoli.elenchi(composti))
        piede = render_to_string("documenti/solo_piede.html", contesto(lavoro, preparato))
        return officina.unisci(fronte, frammenti, piede=piede, titolo=preparato.titolo, allegati=allegati)


def componi(lavoro, preparato, **altro):
    """L’HTML del documento (se è a capitoli, di frontespizio e indice): modello del tipo, dati congelati, intestazione, codice."""
    return render_to_string(DOCUMENTI[lavoro.argomenti["tipo"]].modello, contesto(lavoro, preparato) | altro)


def componi_capitoli(lavoro, preparato):
    """I capitoli in HTML, nell’ordine; nessuno se il tipo non ne dichiara."""
    tipo = DOCUMENTI[lavoro.argomenti["tipo"]]
    if tipo.capitoli is None:
        return []
    ambito = preparato.intestazione["ambito"]
    divisi = tipo.capitoli(_da_stampare(tipo, lavoro.ambito_id, preparato.dati))
    return [capitoli.componi(c, ambito=ambito, documento=preparato.titolo) for c in divisi]


def _da_stampare(tipo, ambito_id, dati):
    if tipo.da_stampare is None:
        return dati
    with in_ambito(ambito_id):
        return tipo.da_stampare(dati)


def contesto(lavoro, preparato):
    """Ciò che ogni modello di documento può mostrare."""
    codice = lavoro.argomenti["codice"]
    url = f"{settings.INDIRIZZO_PUBBLICO}/verifica/{codice}/"
    return {
        **preparato.dati,
        "ambito": preparato.intestazione["ambito"],
        "organo": NomeOrgano(preparato.intestazione.get("organo", DI_NORMA)),
        "stemma": _stemma(lavoro.ambito_id, preparato.intestazione["stemma"]),
        "titolo": preparato.titolo,
        "sottotitolo": preparato.sottotitolo,
        "codice": codice,
        "url_verifica": url,
        "qr": mark_safe(qr_svg(url)),  # disegno nostro, dal solo indirizzo
        "emesso_il": formatta_data(localdate(lavoro.chiesto_il), esteso=True),
        "impronta_dati": lavoro.argomenti["impronta"],
        "dimostrativo": preparato.dimostrativo,
        "autore": str(lavoro.chiesto_da or preparato.intestazione["ambito"]),
    }


def _stemma(ambito_id, pk):
    if pk is None:
        return None
    with in_ambito(ambito_id):
        stemma = Stemma.objects.get(pk=pk)
    return {"png": b64encode(stemma.png).decode(), "descrizione": stemma.descrizione}


def _archivia(lavoro, preparato, byte):
    tipo = lavoro.argomenti["tipo"]
    # Due documenti della stessa cosa finiti insieme prenderebbero la stessa versione: si archivia uno alla volta.
    Ambito.objects.select_for_update(of=("self",), no_key=True).get(pk=lavoro.ambito_id)
    documento = Documento.objects.create(
        tipo=tipo,
        oggetto_id=preparato.oggetto_id,
        versione=seguente(Documento.objects.filter(tipo=tipo, oggetto_id=preparato.oggetto_id), "versione"),
        titolo=preparato.titolo,
        nome_file=preparato.nome_file,
        dati=lavoro.argomenti["preparato"],
        impronta_dati=lavoro.argomenti["impronta"],
        codice=lavoro.argomenti["codice"],
        sha256=impronta_file(byte),
        dimensione=len(byte),
        permesso=preparato.permesso,
        comune=Comune.objects.get(pk=preparato.comune_id) if preparato.comune_id else None,
        emesso_da=Utente.objects.get(pk=lavoro.chiesto_da_id) if lavoro.chiesto_da_id else None,
        emesso_il=lavoro.chiesto_il,
    )
    ContenutoDocumento.objects.create(documento=documento, byte=byte)
    annota(documento, "documento.emetti", f"Emesso il documento «{documento}», versione {documento.versione}",
           autore=documento.emesso_da, quando=lavoro.chiesto_il, dopo={"sha256": documento.sha256})  # fmt: skip
    return documento


@transaction.atomic
def annulla(documento, *, motivo, poteri, adesso):
    """Annulla un documento emesso: resta nell’archivio, e chi ne verifica il codice legge che è annullato e perché."""
    poteri.esigi("cura_documenti")
    documento = Documento.objects.select_for_update(of=("self",)).get(pk=documento.pk)
    if documento.annullato_il:
        raise DocumentoNonAnnullabile(f"Il documento è già annullato dal {formatta_data(localdate(documento.annullato_il))}.")
    _annulla(documento, motivo, poteri.utente, adesso)
    return documento


@transaction.atomic
def annulla_quelli_di(tipo, oggetto_id, *, motivo, utente, adesso):
    """Annulla i documenti di una cosa che non c’è più, o non è più quella, compresi quelli che si stanno facendo.

    Lo chiama, nella stessa transazione, chi la toglie o la cambia.
    """
    chiesti = Lavoro.objects.filter(tipo=TIPO_LAVORO, argomenti__tipo=tipo, argomenti__preparato__oggetto_id=oggetto_id)
    for lavoro in chiesti.exclude(avvio__in=FINITI).defer("argomenti"):
        lavori.annulla(lavoro, adesso)
    emessi = Documento.objects.select_for_update(of=("self",)).filter(tipo=tipo, oggetto_id=oggetto_id, annullato_il=None)
    for documento in emessi.order_by("pk"):
        _annulla(documento, motivo, utente, adesso)


def _annulla(documento, motivo, utente, adesso):
    documento.annullato_il, documento.annullato_da, documento.motivo_annullamento = adesso, utente, motivo
    documento.save(update_fields=["annullato_il", "annullato_da", "motivo_annullamento"])
    annota(documento, "documento.annulla", f"Annullato il documento «{documento}», versione {documento.versione}",
           autore=utente, quando=adesso, nota=motivo)  # fmt: skip
