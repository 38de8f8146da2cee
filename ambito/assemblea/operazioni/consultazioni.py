"""La consultazione scritta e la richiesta di convocazione."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ambito import flusso
from ambito.assemblea.models import Consultazione, Firma, RegolaVoto, Richiesta, Risposta
from ambito.assemblea.operazioni.comuni import blocca_organo, comuni_con_peso
from ambito.assemblea.parole import giorno_e_ora
from ambito.assemblea.selezioni import consultazioni, deleghe
from ambito.assemblea.stati import CONVOCA, ESPRESSE, StatoConsultazione
from ambito.avvisi import annuncia
from ambito.errori import ErroreAtteso, ErroreDiCampo
from ambito.models import Comune
from ambito.nucleo.casuale import codice_a_gruppi
from ambito.nucleo.impronta import impronta
from ambito.registro import annota


class ConsultazioneNonValida(ErroreDiCampo):
    """La consultazione non si può aprire così."""


class RispostaNonValida(ErroreAtteso):
    """La risposta non si può accettare."""


class RichiestaNonValida(ErroreAtteso):
    """La richiesta di convocazione non si può fare o firmare."""


@transaction.atomic
def apri(organo, *, oggetto, testo, materia, scade_il, poteri, adesso):
    """Apre una consultazione scritta fino a `scade_il`: ferma regola e pesi, e avvisa chi siede.

    Errori: `ConsultazioneNonValida`, `PesiMancanti`.
    """
    poteri.esigi(CONVOCA)
    # Due pressioni dello stesso tasto si mettono in fila qui: la seconda trova la consultazione della prima.
    organo, oggetto, oggi = blocca_organo(organo.pk), oggetto.strip(), timezone.localdate(adesso)
    regola = RegolaVoto.objects.vigente(organo, oggi)
    if regola is None:
        raise ConsultazioneNonValida(f"{organo} non ha una regola di voto in vigore oggi.")
    if scade_il - adesso < timedelta(hours=24):
        raise ConsultazioneNonValida("Per rispondere ci vuole almeno un giorno: scegli un termine più lontano.", "scade_il")
    _si_puo_chiedere(organo, regola, oggetto, materia)
    consultazione = Consultazione.objects.create(
        organo=organo, regola=regola, regola_congelata=regola.da_congelare(), seggi=_seggi(regola, oggi), oggetto=oggetto,
        testo=testo.strip(), materia=materia, aperta_il=adesso, scade_il=scade_il,
    )  # fmt: skip
    annota(consultazione, "consultazione.apri", f"Aperta fino al {giorno_e_ora(scade_il)}: {consultazione}",
           autore=poteri.utente, quando=adesso)  # fmt: skip
    annuncia(consultazione, "apri", autore=poteri.utente, adesso=adesso)
    return consultazione


def _si_puo_chiedere(organo, regola, oggetto, materia):
    """Una consultazione è doppia, o su ciò che per iscritto non si decide: `ConsultazioneNonValida`."""
    if organo.consultazioni.filter(oggetto=oggetto, stato=StatoConsultazione.APERTA).exists():
        raise ConsultazioneNonValida("Su questo oggetto c’è già una consultazione aperta.", "oggetto")
    if materia not in regola.regola().maggioranze:
        raise ConsultazioneNonValida("La regola di voto dell’organo non prevede questa materia.", "materia")
    if regola.regola().maggioranza(materia).scrutinio == "segreto":
        raise ConsultazioneNonValida("Su questa materia la regola vuole il voto segreto: per iscritto non si può.", "materia")
    if regola.enti_ammessi().filter(materia=materia).exists():
        raise ConsultazioneNonValida("Su questa materia votano anche enti, che lo fanno soltanto in seduta: convocala.", "materia")


def _seggi(regola, oggi):
    """I Comuni di oggi con il peso che la regola dà loro."""
    return [
        {"codice": a.comune.codice_istat, "nome": a.comune.nome, "peso": peso, "residenti": a.residenti}
        for a, peso in comuni_con_peso(regola.regola(), regola.quote, oggi)
    ]


@transaction.atomic
def rispondi(consultazione, comune_id, espressione, *, poteri, adesso, nota=""):
    """Il Comune risponde, una volta sola e prima del termine. `RispostaNonValida` altrimenti."""
    poteri.esigi("vota", comune_id)
    consultazione = _bloccata(consultazione)
    if not deleghe.impegna_fuori_dalla_sala(poteri, comune_id):
        raise RispostaNonValida("La tua delega è per una seduta, o è decaduta: per iscritto risponde il Sindaco.")
    if not consultazione.e_aperta or adesso >= consultazione.scade_il:
        raise RispostaNonValida("Il termine è passato: la risposta non è stata registrata.")
    if espressione not in ESPRESSE:
        raise RispostaNonValida("Scegli come risponde il Comune.")
    if gia := consultazione.risposte.filter(comune=comune_id).first():
        raise RispostaNonValida(f"Il Comune ha già risposto: {gia.get_espressione_display().lower()}, ricevuta {gia.ricevuta}.")
    comune = Comune.objects.get(pk=comune_id)
    if comune.codice_istat not in {s["codice"] for s in consultazione.seggi}:
        raise RispostaNonValida("Questo Comune non era dell’Ambito quando la consultazione è stata aperta.")
    risposta = Risposta.objects.create(
        consultazione=consultazione, comune=comune, espressione=espressione, nota=nota.strip(), utente=poteri.utente,
        persona=poteri.utente.nome_completo, data_il=adesso, ricevuta=codice_a_gruppi(),
    )  # fmt: skip
    annota(risposta, "consultazione.risponde", str(risposta), autore=poteri.utente, quando=adesso,
           dopo={"ricevuta": risposta.ricevuta})  # fmt: skip
    return risposta


def _bloccata(consultazione):
    return Consultazione.objects.select_for_update(no_key=True, of=("self",)).get(pk=consultazione.pk)


@transaction.atomic
def chiudi(consultazione, *, poteri, adesso):
    """Conta e chiude: dopo il termine, o prima se hanno risposto tutti."""
    poteri.esigi(CONVOCA)
    consultazione = _bloccata(consultazione)
    if consultazione.e_aperta:
        if adesso < consultazione.scade_il and (mancano := consultazioni.mancano(consultazione)):
            raise RispostaNonValida(
                f"Si può rispondere fino al {giorno_e_ora(consultazione.scade_il)}, e mancano ancora {len(mancano)} Comuni."
            )
        esito = consultazioni.conto(consultazione)
        consultazione.esito_calcolo, consultazione.approvata, consultazione.chiusa_il = esito, esito["approvata"], adesso
        consultazione.impronta = impronta(esito)
        consultazione.save(update_fields=["esito_calcolo", "approvata", "chiusa_il", "impronta"])
    return flusso.esegui(consultazione, "chiudi", poteri=poteri, adesso=adesso)


@transaction.atomic
def annulla(consultazione, *, motivo, poteri, adesso):
    """Annulla una consultazione aperta: le risposte restano scritte ma non contano."""
    poteri.esigi(CONVOCA)
    consultazione = _bloccata(consultazione)
    if consultazione.e_aperta:
        consultazione.motivo_annullamento = motivo.strip()
        consultazione.save(update_fields=["motivo_annullamento"])
    return flusso.esegui(consultazione, "annulla", poteri=poteri, adesso=adesso, nota=motivo)


@transaction.atomic
def chiedi(organo, comune_id, *, oggetto, testo, poteri, adesso):
    """Un Comune chiede di convocare l’organo, e così è il primo a firmare. `RichiestaNonValida` se la regola non lo prevede."""
    poteri.esigi("vota", comune_id)
    organo, oggetto = blocca_organo(organo.pk), oggetto.strip()
    if _servono(organo, adesso) is None:
        raise RichiestaNonValida("La regola di voto in vigore non dice quanti Comuni possono chiedere la convocazione.")
    if organo.richieste.filter(oggetto__iexact=oggetto, raggiunta_il__isnull=True).exists():
        raise RichiestaNonValida("Su questo argomento c’è già una richiesta che aspetta firme: firma quella.")
    richiesta = Richiesta.objects.create(organo=organo, oggetto=oggetto, testo=testo.strip(), chiesta_il=adesso)
    annota(richiesta, "richiesta.chiedi", str(richiesta), autore=poteri.utente, quando=adesso)
    firmata = _firma(richiesta, comune_id, poteri, adesso)
    annuncia(firmata, "chiedi", autore=poteri.utente, adesso=adesso)
    return firmata


@transaction.atomic
def firma(richiesta, comune_id, *, poteri, adesso):
    """Un altro Comune firma la richiesta; quando le firme bastano comincia il termine per convocare."""
    poteri.esigi("vota", comune_id)
    blocca_organo(richiesta.organo_id)
    return _firma(Richiesta.objects.select_related("organo").get(pk=richiesta.pk), comune_id, poteri, adesso)


def _firma(richiesta, comune_id, poteri, adesso):
    if not deleghe.impegna_fuori_dalla_sala(poteri, comune_id):
        raise RichiestaNonValida("La tua delega è per una seduta, o è decaduta: la richiesta la firma il Sindaco.")
    scritta, nuova = Firma.objects.get_or_create(
        richiesta=richiesta, comune_id=comune_id, defaults={"utente": poteri.utente, "firmata_il": adesso}
    )
    if nuova:
        annota(scritta, "richiesta.firma", f"{scritta}: {richiesta.oggetto}", autore=poteri.utente, quando=adesso)
    servono = _servono(richiesta.organo, adesso)
    if richiesta.raggiunta_il is None and servono is not None and richiesta.firme.count() >= servono:
        oggi = timezone.localdate(adesso)
        giorni = RegolaVoto.objects.vigente(richiesta.organo, oggi).richiesta_giorni
        richiesta.raggiunta_il, richiesta.convocare_entro = adesso, oggi + timedelta(days=giorni)
        richiesta.save(update_fields=["raggiunta_il", "convocare_entro"])
        annota(richiesta, "richiesta.raggiunta", f"Le firme bastano: {richiesta}", autore=poteri.utente, quando=adesso)
    return richiesta


def _servono(organo, adesso):
    return consultazioni.servono_per_organo(timezone.localdate(adesso)).get(organo.pk)
