"""I rilievi dell’Ufficio sulla spesa di un Comune, e che cosa riaprono."""

from dataclasses import dataclass

from rendicontazione.models import RilievoSpesa
from rendicontazione.stati import StatoRendiconto


@dataclass(frozen=True)
class Aperture:
    """Che cosa si può cambiare durante una correzione: righe intere (anche quelle aggiunte intanto), celle, righe nuove."""

    righe: frozenset
    celle: dict
    aggiunge: bool

    def campi(self, voce_id):
        """I campi della riga che si possono cambiare: `None` = tutti; vuoto = nessuno."""
        return None if voce_id in self.righe else self.celle.get(voce_id, frozenset())

    def tocca(self, voce_id):
        """La riga si può aprire."""
        return voce_id in self.righe or voce_id in self.celle

    def toglie(self, voce_id):
        return voce_id in self.righe


def aperture(rendiconto):
    """Che cosa riaprono i rilievi consegnati; `None` se si può cambiare tutto (non è una correzione, o non ha rilievi)."""
    if rendiconto.stato != StatoRendiconto.RETTIFICA_RICHIESTA:
        return None
    rilievi = list(rendiconto.rilievi.aperti())
    if not rilievi:
        return None
    celle = {}
    for r in rilievi:
        if r.campo:
            celle[r.voce_id] = celle.get(r.voce_id, frozenset()) | {r.campo}
    genere = RilievoSpesa.Genere
    righe = frozenset(r.voce_id for r in rilievi if r.genere == genere.RIGA)
    righe |= frozenset(rendiconto.voci.filter(nuova=True).values_list("pk", flat=True))
    return Aperture(righe, celle, any(r.genere == genere.MANCA for r in rilievi))


def si_toglie(prova, rendiconto, aperte):
    """Una prova si può togliere: finché non è stata inviata, o se la sua riga è riaperta."""
    da_inviare = rendiconto.inviato_il is None or prova.caricata_il > rendiconto.inviato_il
    return da_inviare or aperte is None or aperte.toglie(prova.voce_id)


def rilievi(rendiconto):
    """I rilievi sulla spesa di un Comune, divisi fra quelli in preparazione, quelli aperti e quelli chiusi."""
    tutti = list(rendiconto.rilievi.all())
    return {
        "in_preparazione": [r for r in tutti if not r.consegnato_il],
        "aperti": [r for r in tutti if r.consegnato_il and not r.chiuso_il],
        "chiusi": [r for r in tutti if r.chiuso_il],
    }
