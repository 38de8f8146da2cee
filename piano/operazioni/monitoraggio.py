"""Ciò che si scrive mentre il piano si realizza: valori letti, avanzamento delle azioni, valutazioni.

Si può da quando il triennio comincia finché il piano non è concluso, qualunque sia il suo stato: un piano ancora in bozza a
gennaio ha già servizi che lavorano e numeri da leggere. Ciò che conta è il periodo, non il passo dell’iter.
"""

from django.db import transaction

from ambito import documenti, flusso
from ambito.allegati.esame import esamina
from ambito.errori import ErroreAtteso, ErroreDiCampo
from ambito.nucleo.formati_italiani import formatta_data, formatta_numero
from ambito.registro import annota
from piano.documenti.monitoraggio import AnnoDiPiano
from piano.models import Azione, Esito, ProvaRilevazione, Rilevazione, ValutazioneObiettivo
from piano.operazioni.piani import blocca
from piano.selezioni import in_vigore
from piano.stati import StatoAzione


class FuoriTempo(ErroreAtteso):
    """Il piano non è ancora cominciato, o è concluso: non c’è niente da seguire."""


class NonAncoraInVigore(ErroreAtteso):
    """Nasce con l’aggiornamento in corso: non si segue finché l’Assemblea non lo adotta."""


class ValoreNonScrivibile(ErroreDiCampo):
    """Il valore letto, o il giorno a cui si riferisce, non si può scrivere così."""


class AvanzamentoNonValido(ErroreDiCampo):
    """L’avanzamento non va d’accordo con lo stato dell’azione."""


class ValutazioneNonValida(ErroreDiCampo):
    """La valutazione non si può scrivere così."""


def _in_corso(piano_id, poteri):
    """Il piano, riservato a chi scrive; `FuoriTempo` se non è ancora cominciato o se è concluso."""
    poteri.esigi("redige_piano")
    piano = blocca(piano_id)
    if not piano.cominciato(poteri.oggi):
        raise FuoriTempo(f"Il triennio comincia il {formatta_data(piano.dal, esteso=True)}: prima non c’è niente da misurare.")
    if not piano.si_segue(poteri.oggi):
        raise FuoriTempo("Il piano è concluso: ciò che si è misurato e valutato resta com’è.")
    return piano


def _esigi_in_vigore(piano, riga):
    if in_vigore.nato_adesso(piano, riga):
        raise NonAncoraInVigore(f"«{riga}» nasce con l’aggiornamento in corso: si segue da quando è adottato.")


@transaction.atomic
def rileva(indicatore, *, al, valore, nota="", fonte="", prova=None, poteri, adesso):
    """Scrive il valore di un indicatore riferito al giorno `al`. `prova`: coppia (nome, byte) del documento da cui viene."""
    piano = _in_corso(indicatore.obiettivo.piano_id, poteri)
    _esigi_in_vigore(piano, indicatore)
    if not piano.contiene(al):
        raise ValoreNonScrivibile(piano.frase_fuori(al), "al")
    if al > poteri.oggi:
        raise ValoreNonScrivibile("È un giorno che deve ancora venire: scrivi a quale giorno si riferisce il valore.", "al")
    if Rilevazione.objects.filter(indicatore=indicatore, al=al, attuale=True).exists():
        giorno = formatta_data(al)
        raise ValoreNonScrivibile(f"C’è già un valore riferito al {giorno}: se è sbagliato, correggi quello.", "al")
    dati = {"al": al, "valore": valore, "nota": nota, "fonte": fonte}
    return _scrivi(indicatore, dati, prova, poteri, adesso, f"{indicatore}: {formatta_numero(valore, 2)} al {formatta_data(al)}")


@transaction.atomic
def correggi(rilevazione, *, valore, motivo, nota="", fonte="", prova=None, poteri, adesso):
    """Corregge un valore con una riga nuova che dice perché; quella di prima resta e non conta più."""
    _in_corso(rilevazione.indicatore.obiettivo.piano_id, poteri)
    if not motivo.strip():
        raise ValoreNonScrivibile("Scrivi perché si corregge.", "motivo")
    prima = Rilevazione.objects.select_for_update(of=("self",)).select_related("indicatore").get(pk=rilevazione.pk)
    if not prima.attuale:
        raise ValoreNonScrivibile("Questo valore è già stato corretto da un collega: guarda quello nuovo.", None)
    prima.attuale = False
    prima.save(update_fields=["attuale"])
    dati = {"al": prima.al, "valore": valore, "nota": nota, "fonte": fonte, "corregge": prima, "motivo": motivo}
    da, a = formatta_numero(prima.valore, 2), formatta_numero(valore, 2)
    return _scrivi(prima.indicatore, dati, prova, poteri, adesso, f"{prima.indicatore}: da {da} a {a}", motivo)


def _scrivi(indicatore, dati, prova, poteri, adesso, frase, motivo=""):
    riga = Rilevazione.objects.create(indicatore=indicatore, scritta_da=poteri.utente, scritta_il=adesso, **dati)
    dopo = {"valore": f"{riga.valore:.2f}", "al": riga.al.isoformat()}
    if prova:
        dopo["sha256"] = _allega(riga, *prova).sha256
    verbo = "rilevazione.correggi" if motivo else "rilevazione.scrivi"
    annota(riga, verbo, frase, autore=poteri.utente, quando=adesso, dopo=dopo, nota=motivo)
    return riga


def _allega(riga, nome, byte):
    """Tiene il documento da cui viene il valore: formato riconosciuto dal contenuto, codici fiscali di persone contati."""
    return ProvaRilevazione.objects.create(rilevazione=riga, byte=byte, **esamina(nome, byte)._asdict())


@transaction.atomic
def avanza(azione, *, avanzamento, nota="", passo="", poteri, adesso):
    """Dice a che punto è un’azione e, se cambia stato, con quale passo. Sospendere, annullare e riaprire vogliono una nota."""
    _esigi_in_vigore(_in_corso(azione.obiettivo.piano_id, poteri), azione)
    if passo:
        azione = flusso.esegui(azione, passo, poteri=poteri, adesso=adesso, nota=nota)
    else:
        azione = Azione.objects.select_for_update(of=("self",)).get(pk=azione.pk)
    avanzamento = 100 if azione.stato == StatoAzione.COMPLETATA else avanzamento
    if azione.stato == StatoAzione.DA_AVVIARE and avanzamento:
        raise AvanzamentoNonValido("L’azione non è avviata: se qualcosa è già fatto, avviala.", "passo")
    prima, azione.avanzamento = azione.avanzamento, avanzamento
    azione.ultima_nota, azione.aggiornata_il, azione.aggiornata_da = nota, adesso, poteri.utente
    azione.save(update_fields=["avanzamento", "ultima_nota", "aggiornata_il", "aggiornata_da"])
    annota(azione, "azione.avanza", f"{azione}: fatta al {avanzamento} %", autore=poteri.utente, quando=adesso,
           prima={"avanzamento": prima}, dopo={"avanzamento": avanzamento}, nota=nota)  # fmt: skip
    return azione


@transaction.atomic
def valuta_obiettivo(obiettivo, *, anno, finale=False, esito, grado, perche="", correttivi="", poteri, adesso):
    """Dice com’è andato un obiettivo in un anno o, `finale`, nel triennio. Si può riscrivere: il registro tiene quella di prima."""
    piano = _in_corso(obiettivo.piano_id, poteri)
    _esigi_in_vigore(piano, obiettivo)
    anno = piano.triennio_fine if finale else anno
    if not finale and (anno not in piano.anni or anno > poteri.oggi.year):
        raise ValutazioneNonValida(f"Il {anno} non si può valutare: non è un anno del piano già cominciato.")
    if esito != Esito.RAGGIUNTO and not perche.strip():
        raise ValutazioneNonValida("Scrivi perché: chi farà il prossimo piano parte da qui.", "perche")
    if esito == Esito.RAGGIUNTO and grado < 100:
        raise ValutazioneNonValida("Se è raggiunto, lo è al 100 %; altrimenti scegli «Raggiunto in parte».", "grado")
    dopo = {"esito": esito, "grado": grado, "perche": perche, "correttivi": correttivi}
    scritta = ValutazioneObiettivo.objects.filter(obiettivo=obiettivo, anno=anno, finale=finale).first()
    prima = {campo: getattr(scritta, campo) for campo in dopo} if scritta else {}
    if prima == dopo:
        return scritta
    riga = scritta or ValutazioneObiettivo(obiettivo=obiettivo, anno=anno, finale=finale)
    for campo, valore in dopo.items():
        setattr(riga, campo, valore)
    riga.scritta_il, riga.scritta_da = adesso, poteri.utente
    riga.save()
    frase = f"Valutato l’obiettivo {obiettivo} ({riga.quando}): {riga.get_esito_display().lower()}"
    annota(riga, "valutazioneobiettivo.scrivi", frase, autore=poteri.utente, quando=adesso, prima=prima, dopo=dopo)
    return riga


def richiedi_relazione(piano, anno, *, utente, adesso):
    """Mette in coda la relazione di monitoraggio di un anno; restituisce il `Lavoro`."""
    return documenti.richiedi("monitoraggio", AnnoDiPiano(piano, anno), utente=utente, adesso=adesso)
