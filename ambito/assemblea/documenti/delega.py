"""L’atto di delega in PDF, da firmare: chi delega chi, per quale Comune, per quale seduta o fino a quando, su quali punti."""

from ambito.assemblea.documenti import NessunaSeduta
from ambito.assemblea.parole import elenco
from ambito.assemblea.selezioni import deleghe
from ambito.documenti import Preparato
from ambito.models import Ambito, Incarico
from ambito.nucleo.formati_italiani import formatta_data


def trova(triennio=None, anno=None):
    """L’ultima delega cominciata nell’anno, o in assoluto. `NessunaSeduta` se non ce n’è."""
    tutte = Incarico.objects.filter(ruolo=deleghe.RUOLO).select_related("utente", "comune").order_by("-dal", "-pk")
    delega = (tutte.filter(dal__year=int(anno)) if anno else tutte).first()
    if delega is None:
        raise NessunaSeduta("Nessun Sindaco ha ancora delegato qualcuno.")
    return delega


def prepara(delega, oggi):
    """I dati dell’atto, com’è la delega oggi; lo legge chi può leggere le carte di quel Comune."""
    dati = {
        "comune": delega.comune.nome,
        "delegato": delega.utente.nome_completo,
        "atto": delega.atto,
        "dal": formatta_data(delega.dal, esteso=True),
        "al": formatta_data(delega.al, esteso=True) if delega.al else "",
        "punti": elenco(_punto(punto, giorno) for punto, giorno in deleghe.limiti_di(delega)),
        "sindaco": deleghe.sindaco_di(delega),
    }
    return Preparato(
        oggetto_id=delega.pk,
        titolo="Atto di delega",
        sottotitolo=f"Comune di {delega.comune.nome}, {dati['delegato']}",
        nome_file=f"delega-{delega.comune.codice_istat}-{delega.dal:%Y-%m-%d}.pdf",
        dati=dati,
        permesso="legge_comune",
        comune_id=delega.comune_id,
        dimostrativo=Ambito.objects.get(pk=delega.ambito_id).dimostrativo,
    )


def _punto(punto, giorno):
    return f"{punto.numero}. {punto.oggetto} (seduta del {formatta_data(giorno, esteso=True)})"
