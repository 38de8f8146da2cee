"""Qualunque sia l’ordine di scritture, invii, rinvii, correzioni e validazioni, i totali dei rapporti sono la somma delle righe."""

from collections import defaultdict
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ambito.errori import ErroreAtteso
from rendicontazione import operazioni, rapporti, selezioni
from rendicontazione.models import Campagna, Rendiconto, VoceSpesa
from rendicontazione.rapporti import letture, spesa
from rendicontazione.stati import CONSEGNATI
from servizi import selezioni as catalogo
from tests.rendicontazione.fabbriche import ANNO, apri, spesa_di, valori
from tests.scena import ADESSO

CHI_SCRIVE = {"Codogno": "operatore", "Casalpusterlengo": "operatore.altro"}
ANNI = (ANNO - 1, ANNO)
AREE, FONDI = ["ANZ", "FM", "DIS"], ["", "FNPS", "FSR"]
ZERO = Decimal("0.00")
CENTESIMI = st.integers(17_500, 10**9).map(lambda n: Decimal(n).scaleb(-2))
PASSI = st.tuples(
    st.sampled_from(["scrive", "cambia", "togli", "invia", "rimanda", "valida"]), st.sampled_from(sorted(CHI_SCRIVE)),
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


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(passi=st.lists(PASSI, min_size=4, max_size=24))
def test_i_totali_sono_la_somma_delle_righe_per_comune_area_fondo_e_anno(lodi, passi):
    with lodi.aperto("operatore"):
        for modello in (VoceSpesa, Rendiconto, Campagna):
            modello.objects.all().delete()
        for anno in ANNI:
            apri(lodi, anno)
        for passo in passi:
            compi(lodi, *passo)
        assert tavole("area", lambda c: c.area) == attese(lambda v: (anno_di(v), v.area.codice))
        assert tavole("comune", lambda c: c.comune) == attese(lambda v: (anno_di(v), v.rendiconto.comune.codice_istat))
        assert tavole("fondo", lambda c: c.fondo) == attese(lambda v: (anno_di(v), v.fondo.codice if v.fondo else ""))
        confronto = rapporti.fra_anni(letture.da_confrontare(selezioni.campagna(ANNO))).tavole[0]
        per_anno = attese(anno_di)
        assert confronto.totale.valori[1:3] == [per_anno.get(anno, [ZERO, ZERO])[1] for anno in ANNI]
