"""I componenti delle pagine: ogni tag dichiara le sue proprietà e rifiuta ciò che non conosce.

L'HTML sta in `templates/componenti/`; qui stanno nomi, valori ammessi e scelte. Esempi in `docs/componenti.md`.
"""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ambito.templatetags.formati import data_ora

register = template.Library()

TONI_STATO = ("neutro", "attesa", "positivo", "negativo", "attenzione")
ICONA_AVVISO = {
    "informazione": "info-circle",
    "attenzione": "warning-circle",
    "errore": "close-circle",
    "riuscita": "check-circle",
}
CLASSE_PULSANTE = {
    "primario": "btn btn-primary",
    "secondario": "btn btn-outline-primary",
    "pericolo": "btn btn-outline-danger",
    "testo": "pulsante-testo",
}
STATI_PASSO = {"fatto": "fatto", "corrente": "in corso", "da_fare": "da fare"}


def _rendi(componente, /, **dati) -> SafeString:
    return render_to_string(f"componenti/{componente}.html", dati)


def _corpo(content) -> SafeString:
    """Il contenuto del blocco senza spazi attorno: era già HTML reso dal motore dei modelli, e tale resta."""
    return mark_safe(content.strip())


def _ammesso(valore, ammessi, che_cosa) -> None:
    """Un valore sconosciuto è un errore di chi scrive la pagina: si dice subito quali sono quelli giusti."""
    if valore not in ammessi:
        raise template.TemplateSyntaxError(f"{che_cosa} «{valore}» sconosciuto: usare {', '.join(map(str, ammessi))}.")


@lru_cache(maxsize=8192)
def _indirizzo_fisso(nome, *argomenti):
    return reverse(nome, args=argomenti)


@register.simple_tag
def fisso(nome, *argomenti):
    """Un indirizzo che sta in testa o in fondo a ogni pagina, e dipende al più dall’Ambito; vuoto se la pagina non c’è.

    Come `url`, ma calcolato una volta per processo.
    """
    try:
        return _indirizzo_fisso(nome, *argomenti)
    except NoReverseMatch:
        return ""


@register.simple_tag
@lru_cache(maxsize=512)
def icona(nome, etichetta="", grande=False):
    """Icona del foglio vendorizzato; con `etichetta` parla anche ai lettori di schermo, senza è decorativa."""
    classe = "icona icona-grande" if grande else "icona"
    origine = f"{static('vendor/sprites.svg')}#it-{nome}"
    if etichetta:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>', classe, etichetta, origine)
    return format_html('<svg class="{}" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', classe, origine)


@register.simple_tag
def stato(etichetta, tono="neutro"):
    """Etichetta di stato. Il tono aggiunge colore e segno, mai significato: la parola basta da sola."""
    _ammesso(tono, TONI_STATO, "Tono")
    return format_html('<span class="stato stato-{}">{}</span>', tono, etichetta)


@register.simple_tag
def dimostrativo():
    """Marca un dato inventato per la dimostrazione."""
    return mark_safe('<span class="dimostrativo">dato dimostrativo</span>')


@register.simple_block_tag
def testa_pagina(content, titolo, sommario="", occhiello="", stato="", tono="neutro"):
    """Titolo della pagina (il solo h1), con sommario, stato e azioni (il contenuto del blocco)."""
    _ammesso(tono, TONI_STATO, "Tono")
    return _rendi(
        "testa_pagina", titolo=titolo, sommario=sommario, occhiello=occhiello, stato=stato, tono=tono, azioni=_corpo(content)
    )


@register.simple_block_tag
def avviso(content, tono="informazione", titolo="", livello=2, vivo=False):
    """Riquadro che informa, avverte, dice un errore o una riuscita. `vivo`: annunciato se compare dopo il caricamento."""
    _ammesso(tono, ICONA_AVVISO, "Tono")
    return _rendi("avviso", tono=tono, icona=ICONA_AVVISO[tono], titolo=titolo, livello=livello, vivo=vivo, corpo=_corpo(content))


@register.simple_tag
def tocca_a_te(voci, vuoto="Non c’è nulla che aspetti te."):
    """Elenco delle cose da fare di una persona: titolo, indirizzo, perche, scadenza, urgente, oggetto."""
    return _rendi("tocca_a_te", voci=voci, vuoto=vuoto)


@register.simple_tag
def cifre(voci):
    """Cifre principali: etichetta, valore (già formattato), nota e url facoltativi."""
    return _rendi("cifre", voci=voci)


@register.simple_block_tag
def riquadro(content, titolo="", id="", livello=2, sommario="", rilievo=False):
    """Sezione della pagina con il suo titolo; `rilievo` le dà uno sfondo."""
    return _rendi("riquadro", titolo=titolo, id=id, livello=livello, sommario=sommario, rilievo=rilievo, corpo=content)


@register.simple_block_tag
def griglia(content, colonne=3):
    """Dispone schede su 2, 3 o 4 colonne, che diventano una sul telefono."""
    _ammesso(colonne, (2, 3, 4), "Numero di colonne")
    return format_html('<div class="griglia griglia-{}">{}</div>', str(colonne), content)


@register.simple_block_tag
def scheda(content, titolo, url="", occhiello="", stato="", tono="neutro", icona="", livello=3):
    """Scheda con titolo (che è il collegamento, se c'è `url`) e testo breve."""
    _ammesso(tono, TONI_STATO, "Tono")
    return _rendi(
        "scheda",
        titolo=titolo,
        url=url,
        occhiello=occhiello,
        stato=stato,
        tono=tono,
        icona=icona,
        livello=livello,
        corpo=_corpo(content),
    )


@register.simple_block_tag
def azioni(content):
    """Fila di pulsanti."""
    return format_html('<div class="azioni">{}</div>', content)


@register.simple_tag
def pulsante(url, testo, tipo="primario", icona=""):
    """Collegamento con l'aspetto di un pulsante. Per scrivere qualcosa servono `conferma` o `modulo`, mai questo."""
    _ammesso(tipo, CLASSE_PULSANTE, "Tipo")
    return _rendi("pulsante", url=url, testo=testo, classe=CLASSE_PULSANTE[tipo], icona=icona)


@register.simple_tag
def invia(testo, tipo="primario", nome="", valore="", icona=""):
    """Pulsante che invia il modulo in cui sta."""
    _ammesso(tipo, CLASSE_PULSANTE, "Tipo")
    return _rendi("invia", testo=testo, classe=CLASSE_PULSANTE[tipo], nome=nome, valore=valore, icona=icona)


@register.simple_block_tag(takes_context=True)
def conferma(context, content, url, testo, domanda="", tipo="primario", nome="", valore="", icona=""):
    """Modulo POST di un solo pulsante; con JavaScript chiede conferma della `domanda`. Nel blocco: campi in più."""
    _ammesso(tipo, CLASSE_PULSANTE, "Tipo")
    return _rendi(
        "conferma",
        url=url,
        testo=testo,
        domanda=domanda,
        classe=CLASSE_PULSANTE[tipo],
        nome=nome,
        valore=valore,
        icona=icona,
        campi=_corpo(content),
        csrf_token=context.get("csrf_token"),
    )


@register.simple_block_tag(takes_context=True)
def modulo(context, content, form, invia="Salva", url="", annulla="", id=""):
    """Modulo POST completo: gettone CSRF, riepilogo degli errori, campi, pulsante. Nel blocco: altri pulsanti."""
    return _rendi(
        "modulo",
        form=form,
        invia=invia,
        url=url,
        annulla=annulla,
        id=id,
        altri=_corpo(content),
        csrf_token=context.get("csrf_token"),
    )


@register.simple_block_tag
def gruppo(content, titolo, aiuto=""):
    """Raggruppa campi che si rispondono insieme (fieldset e legend)."""
    return _rendi("gruppo", titolo=titolo, aiuto=aiuto, corpo=content)


@register.simple_tag
def sommario_errori(form):
    """Riepilogo degli errori, per i moduli scritti campo per campo (`{{ form }}` lo contiene già)."""
    return render_to_string("forms/sommario.html", {"form": form})


@register.simple_block_tag
def definizioni(content, compatte=False):
    """Elenco di coppie termine e valore; dentro si usano i tag `voce`."""
    return format_html('<dl class="definizioni{}">{}</dl>', " definizioni-compatte" if compatte else "", content)


@register.simple_block_tag
def voce(content, termine):
    """Una coppia di `definizioni`. Un valore assente si dice, non si lascia vuoto."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", termine, _corpo(content) or "non indicato")


@register.simple_tag
def passi(elenco, etichetta="Avanzamento"):
    """Percorso a passi: etichetta, stato (fatto, corrente, da_fare), url e nota facoltativi."""
    for passo in elenco:
        _ammesso(passo["stato"], STATI_PASSO, "Stato del passo")
    voci = [{**passo, "stato_in_parole": STATI_PASSO[passo["stato"]]} for passo in elenco]
    return _rendi("passi", passi=voci, etichetta=etichetta)


@register.simple_tag
def cronologia(eventi, vuoto="Ancora nessun evento."):
    """Eventi in ordine: quando (stringa), titolo, chi, testo, url e tono facoltativi."""
    return _rendi("cronologia", eventi=eventi, vuoto=vuoto)


@register.filter
def come_cronologia(eventi):
    """Gli eventi del registro come li vuole `cronologia`."""
    return [
        {"quando": data_ora(e.quando), "titolo": e.frase, "chi": str(e.autore or "il portale"), "testo": e.nota, "tono": "neutro"}
        for e in eventi
    ]


@register.simple_tag
def schede(elenco, etichetta="Sezioni della pagina", dentro=False):
    """Linguette che sono collegamenti (funzionano senza JavaScript): etichetta, url, attiva, numero. `dentro`: secondo ordine."""
    return _rendi("schede", schede=elenco, etichetta=etichetta, dentro=dentro)


@register.simple_block_tag
def affianca(content, proporzione="uguali"):
    """Due lati affiancati (grafico e tabella); sul telefono uno sotto l'altro. Dentro: due tag `lato`."""
    _ammesso(proporzione, ("uguali", "largo", "stretto"), "Proporzione")
    return format_html('<div class="affianca affianca-{}">{}</div>', proporzione, content)


@register.simple_block_tag
def lato(content, titolo="", livello=3):
    """Uno dei due lati di `affianca`."""
    return _rendi("lato", titolo=titolo, livello=livello, corpo=content)


@register.simple_block_tag
def dettagli(content, titolo, aperto=False):
    """Testo che si apre a richiesta, senza JavaScript."""
    return _rendi("dettagli", titolo=titolo, aperto=aperto, corpo=content)


@register.simple_block_tag
def vuoto(content, titolo, icona="folder"):
    """Elenco vuoto: che cosa manca e, nel blocco, che cosa fare adesso."""
    return _rendi("vuoto", titolo=titolo, icona=icona, corpo=_corpo(content))


@register.simple_block_tag
def ricco(content):
    """Testo ricco già ripulito dal server (o un confronto con inserimenti e cancellazioni)."""
    return format_html('<div class="testo-ricco">{}</div>', content)


@register.simple_tag
def barra(fatti, totale, etichetta):
    """Barra n su N: quante parti sono fatte. La frase è scritta accanto, non affidata al disegno."""
    return _rendi("barra", fatti=str(fatti), totale=str(totale), massimo=str(totale or 1), etichetta=etichetta)


@register.simple_tag
def scarica(url, titolo, formato="", peso="", nota=""):
    """Collegamento a un documento da scaricare, con formato e peso."""
    icone = {"PDF": "file-pdf", "XLSX": "file-xlsx", "CSV": "file-csv"}
    return _rendi("scarica", url=url, titolo=titolo, formato=formato, peso=peso, nota=nota, icona=icone.get(formato, "file"))


@register.simple_tag
def avanzamento(lavoro):
    """Avanzamento di un lavoro in secondo piano; si aggiorna da sé finché non è finito."""
    return render_to_string("parziali/avanzamento.html", {"lavoro": lavoro})
