"""Il voto: aprire, votare, chiudere. Voto e chiusura si mettono in fila sulla riga della votazione."""

from django.db import transaction

from ambito import flusso
from ambito.assemblea import catena
from ambito.assemblea.models import PuntoOdg, SeggioSeduta, Votazione, Voto
from ambito.assemblea.operazioni.atti import adotta
from ambito.assemblea.operazioni.comuni import blocca
from ambito.assemblea.parole import elenco, giorno_e_ora
from ambito.assemblea.registri import OGGETTI_DI_VOTO
from ambito.assemblea.segnali import votazione_conclusa
from ambito.assemblea.selezioni import conto, deleghe, elezioni
from ambito.assemblea.stati import CONVOCA, ESPRESSE, Espressione, StatoPunto, StatoSeduta, StatoVotazione
from ambito.db.numeri import seguente
from ambito.documenti import nuovo_codice
from ambito.errori import ErroreAtteso
from ambito.nucleo.casuale import codice_a_gruppi
from ambito.nucleo.impronta import impronta
from ambito.nucleo.verdetto import ErroreScrutinio
from ambito.registro import annota


class VotazioneNonApribile(ErroreAtteso):
    """Adesso non si può mettere ai voti."""


class VotazioneConclusa(ErroreAtteso):
    """La votazione non è più aperta."""


class VotoNonValido(ErroreAtteso):
    """La scheda non si può accettare."""


class GiaVotato(ErroreAtteso):
    """Il Comune ha già consegnato la sua scheda: `voto` è quella conservata."""

    def __init__(self, voto):
        self.voto = voto
        super().__init__(
            f"Il voto {voto.seggio.genitivo} c’è già: {voto.get_espressione_display().lower()}, {giorno_e_ora(voto.espresso_il)}, "
            f"ricevuta {voto.ricevuta}. La scheda è una sola e non si cambia."
        )


@transaction.atomic
def apri_votazione(punto, *, poteri, adesso, scrutinio=Votazione.Scrutinio.PALESE):
    """Mette ai voti il punto in discussione; serve il numero legale in questo momento. Segreto, solo se ognuno ha un voto.

    Se per quella materia la regola vuole il segreto, segreto è anche chiedendo altro.
    """
    poteri.esigi(CONVOCA)
    seduta = blocca(punto.seduta)
    punto = PuntoOdg.objects.get(pk=punto.pk)
    _si_puo_votare(seduta, punto)
    if seduta.regola_di_voto.maggioranza(punto.materia).scrutinio == "segreto":
        scrutinio = Votazione.Scrutinio.SEGRETO
    if scrutinio == Votazione.Scrutinio.SEGRETO and seduta.regola_di_voto.tipo_peso != "uno_per_comune":
        raise VotazioneNonApribile("Con i pesi il voto non sarebbe segreto: il peso fa riconoscere il Comune.")
    votazione = Votazione(
        seduta=seduta,
        punto=punto,
        numero=seguente(seduta.votazioni),
        testo=punto.proposta or punto.oggetto,
        scrutinio=scrutinio,
        aperta_il=adesso,
        codice=nuovo_codice(),
    )
    votazione.testata = catena.testata(votazione, seduta)
    votazione.radice = catena.seggi_legati(votazione, seduta)[-1]["impronta"]
    votazione.save()
    annota(votazione, "votazione.apri", f"Aperta la votazione sul punto {punto.numero}: {punto.oggetto}",
           autore=poteri.utente, quando=adesso)  # fmt: skip
    return votazione


def _si_puo_votare(seduta, punto):
    if seduta.stato != StatoSeduta.IN_CORSO or punto.stato != StatoPunto.IN_DISCUSSIONE:
        raise VotazioneNonApribile("Si mette ai voti solo il punto in discussione, a seduta in corso.")
    if seduta.votazioni.filter(stato=StatoVotazione.APERTA).exists():
        raise VotazioneNonApribile("C’è già una votazione aperta: prima va chiusa.")
    if elezioni.aperta(seduta):
        raise VotazioneNonApribile("C’è un’elezione in corso: prima va conclusa.")
    legale = seduta.numero_legale()
    if not legale.valido:
        raise VotazioneNonApribile(" ".join(legale.passaggi))
    if punto.oggetto_tipo:
        _ancora_proponibile(punto)


def _ancora_proponibile(punto):
    genere = OGGETTI_DI_VOTO.get(punto.oggetto_tipo)
    if genere is None or punto.oggetto_id not in {oggetto_id for oggetto_id, _ in genere.proponibili(punto.seduta)}:
        raise VotazioneNonApribile(f"«{punto.oggetto}» non è più proposto al voto: rinvia il punto.")


@transaction.atomic
def vota(votazione, seggio_id, espressione, *, poteri, adesso, in_aula=False):
    """Deposita la scheda di un Comune, definitiva. `in_aula`: la registra il segretario per chi ha alzato la mano.

    Errori: `VotazioneConclusa`, `GiaVotato` (dice che cosa è già scritto), `VotoNonValido` (assente, scelta ignota).
    """
    votazione = Votazione.objects.bloccata(votazione.pk)
    seggio = SeggioSeduta.objects.filter(pk=seggio_id, seduta=votazione.seduta_id).first()
    if seggio is None:
        raise VotoNonValido("Questo Comune non siede in questa seduta.")
    poteri.esigi(*((CONVOCA,) if in_aula else ("vota", seggio.comune_id)))
    presenza = _scheda_ammessa(votazione, seggio, espressione)
    if not in_aula:
        per_delega = deleghe.per_delega(poteri, seggio.comune_id)
        _siede_chi_vota(presenza, per_delega)
        if per_delega:
            _delega_per_il_punto(votazione, deleghe.punti_ammessi(poteri.utente, seggio.comune_id, votazione.seduta))
    voto = Voto(
        votazione=votazione,
        seggio=seggio,
        espressione=espressione,
        persona=presenza.persona,
        espresso_da=poteri.utente,
        espresso_il=adesso,
        modo=Voto.Modo.AULA if in_aula else Voto.Modo.PERSONA,
        ricevuta=codice_a_gruppi(),
    )
    catena.aggiungi(votazione, [voto])
    voto.save()
    # Come ha votato si legge alla chiusura: il registro, intanto, dice solo che ha votato.
    annota(
        voto, "voto.deposita", f"Ha votato {seggio.soggetto}", autore=poteri.utente, quando=adesso, dopo={"ricevuta": voto.ricevuta}
    )
    return voto


def _scheda_ammessa(votazione, seggio, espressione):
    if gia := votazione.voti.filter(seggio=seggio).exclude(ricevuta="").first():
        raise GiaVotato(gia)
    if not votazione.e_aperta:
        raise VotazioneConclusa("La votazione è chiusa: il voto non è stato registrato.")
    if not seggio.conta_per(votazione.punto.materia):
        raise VotoNonValido(f"{seggio}: vota soltanto sulle materie «{seggio.materia}», e questa non lo è.")
    if votazione.e_segreta:
        raise VotoNonValido("Il voto è segreto, su schede di carta: nel portale si scrivono soltanto i totali.")
    if espressione not in ESPRESSE:
        raise VotoNonValido("Scegli «favorevole», «contrario», «astenuto» o «in conflitto di interessi».")
    presenza = seggio.presenze.filter(uscita__isnull=True).first()
    if presenza is None:
        raise VotoNonValido(f"{seggio}: non risulta presente, prima segna la presenza in sala.")
    return presenza


def _siede_chi_vota(presenza, per_delega):
    """Per il Comune vota chi siede: il Sindaco se c’è, altrimenti il delegato."""
    if per_delega and not presenza.del_delegato:
        raise VotoNonValido(f"In sala c’è {presenza.persona}: vota lui, non il delegato.")
    if presenza.del_delegato and not per_delega:
        raise VotoNonValido(f"In sala risulta {presenza.persona}, per delega: segna prima la tua presenza, poi voti tu.")


def _delega_per_il_punto(votazione, ammessi):
    """Il Sindaco può aver delegato soltanto per alcuni punti: sugli altri il delegato siede ma non vota."""
    if ammessi is not None and votazione.punto not in ammessi:
        quali = elenco(f"punto {punto.numero}" for punto in ammessi)
        raise VotoNonValido(f"La tua delega vale soltanto per: {quali}. Su questo punto siedi, ma non voti.")


@transaction.atomic
def registra_mani(votazione, scelte, *, poteri, adesso):
    """Registra insieme le mani alzate viste in aula: `scelte` è seggio → espressione. O tutte o nessuna."""
    return [vota(votazione, seggio_id, scelta, poteri=poteri, adesso=adesso, in_aula=True) for seggio_id, scelta in scelte.items()]


@transaction.atomic
def chiudi_votazione(votazione, *, poteri, adesso, totali=None):
    """Chiude, conta e conclude il punto. Approvata → deliberazione numerata. Chi ascolta `votazione_conclusa` agisce qui dentro.

    `totali` (favorevoli, contrari, astenuti) servono soltanto per un voto segreto: li proclama chi presiede.
    """
    poteri.esigi(CONVOCA)
    seduta = blocca(votazione.seduta)
    votazione = Votazione.objects.bloccata(votazione.pk)
    if not votazione.e_aperta:
        raise VotazioneConclusa("La votazione è già chiusa: il risultato è qui sotto.")
    votazione.seduta = seduta
    esito = _spoglia(votazione, totali) if votazione.e_segreta else _conta_le_schede(votazione, adesso)
    votazione.esito_calcolo, votazione.approvata, votazione.chiusa_il = esito, esito["approvata"], adesso
    votazione.impronta = impronta(esito)
    votazione.save(update_fields=["esito_calcolo", "approvata", "chiusa_il", "impronta", "testa"])
    votazione = flusso.esegui(votazione, "chiudi", poteri=poteri, adesso=adesso)
    _concludi_punto(votazione, poteri, adesso)
    return votazione


def _conta_le_schede(votazione, adesso):
    votazione.testa = _segna_muti(votazione, adesso)
    return conto.scrutinio(votazione, conto.schede(votazione))


def _spoglia(votazione, totali):
    """I totali proclamati, con i presenti di adesso; la testa li lega a ciò che si è messo ai voti."""
    if totali is None:
        raise VotoNonValido("Scrivi i totali proclamati: a favore, contrari, astenuti.")
    presenti = [s for s in votazione.seduta.presenti() if s.conta_per(votazione.punto.materia)]
    try:
        esito = conto.scrutinio_segreto(votazione, sorted(s.codice for s in presenti), totali)
    except ErroreScrutinio as errore:
        raise VotoNonValido(str(errore)) from errore
    votazione.testa = catena.urna(votazione.radice, esito)["impronta"]
    return esito


def _segna_muti(votazione, adesso):
    """Chi è presente e non ha votato riceve la sua riga: il conto si rifà dalle sole schede. Restituisce la testa della catena."""
    presenze = votazione.seduta.presenze.filter(uscita__isnull=True).select_related("seggio")
    muti = presenze.exclude(seggio__in=votazione.voti.values("seggio")).order_by("seggio__codice")
    muti = [p for p in muti if p.seggio.conta_per(votazione.punto.materia)]
    voti = [
        Voto(votazione=votazione, seggio=p.seggio, espressione=Espressione.NON_VOTANTE, persona=p.persona, espresso_il=adesso)
        for p in muti
    ]
    testa = catena.aggiungi(votazione, voti)
    Voto.objects.bulk_create(voti)
    return testa


def _concludi_punto(votazione, poteri, adesso):
    """Senza numero legale, o da rivotare, il punto resta in discussione e non si avvisa nessuno."""
    if not votazione.valida or votazione.esito_calcolo["da_rivotare"]:
        return
    passo = "approva" if votazione.approvata else "respingi"
    punto = votazione.punto = flusso.esegui(votazione.punto, passo, poteri=None, adesso=adesso)
    deliberazione = adotta(votazione, poteri=poteri, adesso=adesso) if votazione.approvata else None
    votazione_conclusa.send(
        sender=Votazione,
        punto=punto,
        deliberazione=deliberazione,
        approvata=votazione.approvata,
        poteri=poteri,
        adesso=adesso,
    )


@transaction.atomic
def annulla_votazione(votazione, *, motivo, poteri, adesso):
    """Annulla una votazione aperta per errore: le schede restano, ma non contano; il punto si può rimettere ai voti."""
    poteri.esigi(CONVOCA)
    votazione = Votazione.objects.bloccata(votazione.pk)
    if votazione.e_aperta:
        votazione.motivo_annullamento = motivo.strip()
        votazione.save(update_fields=["motivo_annullamento"])
    return flusso.esegui(votazione, "annulla", poteri=poteri, adesso=adesso, nota=motivo)
