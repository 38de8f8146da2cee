"""Gli obiettivi del piano dimostrativo."""

from datetime import date
from decimal import Decimal

from piano import operazioni
from piano.dimostrazione.dati import leggi
from piano.models import AreaPolicy, Azione, Indicatore, Obiettivo, RisorsaObiettivo
from servizi.selezioni import aree, fondi


def scrivi(piano, utente, adesso):
    """Le schede obiettivo con azioni, indicatori e risorse."""
    per_area = {area.codice: area for area in AreaPolicy.objects.filter(piano=piano)}
    per_target = {area.codice: area for area in aree()}
    per_fondo = {fondo.codice: fondo for fondo in fondi()}
    for voce in leggi("obiettivi.json"):
        scheda = Obiettivo(
            piano=piano, area=per_area[voce["area"]], inizio=piano.dal, fine=piano.al,
            integrazione_sociosanitaria=voce["integrazione"],
            **{campo: voce[campo] for campo in ("titolo", "descrizione", "bisogno", "modalita", "continuita", "referente")},
        )  # fmt: skip
        target = [per_target[codice] for codice in voce["target"]]
        operazioni.salva_obiettivo(
            scheda, target=target, righe=_righe(voce, piano, per_fondo), partenza=0, utente=utente, adesso=adesso
        )


def _righe(voce, piano, per_fondo):
    giorno = date.fromisoformat
    righe = [Azione(titolo=t, responsabile=chi, inizio=giorno(dal), fine=giorno(al)) for t, chi, dal, al in voce["azioni"]]
    for tipo, nome, unita, base, atteso, fonte in voce["indicatori"]:
        righe.append(Indicatore(tipo=tipo, nome=nome, unita=unita, base=Decimal(base), atteso=Decimal(atteso), fonte=fonte))
    for codice, *importi in voce["risorse"]:
        righe += [
            RisorsaObiettivo(anno=anno, fondo=per_fondo[codice], importo=Decimal(importo))
            for anno, importo in zip(piano.anni, importi, strict=True)
            if Decimal(importo)
        ]
    return righe
