"""Preparare e convocare una seduta."""

from django.db import transaction
from django.utils import timezone

from ambito import flusso, selezioni
from ambito.assemblea.models import PuntoOdg, RegolaVoto, Seduta, SeggioSeduta
from ambito.assemblea.operazioni.comuni import blocca
from ambito.assemblea.parole import elenco, giorno_e_ora
from ambito.assemblea.selezioni import verbali
from ambito.assemblea.stati import CONVOCA, StatoSeduta
from ambito.errori import ErroreDiCampo
from ambito.models import Incarico
from ambito.nucleo.formati_italiani import conta, formatta_data
from ambito.nucleo.regole import ConvocazioneRifiutata, ErroreRegola
from ambito.registro import annota

CAMPI = ("organo", "prima_convocazione", "seconda_convocazione", "modalita", "luogo", "collegamento")


class SedutaNonValida(ErroreDiCampo):
    """La seduta non si può preparare o convocare così."""


class UrgenzaDaMotivare(SedutaNonValida):
    """Il preavviso è più corto di quello della regola: serve il motivo dell’urgenza."""


@transaction.atomic
def prepara(seduta, dati, *, poteri, adesso):
    """Crea (`seduta=None`) o corregge una seduta ancora in preparazione; restituisce la seduta."""
    poteri.esigi(CONVOCA)
    if seduta is not None:
        seduta = _in_preparazione(blocca(seduta))
    _controlla(dati, adesso)
    nuova = seduta is None
    seduta = seduta or Seduta()
    for campo in CAMPI:
        setattr(seduta, campo, dati[campo])
    seduta.save()
    annota(seduta, "seduta.prepara", f"{'Preparata' if nuova else 'Corretta'} la convocazione: {seduta}",
           autore=poteri.utente, quando=adesso, dopo={c: str(dati[c] or "") for c in CAMPI})  # fmt: skip
    return seduta


def _in_preparazione(seduta):
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
    regola = _regola_vigente(dati["organo"], prima)
    if seconda:
        _controlla_seconda(regola.regola(), prima, seconda)


def _controlla_seconda(regola, prima, seconda):
    try:
        regola.verifica_seconda(timezone.localtime(prima), timezone.localtime(seconda))
    except ConvocazioneRifiutata as errore:
        raise SedutaNonValida(str(errore), "seconda_convocazione") from errore


def _regola_vigente(organo, quando):
    regola = RegolaVoto.objects.vigente(organo, timezone.localdate(quando))
    if regola is None:
        raise SedutaNonValida(f"{organo} non ha una regola di voto in vigore il giorno della seduta.", "prima_convocazione")
    return regola


@transaction.atomic
def convoca(seduta, *, poteri, adesso, motivo_urgenza=""):
    """Convoca: copia la regola in vigore, ferma i seggi. Con poco preavviso serve il motivo, altrimenti `UrgenzaDaMotivare`."""
    poteri.esigi(CONVOCA)
    seduta = _in_preparazione(blocca(seduta))
    _controlla({campo: getattr(seduta, campo) for campo in CAMPI}, adesso)
    regola = _regola_vigente(seduta.organo, seduta.prima_convocazione)
    motivo = motivo_urgenza.strip()
    if preavviso_corto(seduta, regola, adesso) and not motivo:
        raise UrgenzaDaMotivare(frase_preavviso(seduta, regola, adesso), "motivo_urgenza")
    if not regola.preavviso.basta_per_l_urgenza(adesso, seduta.prima_convocazione):
        ore = conta(regola.urgenza_ore, "ora", "ore")
        raise SedutaNonValida(f"Neppure d’urgenza: la regola chiede almeno {ore} fra l’avviso e la seduta.", "prima_convocazione")
    seduta.regola, seduta.regola_congelata, seduta.convocata_il = regola, regola.contenuto, adesso
    seduta.motivo_urgenza = motivo if preavviso_corto(seduta, regola, adesso) else ""
    ferma_seggi(seduta, adesso)
    seduta.save(update_fields=["regola", "regola_congelata", "convocata_il", "motivo_urgenza"])
    return flusso.esegui(seduta, "convoca", poteri=poteri, adesso=adesso, nota=seduta.motivo_urgenza)


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
    appartenenze = list(selezioni.appartenenze(oggi))
    if senza := [a.comune.nome for a in appartenenze if a.residenti is None]:
        raise SedutaNonValida(f"Manca la popolazione di {elenco(senza)}: senza non si può calcolare il numero legale.")
    sindaci = _sindaci(oggi)
    seggi = [_seggio(seduta, a, sindaci) for a in appartenenze]
    seggi += [_seggio_di_ente(seduta, ammesso, oggi) for ammesso in seduta.regola.enti_ammessi()]
    campi = ["nome", "sindaco", "residenti", "residenti_al", "residenti_fonte", "peso", "materia"]
    seduta.seggi.exclude(codice__in=[seggio.codice for seggio in seggi]).delete()
    SeggioSeduta.objects.bulk_create(
        seggi, update_conflicts=True, unique_fields=["ambito", "seduta", "codice"], update_fields=campi
    )


def _sindaci(oggi):
    incarichi = Incarico.objects.vigenti(oggi).filter(ruolo="sindaco").select_related("utente").order_by("dal")
    return {i.comune_id: i.utente.nome_completo for i in incarichi}


def _seggio(seduta, appartenenza, sindaci):
    try:
        peso = seduta.regola_di_voto.peso_di(appartenenza.residenti)
    except ErroreRegola as errore:
        raise SedutaNonValida(str(errore)) from errore
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
def scrivi_punto(seduta, punto, dati, *, poteri, adesso):
    """Aggiunge (`punto=None`) o corregge un punto all’ordine del giorno di una seduta in preparazione."""
    poteri.esigi(CONVOCA)
    seduta = _in_preparazione(blocca(seduta))
    _controlla_materia(seduta, dati["materia"])
    if punto is None:
        ultimo = seduta.punti.order_by("-ordine").first()
        punto = PuntoOdg(seduta=seduta, ordine=ultimo.ordine + 1 if ultimo else 1)
    for campo in ("oggetto", "proposta", "relatore", "materia", "oggetto_tipo", "oggetto_id"):
        setattr(punto, campo, dati[campo])
    punto.save()
    annota(punto, "punto.scrivi", f"Scritto all’ordine del giorno: {punto}", autore=poteri.utente, quando=adesso)
    return punto


@transaction.atomic
def iscrivi_verbale(seduta, verbale, *, poteri, adesso):
    """Mette l’approvazione del verbale come primo punto di una seduta in preparazione; gli altri scalano di un posto."""
    poteri.esigi(CONVOCA)
    seduta = _in_preparazione(blocca(seduta))
    if verbale not in verbali.da_iscrivere(seduta):
        raise SedutaNonValida("Questo verbale è già approvato, o è già all’ordine del giorno.")
    # Dall’ultimo: due punti non possono avere lo stesso posto neppure per un momento.
    for punto in seduta.punti.order_by("-ordine"):
        punto.ordine += 1
        punto.save(update_fields=["ordine"])
    punto = PuntoOdg.objects.create(
        seduta=seduta, ordine=1, oggetto=f"Approvazione: {verbali.titolo(verbale)}", oggetto_tipo=verbali.OGGETTO,
        oggetto_id=verbale.pk,
    )  # fmt: skip
    annota(punto, "punto.scrivi", f"Scritto all’ordine del giorno: {punto}", autore=poteri.utente, quando=adesso)
    return punto


def _controlla_materia(seduta, materia):
    maggioranze = _regola_vigente(seduta.organo, seduta.prima_convocazione).regola().maggioranze
    if materia not in maggioranze:
        raise SedutaNonValida("La regola di voto non prevede questa materia.", "materia")


@transaction.atomic
def togli_punto(punto, *, poteri, adesso):
    """Toglie un punto da una seduta in preparazione e rinumera gli altri."""
    poteri.esigi(CONVOCA)
    seduta = _in_preparazione(blocca(punto.seduta))
    annota(punto, "punto.togli", f"Tolto dall’ordine del giorno: {punto}", autore=poteri.utente, quando=adesso)
    punto.delete()
    for ordine, rimasto in enumerate(seduta.punti.order_by("ordine"), start=1):
        if rimasto.ordine != ordine:
            rimasto.ordine = ordine
            rimasto.save(update_fields=["ordine"])


def frase_convocazione(seduta):
    """«12 febbraio 2025, ore 18:00; in seconda convocazione 13 febbraio 2025, ore 18:30»."""
    frase = giorno_e_ora(seduta.prima_convocazione)
    if seduta.seconda_convocazione:
        frase += f"; in seconda convocazione {giorno_e_ora(seduta.seconda_convocazione)}"
    return frase
