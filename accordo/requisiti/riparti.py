"""Che cosa serve a un riparto per fare un passo; ogni funzione dà la frase di ciò che manca, o niente."""


def proposto_calcolato(riparto):
    """Si deposita uno scenario scelto e calcolato."""
    if riparto.proposto_id is None:
        return "Scegli prima quale scenario depositare."
    if not riparto.proposto.calcolato_il:
        return f"Lo scenario {riparto.proposto.lettera} non è calcolato: {riparto.proposto.impedimento}"
    return ""


def con_atto(riparto):
    """La deliberazione registrata ha i suoi estremi."""
    return "" if riparto.deliberazione and riparto.deliberato_il else "Scrivi numero e data della deliberazione."


def con_rate(riparto):
    """Si riscuote con almeno una rata, e le rate fanno il tutto."""
    percentuali = [rata.percentuale for rata in riparto.rate.all()]
    return "" if sum(percentuali) == 100 else "Scrivi le rate: le percentuali devono fare 100."
