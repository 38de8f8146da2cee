"""La relata di recapito in PDF: com’erano, quando si è fatta, gli avvisi di una seduta."""

from ambito.assemblea.documenti.convocazione import trova
from ambito.assemblea.parole import giorno, giorno_e_ora
from ambito.assemblea.selezioni import recapiti
from ambito.assemblea.stati import CONVOCA
from ambito.documenti import Preparato
from ambito.models import Ambito

__all__ = ["prepara", "trova"]

VOCI = ("avviso", "comune", "persona", "indirizzo", "preparato", "spedizione", "spedito", "letto")


def prepara(seduta, oggi):
    """I dati della relata; la legge soltanto chi tiene le sedute, perché ci sono gli indirizzi."""
    righe = recapiti.per_foglio(seduta)
    dati = {
        "organo": str(seduta.organo),
        "seduta": giorno_e_ora(seduta.prima_convocazione),
        "righe": [dict(zip(VOCI, riga, strict=True)) for riga in righe],
        "quanti": str(len(righe)),
    }
    return Preparato(
        oggetto_id=seduta.pk,
        titolo="Relata di recapito",
        sottotitolo=f"{seduta.organo}, {giorno(seduta.prima_convocazione)}",
        nome_file=f"relata-{seduta.prima_convocazione:%Y-%m-%d}.pdf",
        dati=dati,
        permesso=CONVOCA,
        dimostrativo=Ambito.objects.get(pk=seduta.ambito_id).dimostrativo,
    )
