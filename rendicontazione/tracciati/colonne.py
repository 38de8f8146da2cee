"""Le colonne del foglio della spesa.

Nei fogli i codici si scrivono con il nome («2.1 Assistenza domiciliare», «098019 Codogno»): così un foglio di calcolo non toglie
gli zeri e non scambia «2.1» per il 2 gennaio. In lettura va bene anche il solo codice o il solo nome.
"""

from ambito.importazione import Colonna
from ambito.importazione.letture import leggi_conteggio, leggi_positivo, lettore_nota
from ambito.nucleo.formati_italiani import leggi_codice_istat, leggi_importo, leggi_intero
from rendicontazione.models import MASSIMO_NOTA
from rendicontazione.tracciati.letture import etichetta_forma, leggi_forma

COLONNE = (
    Colonna("comune", "Codice Istat del Comune", leggi_codice_istat, sinonimi=("codice istat", "istat", "istat_code", "comune")),
    Colonna("anno", "Anno", leggi_intero),
    Colonna("intervento", "Intervento", str, sinonimi=("codice intervento", "obiettivo di servizio")),
    Colonna("area", "Area di utenza", str, sinonimi=("area", "codice area", "area utenza")),
    Colonna("forma_gestione", "Forma di gestione", leggi_forma, sinonimi=("gestione", "forma gestione")),
    Colonna("fondo", "Fondo", str, obbligatoria=False, sinonimi=("codice fondo",)),
    Colonna("utenti", "Utenti", leggi_conteggio, sinonimi=("numero utenti", "n utenti")),
    Colonna("spesa_lorda", "Spesa lorda", leggi_positivo, sinonimi=("lorda", "impegnato")),
    Colonna("compartecipazione_utenti", "Compartecipazione utenti", leggi_positivo, False, ("compartecipazione",)),
    Colonna("quota_ssn", "Quota SSN", leggi_positivo, False, ("ssn", "quota servizio sanitario")),
    Colonna("altre_entrate", "Altre entrate", leggi_positivo, False),
    Colonna("spesa_netta", "Spesa netta", leggi_importo, False, ("netta",)),
    Colonna("liquidato", "Liquidato", leggi_positivo, False, ("pagato",)),
    Colonna("nota", "Nota", lettore_nota(MASSIMO_NOTA), False, ("note",)),
)
ETICHETTE = {c.nome: c.etichetta for c in COLONNE}


def righe_del_foglio(rendiconto):
    """Le righe del Comune come si scrivono nel foglio da scaricare: ricaricato così com’è non cambia nulla."""
    comune = f"{rendiconto.comune.codice_istat} {rendiconto.comune.nome}"
    return [
        [
            comune, rendiconto.campagna.anno, v.intervento.etichetta, v.area.etichetta, etichetta_forma(v.forma_gestione),
            v.fondo.etichetta if v.fondo else "", v.utenti, v.spesa_lorda, v.compartecipazione_utenti, v.quota_ssn,
            v.altre_entrate, v.spesa_netta, v.liquidato, v.nota,
        ]
        for v in rendiconto.voci.per_elenco()
    ]  # fmt: skip
