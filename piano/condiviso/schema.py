"""I nomi dei nodi e dei segni dell’editor (TipTap) e i marcatori HTML che vi corrispondono."""

# Il frammento del documento Yjs che l’editor conosce con questo nome.
FRAMMENTO = "default"
# Nodi che contengono soltanto parole.
PIATTI = {"p": ("paragraph", {}), **{f"h{n}": ("heading", {"level": n}) for n in (2, 3, 4)}}
ELENCHI = {"ul": "bulletList", "ol": "orderedList"}
CONTENITORI = {
    **{nodo: nome for nome, nodo in ELENCHI.items()},
    "listItem": "li",
    "blockquote": "blockquote",
    "table": "table",
    "tableRow": "tr",
    "tableCell": "td",
    "tableHeader": "th",
}
# Nell’ordine in cui l’editor li annida, dal più esterno. Un collegamento e una nota non contengono altri segni (`pulisci_html`).
SEGNI = {
    "nota": "small",
    "link": "a",
    "bold": "strong",
    "italic": "em",
    "strike": "s",
    "underline": "u",
    "superscript": "sup",
    "subscript": "sub",
}
DA_MARCATORE = {marcatore: segno for segno, marcatore in SEGNI.items()}
A_CAPO = "hardBreak"
