"""L’estrazione per il sistema informativo regionale: offerta, misure coi codici degli altri, organico, popolazione. Solo somme."""

from servizi.models import MISURE
from servizi.riepilogo import INDICATORI
from servizi.selezioni import bisogni, corrispondenze, offerta, organico, rilevazioni
from servizi.selezioni.corrispondenze import SCHEMI


def tabelle(anno, oggi):
    """Nome del file → (intestazioni, righe)."""
    return {
        "offerta": _offerta(oggi),
        f"misure-{anno}": _misure(anno),
        f"assistenti-sociali-{anno}": _organico(anno),
        "popolazione": _popolazione(oggi),
    }


def _offerta(oggi):
    campi = ["denominazione", "codice_afam", "gestore", "natura_gestore", "posti_autorizzati", "posti_accreditati",
             "posti_contratto", "dal", "al"]  # fmt: skip
    righe = [
        [u.servizio.codice, u.servizio.nome, u.comune.codice_istat if u.comune else "", *(getattr(u, c) for c in campi)]
        for u in offerta.unita().in_esercizio(oggi)
    ]
    return ["servizio", "nome_servizio", "istat_code", *campi], righe


def _misure(anno):
    """Accanto al nostro codice, quello di ogni elenco esterno; più voci si separano con una barra."""
    codici = {}
    righe = []
    for misura in rilevazioni.rilevazioni(anno):
        servizio = misura.servizio
        if servizio.codice not in codici:
            voci = corrispondenze.di(servizio.codice, anno)
            codici[servizio.codice] = ["/".join(c.voce.codice for c in voci[schema]) for schema in SCHEMI]
        righe.append([misura.comune.codice_istat, anno, servizio.codice, servizio.area.codice, *codici[servizio.codice],
                      *(getattr(misura, m) for m in MISURE)])  # fmt: skip
    return ["istat_code", "anno", "servizio", "area_utenza", *(s.lower() for s in SCHEMI), *MISURE], righe


def _organico(anno):
    righe = [[r.comune.codice_istat if r.comune else "", r.datore, r.contratto, r.persone, r.etp] for r in organico.righe(anno)]
    return ["istat_code", "datore", "contratto", "persone", "equivalenti_tempo_pieno"], righe


def _popolazione(oggi):
    popolazioni, al, fonte = bisogni.popolazioni(oggi)
    righe = [[p.comune.codice_istat, p.totale, *(p.indicatore(i) for i in INDICATORI.values()), al, fonte] for p in popolazioni]
    return ["istat_code", "residenti", *INDICATORI, "al", "fonte"], righe


def leggimi(ambito, anno, oggi):
    """Che cosa c’è in ogni file e che cosa va confermato prima di inviarlo."""
    da_confermare = sorted({v.schema for v in corrispondenze.voci().values() if not v.e_verificata})
    return "\n".join([
        f"{ambito}: estrazione del {oggi:%d/%m/%Y}, misure dell’anno {anno}.",
        "",
        "File in csv, separatore «;», decimali con la virgola, codifica UTF-8. Una cella vuota vuol dire «non rilevato», non zero.",
        "Contengono solo somme: nessun dato su persone.",
        "",
        "I codici dei servizi sono quelli del portale; accanto, quelli degli elenchi esterni in vigore nell’anno.",
        f"Elenchi le cui voci non sono state rilette nella fonte, da confermare prima di un invio: {', '.join(da_confermare)}.",
        "",
    ])  # fmt: skip
