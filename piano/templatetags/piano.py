"""Parole e piccoli pezzi che si ripetono nelle pagine del piano."""

from decimal import Decimal

from django import template
from django.utils.safestring import mark_safe

from ambito.nucleo.formati_italiani import formatta_data, formatta_numero
from ambito.nucleo.grafici import barre
from ambito.nucleo.testo import per_documento
from ambito.templatetags.componenti import stato
from piano.parole import LUCI, TONI_LUCE
from piano.stati import StatoPiano

register = template.Library()

FRASI = {
    StatoPiano.BOZZA: "L’Ufficio di Piano lo sta scrivendo: tutti lo possono leggere.",
    StatoPiano.PROPOSTO: "È congelato e aspetta il voto dell’Assemblea dei Sindaci.",
    StatoPiano.APPROVATO: "L’Assemblea l’ha approvato.",
    StatoPiano.VIGENTE: "È in vigore.",
    StatoPiano.CONCLUSO: "Il triennio è concluso.",
}
PASSI = {
    "rinvia_a_bozza": ("Rinvia a bozza", "Riapre il piano alle modifiche; la versione congelata resta fra le versioni."),
    "rendi_vigente": ("Rendi vigente", "Quando l’accordo di programma è perfezionato: scrivi l’atto."),
    "concludi": ("Concludi il piano", "Alla fine del triennio, dopo la valutazione finale."),
}


@register.filter
def frase_stato(piano):
    """Una frase che dice a che punto è il piano, con gli estremi dell’approvazione se c’è."""
    frase = FRASI[piano.stato]
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
def testo_di_sezione(html, livello=2):
    """Il testo di una sezione per la lettura: ripulito ancora, titoli da `livello` in giù e tabelle regolari."""
    # È passato da `ambito.nucleo.testo`: non contiene altro che i marcatori ammessi.
    return mark_safe(per_documento(html, livello))


@register.filter
def manca_in_parole(mancanze):
    """«Completo», oppure quante cose mancano alla scheda."""
    if not mancanze:
        return "Completo"
    return "Manca 1 cosa" if len(mancanze) == 1 else f"Mancano {len(mancanze)} cose"


@register.filter
def decimale(valore):
    """Un numero con i soli decimali che servono: «12», «12,50»; «–» se manca."""
    if valore is None:
        return "–"
    return formatta_numero(valore, 0 if valore == valore.to_integral_value() else 2)


@register.simple_tag
def grafico_aree(per_area, triennio):
    """Le risorse per area come barre, dai dati congelati."""
    voci = [{"nome": voce["area"], "valore": Decimal(voce["valore"])} for voce in per_area]
    return barre(voci, "Risorse previste per area", f"Euro nel triennio {triennio}.", "euro")


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
def grafico_azioni(azioni):
    """Le azioni completate in ogni area, in percento."""
    voci = [{"nome": voce["nome"], "valore": voce["percento"]} for voce in azioni]
    return barre(voci, "Azioni completate per area", "In percento di quelle non annullate.", "%")


@register.filter
def arrotonda(valore):
    """Un valore calcolato, con al più un decimale."""
    return formatta_numero(valore, 0 if valore == int(valore) else 1)
