"""Qualunque sia l’ordine di scritture, invii, rinvii, correzioni, chiusure e riaperture, i totali sono la somma delle righe.

E sono gli stessi in pagina, in xlsx, in csv e nei dati che il PDF stampa.
"""

import csv
import io
from collections import defaultdict
from decimal import Decimal

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ambito.errori import ErroreAtteso
from ambito.nucleo.fogli import scrivi_csv, scrivi_xlsx
from ambito.nucleo.formati_italiani import leggi_importo
from ambito.nucleo.impronta import impronta, impronta_file
from rendicontazione import operazioni, rapporti, selezioni
from rendicontazione.models import ChiusuraCampagna, VoceSpesa
from rendicontazione.rapporti import documento, letture, spesa
from rendicontazione.rapporti.tavola import ASSENTE
from rendicontazione.stati import CONSEGNATI
from servizi import selezioni as catalogo
from tests.rendicontazione.fabbriche import ANNO, apri, spesa_di, valori
from tests.scena import ADESSO, OGGI

CHI_SCRIVE = {"Codogno": "operatore", "Casalpusterlengo": "operatore.altro"}
ANNI = (ANNO - 1, ANNO)
AREE, FONDI = ["ANZ", "FM", "DIS"], ["", "FNPS", "FSR"]
ZERO = Decimal("0.00")
CENTESIMI = st.integers(17_500, 10**9).map(lambda n: Decimal(n).scaleb(-2))
COSE = ["scrive", "cambia", "togli", "invia", "rimanda", "valida", "chiudi", "riapri"]
PASSI = st.tuples(
    st.sampled_from(COSE), st.sampled_from(sorted(CHI_SCRIVE)),
    st.sampled_from(ANNI), st.sampled_from(AREE), st.sampled_from(FONDI), CENTESIMI,
)  # fmt: skip


def compi(scena, passo, nome, anno, area, fondo, lorda):
    """Un passo vero, dalla sua operazione; se in quello stato non si può, il rifiuto è atteso e nulla cambia."""
    rendiconto = spesa_di(scena, nome, anno)
    ufficio = {"poteri": scena.poteri("udp"), "adesso": ADESSO}
    comune = {"poteri": scena.poteri(CHI_SCRIVE[nome]), "adesso": ADESSO}
    voce = rendiconto.voci.order_by("pk").first()
    codice = catalogo.fondi().get(codice=fondo) if fondo else None
    # Il liquidato non supera la lorda.
    scritti = valori(area=area, fondo=codice, lorda=lorda, liquidato=Decimal("100.00"))
    try:
        if passo == "scrive":
            operazioni.scrivi_voci(rendiconto, [VoceSpesa(**scritti)], **comune)
        elif passo == "cambia" and voce:
            operazioni.cambia_voce(voce, valori={"spesa_lorda": lorda}, revisione=voce.revisione, **comune)
        elif passo == "togli" and voce:
            operazioni.togli_voce(voce, **comune)
        elif passo == "invia":
            operazioni.invia(rendiconto, senza_spesa=voce is None, messaggio="", **comune)
        elif passo == "rimanda":
            operazioni.rimanda(rendiconto, motivo="Rivedete le cifre.", **ufficio)
        elif passo == "valida":
            operazioni.valida(rendiconto, **ufficio)
        elif passo == "chiudi":
            operazioni.chiudi_campagna(rendiconto.campagna, **ufficio)
        elif passo == "riapri":
            operazioni.riapri_campagna(rendiconto.campagna, nota="Un errore.", **ufficio)
    except ErroreAtteso:
        pass


def attese(per):
    """Lorda e netta delle righe inviate, sommate qui riga per riga, secondo `per(voce)`."""
    somme = defaultdict(lambda: [ZERO, ZERO])
    for voce in VoceSpesa.objects.select_related("rendiconto__campagna", "rendiconto__comune", "area", "fondo"):
        if voce.rendiconto.stato in CONSEGNATI:
            somme[per(voce)][0] += voce.spesa_lorda
            somme[per(voce)][1] += voce.spesa_lorda - voce.compartecipazione_utenti - voce.quota_ssn - voce.altre_entrate
    return dict(somme)


def anno_di(voce):
    return voce.rendiconto.campagna.anno


def tavole(dimensione, come):
    """Le stesse somme lette dalle tabelle dei rapporti, anno per anno; il totale in fondo è la somma delle sue righe."""
    lette = {}
    for anno in ANNI:
        tavola = spesa.per(rapporti.Cifra((anno,)), dimensione, chiave="x", titolo="x")
        for riga in tavola.righe:
            lette[anno, come(rapporti.Cifra.leggi(riga.codice))] = [riga.valori[2], riga.valori[4]]
        if tavola.totale:
            assert tavola.totale.valori[2:] == [sum(colonna) for colonna in zip(*(r.valori[2:] for r in tavola.righe), strict=True)]
    return lette


def importi(righe, posti):
    """Gli importi di un foglio scaricato, come numeri; assente la cella vuota."""
    return [[None if r[p] in (None, "", ASSENTE) else leggi_importo(str(r[p])) for p in posti] for r in righe]


def uguali_ovunque(rapporto):
    """Ogni importo di ogni tabella è lo stesso nel rapporto, in pagina (e nel PDF, che stampa quei testi), nel csv e nell’xlsx."""
    preparato = documento.prepara(documento.Richiesta(rapporto), OGGI)
    stampate = {
        t["chiave"]: t for t in [*preparato.dati["tavole"], *([preparato.dati["righe"]] if preparato.dati["righe"] else [])]
    }
    for tavola in (*rapporto.tavole, rapporto.righe()):
        if not tavola.righe:
            continue
        posti = [n for n, c in enumerate(tavola.colonne) if c.genere == "euro" and c.in_pagina]
        voluti = [[r.valori[p] for p in posti] for r in (*tavola.righe, *([tavola.totale] if tavola.totale else []))]
        foglio = tavola.intestazioni(), tavola.valori()
        in_csv = list(csv.reader(io.StringIO(scrivi_csv(*foglio).decode("utf-8-sig")), delimiter=";"))[1:]
        assert importi(in_csv, posti) == voluti, tavola.titolo
        in_xlsx = list(load_workbook(io.BytesIO(scrivi_xlsx("tavola", *foglio))).active.values)[1:]
        assert [[None if r[p] is None else round(Decimal(str(r[p])), 2) for p in posti] for r in in_xlsx] == voluti, tavola.titolo
        visibili = [n for n, c in enumerate(c for c in tavola.colonne if c.in_pagina) if c.genere == "euro"]
        scritta = stampate[tavola.chiave]
        in_fondo = [scritta["totale"]] if scritta["totale"] else []
        in_pagina = [[c["testo"] for c in r["celle"]] for r in (*scritta["righe"], *in_fondo)]
        assert importi(in_pagina, visibili) == voluti, tavola.titolo


def chiusure_intatte():
    """Ogni chiusura è ancora la somma delle righe che ha conservato, e la griglia di una campagna chiusa torna con le sue righe."""
    for chiusura in ChiusuraCampagna.objects.all():
        righe = list(csv.DictReader(io.StringIO(bytes(chiusura.righe_csv).decode("utf-8-sig")), delimiter=";"))
        assert sum((leggi_importo(r["spesa_lorda"]) for r in righe), ZERO) == chiusura.spesa_lorda and len(righe) == chiusura.righe
        assert chiusura.impronta == impronta_file(bytes(chiusura.righe_csv))
        assert chiusura.impronta_regole == impronta(chiusura.regole)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(passi=st.lists(PASSI, min_size=4, max_size=24))
def test_i_totali_sono_la_somma_delle_righe_per_comune_area_fondo_e_anno(lodi, passi):
    with lodi.aperto("operatore"), transaction.atomic():
        for anno in ANNI:
            apri(lodi, anno)
        for passo in passi:
            compi(lodi, *passo)
        assert tavole("area", lambda c: c.area) == attese(lambda v: (anno_di(v), v.area.codice))
        assert tavole("comune", lambda c: c.comune) == attese(lambda v: (anno_di(v), v.rendiconto.comune.codice_istat))
        assert tavole("fondo", lambda c: c.fondo) == attese(lambda v: (anno_di(v), v.fondo.codice if v.fondo else ""))
        confronto = rapporti.fra_anni(letture.da_confrontare(selezioni.campagna(ANNO)))
        per_anno = attese(anno_di)
        assert confronto.tavole[0].totale.valori[1:3] == [per_anno.get(anno, [ZERO, ZERO])[1] for anno in ANNI]
        for anno in ANNI:
            schemi = rapporti.degli_schemi(selezioni.campagna(anno))
            assert [r.valori[-1] for t in schemi.tavole[:2] for r in t.righe] == [0] * 7
            uguali_ovunque(schemi)
        uguali_ovunque(confronto)
        chiusure_intatte()
        # Le chiusure non si cancellano: ogni esempio si annulla intero.
        transaction.set_rollback(True)
