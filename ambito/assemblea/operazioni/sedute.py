"""Preparare e convocare una seduta."""

from django.db import transaction
from django.utils import timezone

from ambito import flusso
from ambito.assemblea.models import RegolaVoto, Seduta, SeggioSeduta
from ambito.assemblea.operazioni.comuni import blocca, comuni_con_peso
from ambito.assemblea.parole import giorno_e_ora
from ambito.assemblea.stati import CONVOCA, StatoSeduta
from ambito.errori import ErroreDiCampo
from ambito.models import Incarico
from ambito.nucleo.formati_italiani import conta, formatta_data
from ambito.nucleo.regole import ConvocazioneRifiutata
from ambito.registro import annota

SPOSTABILI = ("prima_convocazione", "seconda_convocazione", "modalita", "luogo", "collegamento")
CAMPI = ("organo", *SPOSTABILI)


class SedutaNonValida(ErroreDiCampo):
    """La seduta non si può preparare o convocare così."""


class UrgenzaDaMotivare(SedutaNonValida):
    """Il preavviso è più corto di quello della regola: serve il motivo dell’urgenza."""


@transaction.atomic
def prepara(seduta, dati, *, poteri, adesso):
    """Crea (`seduta=None`) o corregge una seduta ancora in preparazione; restituisce la seduta."""
    poteri.esigi(CONVOCA)
    if seduta is not None:
        seduta = in_preparazione(blocca(seduta))
    _controlla(dati, adesso)
    nuova = seduta is None
    seduta = seduta or Seduta()
    for campo in CAMPI:
        setattr(seduta, campo, dati[campo])
    seduta.save()
    annota(seduta, "seduta.prepara", f"{'Preparata' if nuova else 'Corretta'} la convocazione: {seduta}",
           autore=poteri.utente, quando=adesso, dopo={c: str(dati[c] or "") for c in CAMPI})  # fmt: skip
    return seduta


def in_preparazione(seduta):
    """La seduta stessa, se si può ancora cambiare; `SedutaNonValida` se è già convocata."""
    if seduta.stato != StatoSeduta.BOZZA:
        raise SedutaNonValida("La seduta è già convocata: data, luogo e ordine del giorno non si cambiano più.")
    return seduta


def _controlla(dati, adesso):
    prima, seconda = dati["prima_convocazione"], dati["seconda_convocazione"]
    if prima <= adesso:
        raise SedutaNonValida("La data della seduta è già passata: scegline una futura.", "prima_convocazione")
    if dati["modalita"] != Seduta.Modalita.REMOTO and not dati["luogo"]:
        raise SedutaNonValida("Scrivi dove ci si riunisce.", "luogo")
    if dati["modalita"] != Seduta.Modalita.PRESENZA and not dati["collegamento"]:
        raise SedutaNonValida("Scrivi il collegamento per chi partecipa a distanza.", "collegamento")
    regola = regola_vigente(dati["organo"], prima)
    if seconda:
        _controlla_seconda(regola.regola(), prima, seconda)


def _controlla_seconda(regola, prima, seconda):
    try:
        regola.verifica_seconda(timezone.localtime(prima), timezone.localtime(seconda))
    except ConvocazioneRifiutata as errore:
        raise SedutaNonValida(str(errore), "seconda_convocazione") from errore


def regola_vigente(organo, quando):
    """La regola di voto dell’organo quel giorno; `SedutaNonValida` se non c’è."""
    regola = RegolaVoto.objects.vigente(organo, timezone.localdate(quando))
    if regola is None:
        raise SedutaNonValida(f"{organo} non ha una regola di voto in vigore il giorno della seduta.", "prima_convocazione")
    return regola


@transaction.atomic
def convoca(seduta, *, poteri, adesso, motivo_urgenza=""):
    """Convoca: copia la regola in vigore, ferma i seggi. Con poco preavviso serve il motivo, altrimenti `UrgenzaDaMotivare`."""
    poteri.esigi(CONVOCA)
    seduta = in_preparazione(blocca(seduta))
    _controlla({campo: getattr(seduta, campo) for campo in CAMPI}, adesso)
    regola = regola_vigente(seduta.organo, seduta.prima_convocazione)
    motivo = motivo_urgenza.strip()
    if preavviso_corto(seduta, regola, adesso) and not motivo:
        raise UrgenzaDaMotivare(frase_preavviso(seduta, regola, adesso), "motivo_urgenza")
    _abbastanza_presto(seduta, regola, adesso)
    seduta.regola, seduta.regola_congelata, seduta.convocata_il = regola, regola.da_congelare(), adesso
    seduta.motivo_urgenza = motivo if preavviso_corto(seduta, regola, adesso) else ""
    ferma_seggi(seduta, adesso)
    seduta.save(update_fields=["regola", "regola_congelata", "convocata_il", "motivo_urgenza"])
    return flusso.esegui(seduta, "convoca", poteri=poteri, adesso=adesso, nota=seduta.motivo_urgenza)


def _abbastanza_presto(seduta, regola, adesso):
    if not regola.preavviso.basta_per_l_urgenza(adesso, seduta.prima_convocazione):
        ore = conta(regola.urgenza_ore, "ora", "ore")
        raise SedutaNonValida(f"Neppure d’urgenza: la regola chiede almeno {ore} fra l’avviso e la seduta.", "prima_convocazione")


def preavviso_corto(seduta, regola, adesso):
    """Convocare adesso darebbe meno preavviso di quello che la regola chiede?"""
    return regola.preavviso.e_corto(*_giorni(seduta, adesso))


def _giorni(seduta, adesso):
    """Oggi e il giorno della prima convocazione."""
    return timezone.localdate(adesso), timezone.localdate(seduta.prima_convocazione)


def frase_preavviso(seduta, regola, adesso):
    """Perché serve il motivo dell’urgenza."""
    preavviso, (oggi, giorno) = regola.preavviso, _giorni(seduta, adesso)
    mancano = preavviso.in_parole(preavviso.mancano(oggi, giorno))
    entro = formatta_data(preavviso.ultimo_giorno(giorno), esteso=True)
    return (
        f"Il preavviso è di {mancano}, la regola ne chiede {preavviso.in_parole()} (l’avviso andava mandato entro il {entro}): "
        "scrivi il motivo dell’urgenza, che finirà nel verbale."
    )


def ferma_seggi(seduta, adesso):
    """Ferma chi siede e con quale peso: Comuni dell’Ambito, residenti con data e fonte, sindaco in carica oggi."""
    oggi = timezone.localdate(adesso)
    sindaci = _sindaci(oggi)
    seggi = [_seggio(seduta, a, peso, sindaci) for a, peso in comuni_con_peso(seduta.regola_di_voto, seduta.regola.quote, oggi)]
    seggi += [_seggio_di_ente(seduta, ammesso, oggi) for ammesso in seduta.regola.enti_ammessi()]
    campi = ["nome", "sindaco", "residenti", "residenti_al", "residenti_fonte", "peso", "materia"]
    seduta.seggi.exclude(codice__in=[seggio.codice for seggio in seggi]).delete()
    SeggioSeduta.objects.bulk_create(
        seggi, update_conflicts=True, unique_fields=["ambito", "seduta", "codice"], update_fields=campi
    )


def _sindaci(oggi):
    incarichi = Incarico.objects.vigenti(oggi).filter(ruolo="sindaco").select_related("utente").order_by("dal")
    return {i.comune_id: i.utente.nome_completo for i in incarichi}


def _seggio(seduta, appartenenza, peso, sindaci):
    return SeggioSeduta(
        seduta=seduta,
        comune=appartenenza.comune,
        codice=appartenenza.comune.codice_istat,
        nome=appartenenza.comune.nome,
        sindaco=sindaci.get(appartenenza.comune_id, ""),
        residenti=appartenenza.residenti,
        residenti_al=appartenenza.residenti_al,
        residenti_fonte=appartenenza.residenti_fonte,
        peso=peso,
    )


def _seggio_di_ente(seduta, ammesso, oggi):
    """Un ente non ha residenti: pesa solo dove ognuno ha un voto."""
    return SeggioSeduta(
        seduta=seduta,
        ente=ammesso.ente,
        codice=f"ente-{ammesso.ente_id}",
        nome=ammesso.ente.denominazione,
        materia=ammesso.materia,
        residenti=0,
        residenti_al=oggi,
        residenti_fonte="",
        peso=1 if seduta.regola_di_voto.tipo_peso == "uno_per_comune" else 0,
    )


@transaction.atomic
def annulla(seduta, *, motivo, poteri, adesso):
    """Annulla una seduta non ancora aperta; il motivo resta scritto."""
    poteri.esigi(CONVOCA)
    seduta = blocca(seduta)
    seduta.motivo_annullamento = motivo.strip()
    if seduta.stato in (StatoSeduta.BOZZA, StatoSeduta.CONVOCATA):
        seduta.save(update_fields=["motivo_annullamento"])
    return flusso.esegui(seduta, "annulla", poteri=poteri, adesso=adesso, nota=motivo)


@transaction.atomic
def sposta(seduta, dati, *, motivo, poteri, adesso):
    """Cambia giorno, ora o luogo di una seduta già convocata: chi siede riceve un altro avviso, con l’appuntamento aggiornato.

    Il motivo serve sempre, e vale anche per l’urgenza se il preavviso dal nuovo avviso è corto.
    """
    poteri.esigi(CONVOCA)
    seduta, motivo = blocca(seduta), motivo.strip()
    prima = {campo: str(getattr(seduta, campo) or "") for campo in SPOSTABILI}
    if all(getattr(seduta, campo) == dati[campo] for campo in SPOSTABILI):
        raise SedutaNonValida("Giorno, ora e luogo sono già questi: non c’è nulla da spostare.")
    for campo in SPOSTABILI:
        setattr(seduta, campo, dati[campo])
    if seduta.stato == StatoSeduta.CONVOCATA:
        _controlla({campo: getattr(seduta, campo) for campo in CAMPI}, adesso)
        _abbastanza_presto(seduta, seduta.regola, adesso)
        seduta.motivo_urgenza = motivo if preavviso_corto(seduta, seduta.regola, adesso) else ""
        seduta.variazioni += 1
        seduta.save(update_fields=[*SPOSTABILI, "motivo_urgenza", "variazioni"])
    spostata = flusso.esegui(seduta, "sposta", poteri=poteri, adesso=adesso, nota=motivo)
    dopo = {campo: str(dati[campo] or "") for campo in SPOSTABILI}
    annota(spostata, "seduta.cambia", f"Cambiati giorno, ora o luogo: {spostata}", autore=poteri.utente, quando=adesso, prima=prima,
           dopo=dopo)  # fmt: skip
    return spostata


def frase_convocazione(seduta):
    """«12 febbraio 2025, ore 18:00; in seconda convocazione 13 febbraio 2025, ore 18:30»."""
    frase = giorno_e_ora(seduta.prima_convocazione)
    if seduta.seconda_convocazione:
        frase += f"; in seconda convocazione {giorno_e_ora(seduta.seconda_convocazione)}"
    return frase
