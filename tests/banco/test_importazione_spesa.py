"""Quanto costa importare la spesa, in rapporto alla sola lettura del foglio più la copia delle sue celle nella banca dati."""

from decimal import Decimal

import pytest

from ambito.db.blocco import scrivi_in_blocco
from ambito.importazione import motore
from ambito.nucleo.fogli import leggi_foglio, scrivi_csv
from rendicontazione.models import FormaGestione, VoceSpesa
from rendicontazione.operazioni.voci import CHIAVE_VOCE, VALORI_VOCE
from rendicontazione.tracciati import SPESA
from rendicontazione.tracciati.colonne import COLONNE
from servizi import selezioni as catalogo
from servizi.models import Intervento
from tests.banco.cpu import misura
from tests.rendicontazione.fabbriche import ANNO, apri, spesa_di
from tests.scena import ADESSO

# Limiti sul rapporto di ciascun passo (controllo con anteprima; conferma con scrittura) alla lettura più copia: vedi misure.md.
RAPPORTO_MASSIMO = {10_000: 3, 50_000: 3}


def chiavi(righe):
    """Le prime `righe` combinazioni di intervento, area e forma di gestione, con abbastanza interventi inventati."""
    aree, forme = list(catalogo.aree()), [f.value for f in FormaGestione]
    servono = -(-righe // (len(aree) * len(forme)))
    Intervento.objects.bulk_create(Intervento(codice=f"X{n}", nome=f"Intervento {n}", ordine=100 + n) for n in range(servono))
    return [(i, a, f) for i in catalogo.interventi() for a in aree for f in forme][:righe]


def foglio(combinazioni, anno):
    celle = [
        ["098019 Codogno", anno, i.etichetta, a.etichetta, f, "", n % 900, f"{n + 1000},50", "10,00", "", "5,25", "",
         f"{n % 997},10", f"nota {n}"]
        for n, (i, a, f) in enumerate(combinazioni)
    ]  # fmt: skip
    return scrivi_csv([c.etichetta for c in COLONNE], celle)


def copia(combinazioni, rendiconto):
    """Il minimo per scrivere le stesse righe, senza guardarle: COPY e INSERT."""
    dieci, zero = Decimal("10.00"), Decimal("0.00")
    righe = ((rendiconto.ambito_id, rendiconto.pk, i.pk, a.pk, f, None, 1, Decimal(n + 1000), dieci, zero, zero, zero, "", 1)
             for n, (i, a, f) in enumerate(combinazioni))  # fmt: skip
    scrivi_in_blocco(VoceSpesa, (*CHIAVE_VOCE, *VALORI_VOCE), righe, chiave=CHIAVE_VOCE, aggiorna=VALORI_VOCE)


@pytest.mark.lento
@pytest.mark.parametrize("righe", sorted(RAPPORTO_MASSIMO))
def test_importare_costa_poco_piu_che_leggere_e_copiare(lodi, righe):
    """Se la prima volta il rapporto è alto si rifà, su un altro anno: vale la migliore delle due."""
    with lodi.aperto("operatore"):
        combinazioni = chiavi(righe)
        rapporto = rapporto_in(lodi, ANNO, combinazioni)
        if rapporto > RAPPORTO_MASSIMO[righe]:
            rapporto = rapporto_in(lodi, ANNO - 1, combinazioni)
        assert rapporto <= RAPPORTO_MASSIMO[righe]


def rapporto_in(lodi, anno, combinazioni):
    """Il passo più caro dell’importazione in quell’anno, in volte la lettura del foglio più la copia delle sue righe."""
    apri(lodi, anno)
    righe = len(combinazioni)
    byte, rendiconto = foglio(combinazioni, anno), spesa_di(lodi, anno=anno)
    _, lettura = misura(lambda: leggi_foglio("spesa.csv", byte))
    # In un altro Comune: righe cancellate nella stessa transazione peserebbero sugli indici.
    _, copiatura = misura(lambda: copia(combinazioni, spesa_di(lodi, "Casalpusterlengo", anno)))
    dati = {"comune": lodi.comuni["Codogno"], "parametri": {"anno": anno}, "utente": lodi.utenti["operatore"], "adesso": ADESSO}
    caricamento, controllo = misura(lambda: motore.carica(SPESA, nome_file="spesa.csv", byte=byte, **dati))
    assert caricamento.anteprima["nuove"] == righe
    poteri = lodi.poteri("operatore")
    _, conferma = misura(lambda: motore.applica(caricamento, poteri=poteri, adesso=ADESSO))
    assert rendiconto.voci.count() == righe
    limite = lettura + copiatura
    print(f"{righe} righe: lettura {lettura:.2f} s, copia {copiatura:.2f} s; controllo {controllo / limite:.2f}, "
          f"conferma {conferma / limite:.2f} volte")  # fmt: skip
    return max(controllo, conferma) / limite
