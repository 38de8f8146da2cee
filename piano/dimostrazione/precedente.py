"""Il piano dimostrativo 2021-2023, prolungato al 2024 e concluso: ciò che legge chiunque nella stanza pubblica. Tutto inventato."""

from datetime import UTC, date, datetime
from decimal import Decimal

from piano.dimostrazione.dati import leggi
from piano.dimostrazione.monitoraggio import NOTA
from piano.models import (
    AreaPolicy,
    Azione,
    Indicatore,
    Obiettivo,
    PianoDiZona,
    Rilevazione,
    RisorsaObiettivo,
    Sezione,
    ValutazioneObiettivo,
    Verso,
)
from piano.operazioni.passati import SchedaPronta, carica_piano
from piano.selezioni.modelli import modelli_di_indice
from piano.stati import StatoPiano
from servizi.selezioni import aree, fondi

DAL, AL = date(2021, 1, 1), date(2024, 12, 31)
CONGELATO, DELIBERATO = datetime(2021, 2, 22, 9, 0, tzinfo=UTC), date(2021, 3, 4)
VALUTATO = datetime(2025, 1, 20, 9, 0, tzinfo=UTC)
TESTI = ("titolo", "descrizione", "bisogno", "modalita", "referente")


def racconta(scena, adesso):
    """Scrive il piano concluso con la versione adottata e le sue valutazioni finali."""
    voci, modello = leggi("precedente.json"), modelli_di_indice()["lombardia"]
    piano = PianoDiZona(
        triennio_inizio=DAL.year, triennio_fine=AL.year, deliberazione=voci["deliberazione"], deliberato_il=DELIBERATO,
        creato_il=adesso, **{f"nome_{livello}": nome for livello, nome in modello.livelli.items()},
    )  # fmt: skip
    sezioni = [_sezione(n, voce, voci["sezioni"]) for n, voce in enumerate(modello.sezioni) if voce["codice"] in voci["sezioni"]]
    usate = {voce["area"][0]: AreaPolicy(codice=voce["area"][0], nome=voce["area"][1]) for voce in voci["obiettivi"]}
    schede = [_scheda(voce, usate[voce["area"][0]], scena.persona("coordinatore")) for voce in voci["obiettivi"]]
    return carica_piano(
        piano, StatoPiano.CONCLUSO, aree=list(usate.values()), sezioni=sezioni, schede=schede, congelato_il=CONGELATO, adesso=adesso
    )


def _sezione(ordine, voce, testi):
    sintesi, testo = testi[voce["codice"]]
    return Sezione(ordine=ordine, testo=testo, sintesi=sintesi, completa=True, aggiornata_il=CONGELATO, **voce)


def _scheda(voce, area, chi):
    giorno, per_fondo = date.fromisoformat, {fondo.codice: fondo for fondo in fondi()}
    scritti = {campo: voce[campo] for campo in TESTI}
    obiettivo = Obiettivo(area=area, codice=f"{area.codice}1", inizio=DAL, fine=AL, aggiornato_il=CONGELATO, **scritti)
    esito, grado, perche, correttivi = voce["esito"]
    indicatori = [_indicatore(*dati) for *dati, _ in voce["indicatori"]]
    return SchedaPronta(
        obiettivo,
        target=[a for a in aree() if a.codice in voce["target"]],
        azioni=[
            (Azione(titolo=titolo, responsabile=responsabile, inizio=giorno(dal), fine=giorno(al), aggiornata_il=VALUTATO), stato)
            for titolo, responsabile, dal, al, stato in voce["azioni"]
        ],
        indicatori=indicatori,
        letture=[
            Rilevazione(
                indicatore=indicatore, al=AL, valore=Decimal(letto), nota=NOTA, scritta_il=VALUTATO, scritta_da=chi,
            )
            for indicatore, (*_, letto) in zip(indicatori, voce["indicatori"], strict=True)
        ],
        risorse=[
            RisorsaObiettivo(fondo=per_fondo[codice], anno=anno, importo=Decimal(importo))
            for codice, *importi in voce["risorse"]
            for anno, importo in zip(range(DAL.year, AL.year + 1), importi, strict=True)
            if Decimal(importo)
        ],
        esito=ValutazioneObiettivo(
            anno=AL.year, finale=True, esito=esito, grado=grado, perche=perche, correttivi=correttivi, scritta_il=VALUTATO,
            scritta_da=chi,
        ),
    )  # fmt: skip


def _indicatore(tipo, nome, unita, base, atteso, fonte):
    base, atteso = Decimal(base), Decimal(atteso)
    verso = Verso.ALTO if atteso > base else Verso.BASSO
    return Indicatore(tipo=tipo, nome=nome, unita=unita, base=base, atteso=atteso, fonte=fonte, verso=verso)
