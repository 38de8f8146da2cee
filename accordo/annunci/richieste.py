"""Chi si avvisa quando un ente chiede di aderire."""

from django.urls import reverse

from ambito.registri import Annuncio


def _da_esaminare(richiesta, nota):
    return Annuncio(
        f"{richiesta} chiede di aderire",
        f"{richiesta.persona} ({richiesta.carica}) ha confermato il suo indirizzo: controlla l’ente, poi invitalo o digli di no.",
        reverse("accordo:richiesta", args=[richiesta.ambito.slug, richiesta.avviso.triennio, richiesta.pk]),
        "conferisce_incarichi",
    )


ANNUNCI = {("accordo.richiestaente", "verifica"): _da_esaminare}
