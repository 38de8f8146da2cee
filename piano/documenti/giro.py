"""L’esito di un giro di osservazioni come documento."""

from django.utils import timezone

from ambito.documenti import Preparato
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import formatta_data
from piano import selezioni
from piano.selezioni import giri
from piano.stati import EsitoOsservazione


class EsitoNonPronto(ErroreAtteso):
    """Non c’è un giro chiuso di cui dare l’esito."""


def trova(triennio, anno):
    """L’ultimo giro di osservazioni chiuso del piano di quel triennio (o di quello che comprende l’anno, o di quello corrente)."""
    if triennio:
        piano = selezioni.piano_del(str(triennio))
    else:
        piano = selezioni.piano_dell_anno(int(anno)) if anno else selezioni.piano_corrente()
    giro = piano and giri.ultimo_chiuso(piano)
    if giro is None:
        raise EsitoNonPronto("Per questo periodo non c’è ancora un giro di osservazioni chiuso.")
    return giro


def prepara(giro, oggi):
    """L’esito di un giro chiuso: risposte per sezione, ogni osservazione col suo riscontro, la posizione di ogni Comune."""
    quadro, scritte, piano = giri.QuadroGiro(giro), list(giri.osservazioni(giro)), giro.piano
    return Preparato(
        oggetto_id=giro.pk,
        titolo="Esito del giro di osservazioni",
        sottotitolo=f"{piano}, {giro.numero}º giro: {giro.titolo}",
        nome_file=f"osservazioni-{piano.triennio}-giro-{giro.numero}.pdf",
        dati={
            **_estremi(giro),
            "lettera": giro.lettera,
            "comuni": [_comune_nel_giro(riga) for riga in quadro.righe],
            "espressi": quadro.espressi,
            "sezioni": [_sezione_in_giro(voce, scritte) for voce in quadro.per_sezione()],
            "scritte": len(scritte),
            "senza_riscontro": sum(not o.riscontro for o in scritte),
        },
        permesso="legge_piano",
        dimostrativo=piano.ambito.dimostrativo,
    )


def _estremi(giro):
    return {
        "titolo_piano": str(giro.piano),
        "aperto_il": formatta_data(timezone.localdate(giro.aperto_il), esteso=True),
        "chiude": formatta_data(giro.chiude, esteso=True),
        "chiuso_il": formatta_data(timezone.localdate(giro.chiuso_il), esteso=True),
        "motivo_chiusura": giro.motivo_chiusura,
        "silenzio": giro.get_silenzio_display(),
        "versione_piano": giro.versione.numero,
        "impronta_versione": giro.versione.impronta,
    }


def _comune_nel_giro(riga):
    return {
        "nome": riga.comune.nome,
        "posizione": giri.COMUNI[riga.stato][0],
        "silenzio": len(riga.caselle) - riga.risposte,
        "osservazioni": riga.conta[EsitoOsservazione.OSSERVAZIONE],
        "contrari": riga.conta[EsitoOsservazione.CONTRARIO],
    }


def _sezione_in_giro(voce, scritte):
    conti = voce["conta"]
    return {
        "codice": voce["codice"],
        "titolo": voce["titolo"],
        **{esito.value: conti[esito] for esito in EsitoOsservazione},
        "silenzio": conti[giri.TACITA] + conti[giri.NON_ESPRESSA],
        "osservazioni": [_scritta(o) for o in scritte if o.codice == voce["codice"]],
    }


def _scritta(osservazione):
    return {
        "comune": osservazione.comune.nome,
        "esito": osservazione.get_esito_display(),
        "testo": osservazione.testo,
        "riscontro": osservazione.get_riscontro_display(),
        "motivo": osservazione.motivo,
        "sezione_cambiata": str(osservazione.sezione_cambiata or ""),
    }
