"""Le tabelle di spesa: le stesse colonne, spezzate per una o più dimensioni."""

from django.db.models import F, Max, Sum

from rendicontazione.models import VoceSpesa
from rendicontazione.rapporti.tavola import Colonna, Riga, Tavola, somma
from rendicontazione.selezioni import SOMME
from rendicontazione.stati import CONSEGNATI

# Dimensione → (nome della colonna, come si arriva a codice, nome e posto in ordine).
DIMENSIONI = {
    "comune": ("Comune", ("rendiconto__comune__codice_istat", "rendiconto__comune__nome", "rendiconto__comune__nome")),
    "area": ("Area di utenza", ("area__codice", "area__nome", "area__ordine")),
    "intervento": ("Obiettivo di servizio", ("intervento__codice", "intervento__nome", "intervento__ordine")),
    "fondo": ("Fondo", ("fondo__codice", "fondo__nome", "fondo__ordine")),
}
IMPORTI = [Colonna(nome, "euro") for nome in ("Lorda", "Entrate", "Netta", "Liquidato")]
SENZA = "Senza un fondo indicato"


def voci(cifra):
    """Le righe di spesa, dei Comuni che hanno inviato, di cui la cifra è la somma."""
    righe = VoceSpesa.objects.filter(rendiconto__stato__in=CONSEGNATI, **cifra.filtri)
    return righe.select_related("rendiconto__comune", "rendiconto__campagna", "intervento", "area", "fondo").order_by(
        "rendiconto__campagna__anno", "rendiconto__comune__nome", "intervento__ordine", "area__ordine", "pk"
    )


def aggiornata_al(cifra):
    """Quando è arrivato l’ultimo invio fra quelli contati, o `None`."""
    return voci(cifra).order_by().aggregate(al=Max("rendiconto__inviato_il"))["al"]


def per(cifra, *dimensioni, chiave, titolo):
    """La spesa di quella cifra spezzata per le dimensioni date; ogni riga porta il codice che riapre le sue voci."""
    strade = [DIMENSIONI[d][1] for d in dimensioni]
    campi = {f"{d}_{campo}": F(s) for d, sue in zip(dimensioni, strade, strict=True)
             for campo, s in zip(("codice", "nome", "ordine"), sue, strict=True)}  # fmt: skip
    ordine = [campo for d in dimensioni for campo in (f"{d}_ordine", f"{d}_codice")]
    trovate = voci(cifra).order_by().values(**campi).annotate(persone=Sum("utenti"), **SOMME).order_by(*ordine)
    righe = [_riga(cifra, dimensioni, r) for r in trovate]
    nomi, primo = [Colonna(DIMENSIONI[d][0]) for d in dimensioni], len(dimensioni)
    importi = [somma(righe, primo + 1 + n) for n in range(len(IMPORTI))]
    vuote = [""] * (primo - 1)
    totale = Riga(["Totale", *vuote, sum(r.valori[primo] for r in righe), *importi], cifra.codice)
    return Tavola(
        chiave, titolo, [*nomi, Colonna("Utenti", "numero", larghezza="conteggio"), *IMPORTI], righe, totale if righe else None
    )


def _riga(cifra, dimensioni, r):
    codici = {d: r[f"{d}_codice"] or "" for d in dimensioni}
    nomi = [r[f"{d}_nome"] or SENZA for d in dimensioni]
    lorda, netta = r["totale_spesa_lorda"], r["totale_spesa_netta"]
    return Riga([*nomi, r["persone"], lorda, lorda - netta, netta, r["totale_liquidato"]], cifra.con(**codici).codice)


COLONNE_RIGHE = [
    Colonna("Codice Istat", in_pagina=False), Colonna("Comune"), Colonna("Anno", larghezza="stretta"), Colonna("Intervento"),
    Colonna("Area"), Colonna("Forma di gestione", in_pagina=False), Colonna("Fondo", larghezza="conteggio"),
    Colonna("Utenti", "numero", larghezza="conteggio"), Colonna("Lorda", "euro"),
    Colonna("Compartecipazione utenti", "euro", in_pagina=False), Colonna("Quota SSN", "euro", in_pagina=False),
    Colonna("Altre entrate", "euro", in_pagina=False), Colonna("Netta", "euro"), Colonna("Liquidato", "euro", in_pagina=False),
    Colonna("Nota", in_pagina=False),
]  # fmt: skip


def righe(cifra):
    """Le voci una per una: la prova di ogni cifra."""
    tutte = [
        Riga([
            v.rendiconto.comune.codice_istat, v.rendiconto.comune.nome, v.rendiconto.campagna.anno, v.intervento.etichetta,
            v.area.nome, v.forma_gestione, v.fondo.codice if v.fondo else "", v.utenti, v.spesa_lorda, v.compartecipazione_utenti,
            v.quota_ssn, v.altre_entrate, v.spesa_netta, v.liquidato, v.nota,
        ])
        for v in voci(cifra)
    ]  # fmt: skip
    return Tavola("righe", "Righe di spesa", COLONNE_RIGHE, tutte)
