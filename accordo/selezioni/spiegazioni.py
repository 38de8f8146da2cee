"""Perché un Comune paga ciò che paga, in una frase: quale criterio lo sposta di più, dall’anno prima o dalla media."""

from decimal import Decimal
from fractions import Fraction

from ambito.nucleo.formati_italiani import formatta_esatto, formatta_importo, formatta_misura, formatta_numero

CENTESIMO = Decimal("0.01")


def parti(quota, colonne):
    """Le parti di una quota per nome del criterio, in euro."""
    return {c["nome"]: Decimal(d["importo"]) for c, d in zip(colonne, quota.dettaglio, strict=True)}


def dato_scritto(dettaglio):
    """Il dato con cui si è divisa una parte, e il coefficiente se un correttivo lo tocca: «275», «275 × 0,8»; vuoto se non c’è."""
    if not dettaglio["dato"]:
        return ""
    per = f" × {formatta_esatto(Decimal(dettaglio['coefficiente']))}" if "coefficiente" in dettaglio else ""
    return f"{formatta_misura(Decimal(dettaglio['dato']))}{per}"


def frasi(riparto, scenario, quote, precedenti):
    """Perché paga ciò che paga, per ogni Comune (id → frase); `precedenti`: le quote del riparto di confronto, se c’è."""
    residenti = sum(q.residenti or 0 for q in quote)
    scenario_prima = riparto.precedente.proposto if precedenti else None
    if scenario_prima:
        scenario_prima.riparto = riparto.precedente
    return {q.comune_id: perche(q, scenario, precedenti.get(q.comune_id), scenario_prima, residenti) for q in quote}


def perche(quota, scenario, prima=None, scenario_prima=None, residenti=0):
    """La frase per un Comune. Con una quota dell’anno prima spiega la differenza, altrimenti lo scarto dalla media per abitante.

    In fondo dice se un correttivo tocca il suo dato. `residenti`: quelli di tutti i Comuni dello scenario.
    """
    if prima is not None:
        frase = _dall_anno_prima(quota, scenario, prima, scenario_prima)
    else:
        frase = _dalla_media(quota, scenario, residenti)
    return " ".join([frase, *_correttivi(quota, scenario.colonne)]).strip()


def _correttivi(quota, colonne):
    for colonna, dettaglio in zip(colonne, quota.dettaglio, strict=True):
        if "coefficiente" in dettaglio:
            per, dato = Decimal(dettaglio["coefficiente"]), Decimal(dettaglio["dato"])
            conta = f"conta {formatta_esatto(per * dato)} invece di {formatta_misura(dato)}"
            yield f"Correttivo di «{colonna['nome']}»: il suo dato {conta} (× {formatta_esatto(per)}, {colonna['correttivo']})."


def _dall_anno_prima(quota, scenario, prima, scenario_prima):
    differenza = quota.importo - prima.importo
    anno = scenario_prima.riparto.anno
    if not differenza:
        return f"Paga come nel {anno}."
    ora, allora = parti(quota, scenario.colonne), parti(prima, scenario_prima.colonne)
    spostamenti = {nome: ora.get(nome, 0) - allora.get(nome, 0) for nome in [*ora, *(n for n in allora if n not in ora)]}
    nome = _piu_forte(spostamenti, differenza)
    verso = "di più" if differenza > 0 else "di meno"
    frase = f"{formatta_importo(abs(differenza))} € {verso} del {anno}{_in_parte(differenza, prima.importo)}: "
    return f"{frase}pesa soprattutto «{nome}» ({_con_segno(spostamenti[nome])}){_novita(nome, ora, allora)}."


def _in_parte(differenza, prima):
    if not prima:
        return ""
    return f" ({'+' if differenza > 0 else '−'}{formatta_numero(abs(Fraction(differenza) / Fraction(prima) * 100), 1)} %)"


def _novita(nome, ora, allora):
    if nome not in allora:
        return ", che prima non c’era"
    return "" if nome in ora else ", che non c’è più"


def _piu_forte(spostamenti, totale):
    """Il criterio che spinge di più nel verso del totale; a parità, il primo."""
    return max(spostamenti, key=lambda nome: spostamenti[nome] if totale > 0 else -spostamenti[nome])


def _con_segno(importo):
    return f"{'+' if importo > 0 else '−' if importo < 0 else ''}{formatta_importo(abs(importo))} €"


def _dalla_media(quota, scenario, residenti):
    if not quota.residenti or not residenti:
        return ""
    quanto = Fraction(quota.residenti, residenti)
    scarti = {
        c["nome"]: _euro(Fraction(Decimal(d["importo"])) - Fraction(Decimal(c["parte"])) * quanto)
        for c, d in zip(scenario.colonne, quota.dettaglio, strict=True)
    }
    tutto = sum(Fraction(Decimal(c["parte"])) for c in scenario.colonne)
    suo, media = _euro(Fraction(quota.importo) / quota.residenti), _euro(tutto / residenti)
    scarto = sum(scarti.values())
    testa = f"{formatta_importo(suo)} € per abitante, la media è {formatta_importo(media)} €"
    if abs(scarto) < 1:
        return f"{testa}."
    nome = _piu_forte(scarti, scarto)
    verso = "lo fa salire" if scarto > 0 else "lo fa scendere"
    return f"{testa}: {verso} soprattutto «{nome}» ({_con_segno(scarti[nome])})."


def _euro(frazione):
    return (Decimal(frazione.numerator) / Decimal(frazione.denominator)).quantize(CENTESIMO)
