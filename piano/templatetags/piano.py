"""Parole e piccoli pezzi che si ripetono nelle pagine del piano."""

from datetime import date
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from ambito import mappe
from ambito.nucleo.figure import con_le_figure
from ambito.nucleo.formati_italiani import conta, formatta_data
from ambito.nucleo.grafici import barre, due_misure
from ambito.nucleo.note import note_a_pie
from ambito.nucleo.testo import differenze_per_documento, per_documento
from ambito.templatetags.componenti import stato
from piano.models import Variazione
from piano.parole import LUCI, TONI_LUCE
from piano.stati import PASSI_ATTUATIVO, EsitoOsservazione, Silenzio, StatoPiano

register = template.Library()

FRASI = {
    StatoPiano.BOZZA: "L’Ufficio di Piano lo sta scrivendo: tutti lo possono leggere.",
    StatoPiano.PROPOSTO: "È congelato e aspetta il voto {organo.con_di}.",
    StatoPiano.APPROVATO: "{organo.con_il_maiuscolo} l’ha approvato.",
    StatoPiano.VIGENTE: "È in vigore.",
    StatoPiano.IN_AGGIORNAMENTO: "È in vigore, e l’Ufficio di Piano ne scrive un aggiornamento.",
    StatoPiano.AGGIORNAMENTO_PROPOSTO: "È in vigore, e un aggiornamento aspetta il voto {organo.con_di}.",
    StatoPiano.CONCLUSO: "Il triennio è concluso.",
    StatoPiano.ARCHIVIATO: "Il triennio è concluso e il piano è in archivio: si legge soltanto.",
}
PASSI = {
    "rinvia_a_bozza": ("Rinvia a bozza", "Riapre il piano alle modifiche; la versione congelata resta fra le versioni."),
    "rendi_vigente": ("Rendi vigente", "Quando l’accordo di programma è perfezionato: scrivi l’atto."),
    "apri_aggiornamento": (
        "Apri un aggiornamento",
        "Cambiano le risorse, arriva un livello essenziale, un obiettivo si rivede: il testo torna scrivibile. Resta in vigore la "
        "versione adottata, finché non se ne adotta un’altra. Il motivo lo leggono tutti.",
    ),
    "rinvia_aggiornamento": (
        "Riapri il testo dell’aggiornamento",
        "Si torna a scriverlo; la versione congelata resta fra le versioni.",
    ),
    "ritira_aggiornamento": (
        "Ritira l’aggiornamento",
        "Il testo torna quello in vigore. Ciò che si era scritto resta leggibile fra le versioni.",
    ),
    "concludi": (
        "Concludi il piano",
        "Alla fine del triennio, dopo la valutazione finale. Si congela la relazione finale, con l’esito di ogni obiettivo e le "
        "sue ragioni: chiunque la legge fra le pagine del piano dal giorno che si sceglie in «Che cosa si pubblica».",
    ),
    "archivia": ("Archivia il piano", "Quando gli attuativi sono chiusi: da allora si legge soltanto."),
}
TONI_CAMBIO = {"aggiunta": "positivo", "tolta": "negativo", "cambiata": "attenzione"}

PASSI_DELL_ANNO = {
    "verifica": ("Segna come verificato", "L’Ufficio di Piano lo ha riletto: è pronto per il voto."),
    "rinvia_a_bozza": ("Riporta in bozza", "Si torna a scrivere; la versione congelata resta."),
    "proponi": ("Proponi al voto", "Si congela in una versione numerata e il segretario lo può mettere ai voti."),
    "trasmetti": ("Trasmesso alla Regione", "Scrivi come e quando: protocollo, PEC, portale."),
    "avvia": ("Avvia l’attuazione", "Le attività dell’anno cominciano."),
    "integra": ("Integra", "Si riapre per un’integrazione: la prossima proposta è una versione nuova."),
    "monitora": ("Segna come monitorato", "Gli indicatori dell’anno sono stati letti."),
    "rendiconta": ("Segna come rendicontato", "La spesa dell’anno è stata rendicontata."),
    "chiudi": ("Chiudi", "L’anno è concluso."),
}
TONI_VARIAZIONE = {
    Variazione.CONFERMATO: "neutro",
    Variazione.MODIFICATO: "attesa",
    Variazione.SOSPESO: "attenzione",
    Variazione.AGGIUNTO: "positivo",
}


@register.filter
def titolo_passo_attuativo(nome):
    """Il nome di un passaggio di stato dell’attuativo sul suo pulsante."""
    return PASSI_DELL_ANNO[nome][0]


@register.filter
def aiuto_passo_attuativo(nome):
    """Che cosa comporta un passaggio di stato dell’attuativo."""
    return PASSI_DELL_ANNO[nome][1]


@register.filter
def vuole_nota(nome):
    """Il passaggio dell’attuativo chiede un motivo o un atto?"""
    return PASSI_ATTUATIVO[nome].motivo


@register.filter
def tono_variazione(variazione):
    return TONI_VARIAZIONE[variazione]


@register.filter
def frase_stato(piano, ambito):
    """Una frase che dice a che punto è il piano, con il nome che l’organo ha in quell’Ambito e gli estremi dell’atto, se c’è."""
    frase = FRASI[piano.stato].format(organo=ambito.organo)
    if piano.prorogato:
        frase = f"{frase} Prorogato fino al {formatta_data(piano.al, esteso=True)}."
    if piano.adottata_id and piano.si_aggiorna:
        frase = f"{frase} Fino al voto vale la versione {piano.adottata.numero}."
    if piano.deliberazione:
        quando = f" del {formatta_data(piano.deliberato_il, esteso=True)}" if piano.deliberato_il else ""
        return f"{frase} {piano.deliberazione}{quando}."
    return frase


@register.filter
def titolo_passo(nome):
    """Il nome di un passaggio di stato sul suo pulsante."""
    return PASSI[nome][0]


@register.filter
def aiuto_passo(nome):
    """Che cosa comporta un passaggio di stato."""
    return PASSI[nome][1]


@register.simple_tag
def stato_sezione(sezione):
    """Lo stato di una sezione: completa, in scrittura, da scrivere, facoltativa."""
    if sezione.completa:
        return stato("Completa", "positivo")
    if sezione.revisione:
        return stato("In scrittura", "attesa")
    return stato("Da scrivere", "attenzione") if sezione.obbligatoria else stato("Facoltativa", "neutro")


@register.filter
def ritardo_in_parole(giorni):
    """«In ritardo di 3 giorni»."""
    return f"In ritardo di {conta(giorni, 'giorno', 'giorni')}"


@register.filter
def testo_di_sezione(html, livello=2):
    """Il testo di una sezione per la lettura: ripulito ancora, titoli da `livello` in giù e tabelle regolari."""
    # È passato da `ambito.nucleo.testo`: non contiene altro che i marcatori ammessi.
    return mark_safe(per_documento(html, livello))


@register.simple_tag
def testo_riletto(html, *posto):
    """Un testo di sezione in una pagina che può mostrare due volte lo stesso: `posto` dice quale dei suoi è."""
    return mark_safe(per_documento(html, 3, "-".join(map(str, posto))))


@register.filter
def testo_congelato(sezione, livello=3):
    """Il testo di una sezione di una versione, con le sue figure."""
    return mark_safe(con_le_figure(per_documento(sezione["testo"], livello), sezione.get("figure", [])))


@register.filter
def testo_da_stampare(sezione):
    """Il testo già regolare di una sezione per un PDF: le note vanno a piè di pagina, le figure al loro posto."""
    return mark_safe(con_le_figure(note_a_pie(sezione["html"]), sezione.get("figure", [])))


@register.filter
def differenze_di(sezione, livello=4):
    """Il testo di una sezione confrontata, con le parole aggiunte e tolte segnate e i tratti uguali accorciati."""
    # Anche qui escono solo i marcatori ammessi, più `ins` e `del` messi da noi.
    return mark_safe(differenze_per_documento(sezione["prima"], sezione["dopo"], livello))


@register.filter
def differenze_di_sintesi(sintesi):
    """Le tre righe di una sezione, con le parole aggiunte e tolte segnate: sono testo semplice, non marcato."""
    return differenze_di({lato: format_html("<p>{}</p>", testo) if testo else "" for lato, testo in sintesi.items()})


@register.simple_tag
def stato_cambio(genere, maschile=False):
    """Che cosa è successo a una voce: «Aggiunta», «Tolta», «Cambiata»."""
    return stato((al_maschile(genere) if maschile else genere).capitalize(), TONI_CAMBIO[genere])


@register.filter
def al_maschile(genere):
    """«aggiunta» → «aggiunto»."""
    return genere.removesuffix("a") + "o"


@register.filter
def manca_in_parole(mancanze):
    """«Completo», oppure quante cose mancano alla scheda."""
    if not mancanze:
        return "Completo"
    return "Manca 1 cosa" if len(mancanze) == 1 else f"Mancano {len(mancanze)} cose"


@register.simple_tag
def grafico_aree(per_area, triennio):
    """Le risorse per area come barre, dai dati congelati."""
    voci = [{"nome": voce["area"], "valore": Decimal(voce["valore"])} for voce in per_area]
    return barre(voci, "Risorse previste per area", f"Euro nel triennio {triennio}.", "euro")


@register.filter
def giorno_scritto(giorno):
    """Una data conservata come «2025-01-31», scritta per chi legge."""
    return formatta_data(date.fromisoformat(giorno), esteso=True)


@register.simple_tag
def grafico_eta(popolazione, stampa=False):
    """I residenti dell’Ambito per età, a barre."""
    voci = [{"nome": f["nome"], "valore": f["residenti"]} for f in popolazione["fasce"]]
    argomenti = (voci, "Residenti per età", "Quanti residenti ha l’Ambito in ogni fascia d’età.", "residenti")
    return barre(*argomenti) if stampa else due_misure(barre, *argomenti)


@register.simple_tag
def mappa_anziani(popolazione, stampa=False):
    """La mappa degli anziani ogni 100 residenti; vuota se non si conoscono i confini."""
    punti = [mappe.Punto(c["istat"], c["nome"], Decimal(c["anziani"]) if c["anziani"] else None, "") for c in popolazione["comuni"]]
    disegna = mappe.quantita_per_la_stampa if stampa else mappe.quantita
    spiega = "Residenti di 65 anni e più, Comune per Comune."
    return disegna(punti, "Anziani ogni 100 residenti", spiega, "ogni 100 residenti", 1) or ""


TONI_ESITO = {
    EsitoOsservazione.NESSUNA: "positivo",
    EsitoOsservazione.OSSERVAZIONE: "attenzione",
    EsitoOsservazione.CONTRARIO: "negativo",
}


@register.filter
def tono_esito(esito):
    """Il tono della risposta di un Comune."""
    return TONI_ESITO[esito]


@register.simple_tag
def stato_senza_risposta(giro, risponde):
    """Che cosa vale una sezione a cui il Comune non ha risposto: aspetta, o ciò che dice la regola del silenzio."""
    if not giro.e_chiuso:
        return stato("Aspetta la tua risposta" if risponde else "Senza risposta", "attesa" if risponde else "neutro")
    parole = {Silenzio.NESSUNA: "Nessuna osservazione, per silenzio", Silenzio.NON_ESPRESSO: "Non espresso"}
    return stato(parole[giro.silenzio], "neutro")


@register.filter
def nessuna_su_tutto(restano, totale):
    """Il pulsante che chiude in un gesto: su tutto, o su ciò che resta."""
    if restano == totale:
        return "Nessuna osservazione su tutto"
    return "Nessuna osservazione su 1 sezione" if restano == 1 else f"Nessuna osservazione sulle {restano} che restano"


@register.simple_tag
def luce(voce):
    """Il giudizio sull’andamento, in parole e colore."""
    return stato(LUCI[voce], TONI_LUCE[voce])


@register.simple_tag
def grafico_luci(luci):
    """Quanti obiettivi per giudizio, dai dati congelati della relazione."""
    voci = [{"nome": voce["nome"], "valore": voce["quanti"]} for voce in luci]
    return barre(voci, "Obiettivi per andamento", "Quanti obiettivi per giudizio.", "obiettivi")


@register.simple_tag
def grafico_esiti(esiti):
    """Quanti obiettivi per esito, dai dati congelati della relazione finale."""
    voci = [{"nome": voce["nome"], "valore": voce["quanti"]} for voce in esiti]
    return barre(voci, "Obiettivi per esito", "Quanti obiettivi per esito.", "obiettivi")


@register.simple_tag
def grafico_azioni(azioni):
    """Le azioni completate in ogni area, in percento."""
    voci = [{"nome": voce["nome"], "valore": voce["percento"]} for voce in azioni]
    return barre(voci, "Azioni completate per area", "In percento di quelle non annullate.", "%")
