"""Le parti che devono ancora approvare o firmare, e chi riceverebbe un sollecito."""

from django.urls import reverse

from accordo.selezioni.accordi import chi_manca
from accordo.stati.accordi import StatoAccordo
from ambito import solleciti
from ambito.avvisi import persone_degli_enti, persone_dei_comuni

GENERE = "parteaccordo.sollecito"
ASPETTANO = frozenset({StatoAccordo.IN_APPROVAZIONE, StatoAccordo.IN_FIRMA})


def testi_per_le_parti(accordo):
    """Titolo e pagina del sollecito a ciascuna parte."""
    manca = "la firma" if accordo.stato == StatoAccordo.IN_FIRMA else "l’atto"
    return solleciti.Parole(
        titolo=lambda parte: f"{accordo}: manca {manca} di {parte}",
        url=lambda parte: reverse("accordo:parte", args=[accordo.ambito.slug, accordo.codice, parte.pk]),
    )


def parti_da_sollecitare(accordo, oggi):
    """Le parti che mancano, ciascuna con chi carica atti e firme per lei. Quattro interrogazioni, quante che siano le parti."""
    parti = list(chi_manca(accordo))
    dei_comuni = persone_dei_comuni("carica_atti", oggi, [p.comune_id for p in parti if p.comune_id])
    degli_enti = persone_degli_enti(oggi, [p.ente_id for p in parti if p.ente_id])
    persone = {p.pk: dei_comuni.get(p.comune_id, []) if p.comune_id else degli_enti.get(p.ente_id, []) for p in parti}
    return solleciti.da_sollecitare([(p, p.etichetta) for p in parti], genere=GENERE, oggi=oggi, persone=persone)
