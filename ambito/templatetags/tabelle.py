"""Tabelle di pagina: filtri e ordine nell'indirizzo, intestazioni ordinabili, esportazione, pagine."""

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

register = template.Library()


def _indirizzo(context, **cambi) -> str:
    """L'indirizzo della pagina attuale con alcuni parametri cambiati (None li toglie)."""
    parametri = context["request"].GET.copy()
    for nome, valore in cambi.items():
        parametri.pop(nome, None)
        if valore is not None:
            parametri[nome] = valore
    return f"?{parametri.urlencode()}"


@register.simple_block_tag(takes_context=True)
def risultati(context, content, id="tabella", mostrati=None, totale=None, nome="riga,righe"):
    """Ciò che filtri, ordine e pagine cambiano: «n su N» (annunciato), tabella o elenco vuoto, esportazione, pagine.

    `nome`: «singolare,plurale» di ciò che si elenca.
    """
    return render_to_string(
        "componenti/risultati.html",
        {
            "id": id,
            "mostrati": mostrati,
            "totale": totale,
            "nome": nome,
            "corpo": content,
            "salvati": context.get("filtri_salvati"),
            "elenco": context.get("elenco", ""),
            "parametri": context.get("parametri", ""),
            "ambito": context.get("ambito"),
            "csrf_token": context.get("csrf_token"),
            "ordine": context["request"].GET.get("ordine", ""),
        },
    )


@register.simple_block_tag
def tabella(content, didascalia, mostra_didascalia=False, a_schede=False, fissa=False):
    """Tabella che scorre di lato se serve; il blocco contiene thead e tbody.

    `a_schede`: sul telefono ogni riga diventa una scheda (le celle portano `data-etichetta`).
    `fissa`: è più grande dello schermo, e scorrendo l’intestazione e la prima colonna restano in vista.
    """
    return render_to_string(
        "componenti/tabella.html",
        {"didascalia": didascalia, "mostra_didascalia": mostra_didascalia, "a_schede": a_schede, "fissa": fissa, "corpo": content},
    )


@register.simple_tag(takes_context=True)
def ordina(context, etichetta, campo, numero=False, tabella="tabella"):
    """Intestazione di colonna che ordina: scrive `?ordine=campo` oppure `?ordine=-campo`."""
    attuale = context["request"].GET.get("ordine", "")
    verso = {campo: "ascending", f"-{campo}": "descending"}.get(attuale, "")
    prossimo = f"-{campo}" if verso == "ascending" else campo
    return render_to_string(
        "componenti/ordina.html",
        {
            "etichetta": etichetta,
            "campo": campo,
            "numero": numero,
            "tabella": tabella,
            "verso": verso,
            "indirizzo": _indirizzo(context, ordine=prossimo, pagina=None),
        },
    )


@register.simple_block_tag(takes_context=True)
def filtri(context, content, tabella="tabella", etichetta="Filtra l’elenco", invia="Filtra"):
    """Modulo di ricerca GET: i filtri stanno nell'indirizzo, che si può salvare e spedire."""
    return render_to_string(
        "componenti/filtri.html",
        {"campi": content, "tabella": tabella, "etichetta": etichetta, "invia": invia, "percorso": context["request"].path},
    )


@register.simple_tag(takes_context=True)
def esporta(context, formati="xlsx,csv"):
    """Collegamenti per scaricare l'elenco così com'è filtrato: `?formato=xlsx`, `?formato=csv`."""
    voci = [{"formato": f, "url": _indirizzo(context, formato=f, pagina=None)} for f in formati.split(",")]
    return render_to_string("componenti/esporta.html", {"voci": voci})


@register.simple_tag(takes_context=True)
def pagine(context, pagina):
    """Navigazione fra le pagine di un `Paginator`; nulla se la pagina è una sola."""
    if pagina.paginator.num_pages < 2:
        return ""
    numeri = [
        {"testo": str(n), "url": _indirizzo(context, pagina=n), "attuale": n == pagina.number} if isinstance(n, int) else None
        for n in pagina.paginator.get_elided_page_range(pagina.number, on_each_side=1, on_ends=1)
    ]
    return render_to_string(
        "componenti/pagine.html",
        {
            "numeri": numeri,
            "prima": _indirizzo(context, pagina=pagina.number - 1) if pagina.has_previous() else "",
            "dopo": _indirizzo(context, pagina=pagina.number + 1) if pagina.has_next() else "",
        },
    )


@register.simple_tag
def cella_numero(valore):
    """Cella di numeri, allineata a destra; il valore arriva già formattato."""
    return mark_safe(f'<td class="numero">{conditional_escape(valore)}</td>')
