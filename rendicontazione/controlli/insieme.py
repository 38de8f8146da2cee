"""I controlli che guardano le righe insieme, o un Comune accanto agli altri. Importi in euro, percentuali intere."""

from decimal import Decimal

from ambito.nucleo.formati_italiani import formatta_importo, formatta_numero
from rendicontazione.controlli.catalogo import Rilevato

SCOSTAMENTO = 30
SCARTO_MEDIANA = 50
# Sotto questa differenza una variazione non si chiede: su cifre piccole ogni percentuale è grande.
DIFFERENZA_MINIMA = Decimal("1000.00")
# Con meno Comuni la mediana direbbe la cifra di qualcuno.
COMUNI_PER_UNA_MEDIANA = 5


def scostamenti(prima, ora, *, anno, soglia):
    """C07: gruppi la cui spesa lorda cambia di più di `soglia` % rispetto a `prima`.

    `prima` e `ora`: `{chiave: (nome, importo)}` dell’anno precedente (`anno`) e di quello in corso. Un gruppo nuovo, o che non c’è
    più, cambia sempre di tutto; se non c’è più nessuna riga lo si fa notare una volta sola.
    """
    if prima and not ora:
        tutto = sum(importo for _, importo in prima.values())
        frase = f"Nel {anno} erano {_euro(tutto)}; ora nessuna riga."
        return [Rilevato("C07", "", "Tutta la spesa", frase)] if _salta(tutto, Decimal(0), soglia) else []
    trovati = []
    for chiave in sorted(prima.keys() | ora.keys()):
        nome = (ora.get(chiave) or prima[chiave])[0]
        era, adesso = (gruppi[chiave][1] if chiave in gruppi else Decimal(0) for gruppi in (prima, ora))
        if _salta(era, adesso, soglia):
            trovati.append(Rilevato("C07", chiave, nome, _come_cambia(era, adesso, anno)))
    return trovati


def _salta(era, adesso, soglia):
    differenza = abs(adesso - era)
    return differenza >= DIFFERENZA_MINIMA and differenza * 100 > era * soglia


def _come_cambia(era, adesso, anno):
    if not era:
        return f"Nel {anno} non c’era; ora {_euro(adesso)}."
    if not adesso:
        return f"Nel {anno} erano {_euro(era)}; ora non c’è."
    variazione = (adesso - era) * 100 / era
    return (
        f"Nel {anno} erano {_euro(era)}; ora {_euro(adesso)} ({'+' if variazione > 0 else ''}{formatta_numero(variazione, 1)} %)."
    )


def lontano_dalla_mediana(per_abitante, mediana, *, comuni, scarto):
    """C14: la spesa netta per abitante dista dalla mediana dei `comuni` che hanno inviato più di `scarto` %; `None` se torna."""
    if None in (per_abitante, mediana) or comuni < COMUNI_PER_UNA_MEDIANA or abs(per_abitante - mediana) * 100 <= mediana * scarto:
        return None
    frase = f"{_euro(per_abitante)} per abitante; la mediana dei {comuni} Comuni che hanno inviato è {_euro(mediana)}."
    return Rilevato("C14", "", "Spesa netta per abitante", frase)


def totale_diverso(somma, dichiarato):
    """C01: la frase se il totale scritto dal Comune non è la somma delle righe; vuota se torna o non l’ha scritto."""
    if dichiarato is None or dichiarato == somma:
        return ""
    verso = "in più" if somma > dichiarato else "in meno"
    return f"Le righe sommano {_euro(somma)}: {_euro(abs(somma - dichiarato))} {verso} del consuntivo ({_euro(dichiarato)})."


def _euro(importo):
    return f"{formatta_importo(importo)} €"
