"""L’estratto di una deliberazione in PDF: che cosa è stato deliberato, da chi, con quali voti, da quando vale."""

from ambito.assemblea.documenti import NessunaSeduta
from ambito.assemblea.parole import elenco, giorno, giorno_e_ora
from ambito.assemblea.selezioni import deliberazioni
from ambito.documenti import Preparato
from ambito.models import Ambito
from ambito.nucleo.formati_italiani import formatta_data


def trova(triennio=None, anno=None):
    """L’ultima deliberazione dell’anno, o in assoluto. `NessunaSeduta` se non ce n’è."""
    tutte = deliberazioni.tutte()
    deliberazione = (tutte.filter(anno=int(anno)) if anno else tutte).first()
    if deliberazione is None:
        raise NessunaSeduta("Non c’è ancora una deliberazione di cui fare l’estratto.")
    return deliberazione


def prepara(deliberazione, oggi):
    """I dati dell’estratto, com’è la deliberazione oggi."""
    seduta, votazione = deliberazione.seduta, deliberazione.votazione
    schede = votazione.voti.select_related("seggio").order_by("seggio__nome")
    dati = {
        "organo": str(deliberazione.organo),
        "atto": deliberazione.organo.nome_atto,
        "numero": f"{deliberazione.numero}/{deliberazione.anno}",
        "oggetto": deliberazione.oggetto,
        "adottata": giorno_e_ora(deliberazione.adottata_il),
        "seduta": giorno(seduta.prima_convocazione),
        "convocazione": "prima" if seduta.convocazione == 1 else "seconda",
        "testo": deliberazione.testo,
        "presenti": elenco(_presenti(votazione, schede)),
        "scrutinio": votazione.get_scrutinio_display(),
        "contrari": elenco(scheda.seggio.nome for scheda in schede if scheda.espressione == "contrario"),
        "astenuti": elenco(scheda.seggio.nome for scheda in schede if scheda.espressione == "astenuto"),
        "passaggi": votazione.esito_calcolo["passaggi"],
        "testa": votazione.testa,
        "efficacia": _efficacia(deliberazione),
        "presiede": seduta.presiede,
        "segretario": str(seduta.segretario),
    }
    return Preparato(
        oggetto_id=deliberazione.pk,
        titolo=f"Estratto della {deliberazione.organo.nome_atto} n. {dati['numero']}",
        sottotitolo=f"{deliberazione.organo}, seduta del {dati['seduta']}",
        nome_file=f"estratto-{deliberazione.anno}-{deliberazione.numero:03d}.pdf",
        dati=dati,
        permesso="legge_sedute",
        dimostrativo=Ambito.objects.get(pk=deliberazione.ambito_id).dimostrativo,
    )


def _presenti(votazione, schede):
    """I nomi di chi era presente al voto; di un voto segreto li dice l’esito."""
    if not votazione.e_segreta:
        return [scheda.seggio.nome for scheda in schede if scheda.espressione != "conflitto"]
    nomi = {seggio["codice"]: seggio["nome"] for seggio in votazione.esito_calcolo["seggi"]}
    return sorted(nomi[codice] for codice in votazione.esito_calcolo["presenti"])


def _efficacia(deliberazione):
    """Le frasi su pubblicazione, esecutività e revoca che valgono quando l’estratto si fa."""
    pubblicazione, revoca = getattr(deliberazione, "pubblicazione", None), getattr(deliberazione, "revoca", None)
    frasi = []
    if pubblicazione is None:
        frasi.append("La pubblicazione non è ancora annotata.")
    else:
        frasi.append(f"{pubblicazione}.")
        if pubblicazione.immediata:
            frasi.append(f"Immediatamente eseguibile: {pubblicazione.motivo}.")
        else:
            frasi.append(f"Esecutiva dal {formatta_data(pubblicazione.esecutiva_dal, esteso=True)}.")
    if revoca is not None:
        quando = formatta_data(revoca.con.giorno, esteso=True)
        frasi.append(f"Revocata con {revoca.con.sigla} del {quando}.")
    return frasi
