"""Le righe di spesa come foglio: le stesse colonne ovunque escano dal portale come prova di una cifra."""

from ambito.nucleo.fogli import scrivi_csv

TITOLI = (
    "istat_code", "comune", "anno", "intervento", "area_utenza", "forma_gestione", "fondo", "utenti", "spesa_lorda",
    "compartecipazione_utenti", "quota_ssn", "altre_entrate", "spesa_netta", "liquidato", "nota",
)  # fmt: skip


def foglio(voci):
    """Il csv delle righe date, una per una: chi lo riceve può rifare i conti."""
    righe = [
        [
            v.rendiconto.comune.codice_istat, v.rendiconto.comune.nome, v.rendiconto.campagna.anno, v.intervento.etichetta,
            v.area.etichetta, v.forma_gestione, v.fondo.etichetta if v.fondo else "", v.utenti, v.spesa_lorda,
            v.compartecipazione_utenti, v.quota_ssn, v.altre_entrate, v.spesa_netta, v.liquidato, v.nota,
        ]
        for v in voci
    ]  # fmt: skip
    return scrivi_csv(TITOLI, righe)
