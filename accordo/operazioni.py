"""Le scritture di avvisi e adesioni: un caso d’uso, una funzione, una transazione."""

from contextlib import suppress

from django.db import IntegrityError, transaction
from django.utils import timezone

from accordo import selezioni
from accordo.models import Adesione, AllegatoAdesione, AvvisoAdesione, ContenutoAllegato, NumeratoreAdesioni, RisorsaOfferta
from ambito import flusso
from ambito.allegati.riconoscimento import nome_pulito, riconosci
from ambito.allegati.testo import conta_codici_fiscali
from ambito.errori import ErroreAtteso
from ambito.nucleo.impronta import impronta_file
from ambito.registro import annota

MASSIMI_ALLEGATI = 10
# Nel registro si dice che sono cambiati, non come: lo legge anche chi non vede i dati riservati dei Comuni.
RISERVATI = {
    "rappresentante_cf", "rappresentante_nome", "referente_nome", "referente_email", "referente_telefono", "sostituto_nome",
    "sostituto_email", "telefono",
}  # fmt: skip


class AvvisoDoppio(ErroreAtteso):
    """Per quel triennio c’è già un avviso."""


class AdesioneChiusa(ErroreAtteso):
    """L’adesione (o quel passo) adesso non si può scrivere."""


class ModificataNelFrattempo(ErroreAtteso):
    """Qualcun altro ha salvato dopo che questa pagina era stata aperta."""


class AllegatoDiTroppo(ErroreAtteso):
    """Lo stesso file c’è già, o gli allegati sono al massimo."""


class EsitoIncompleto(ErroreAtteso):
    """Alla decisione manca qualcosa (termine, passi da correggere, motivo)."""


@transaction.atomic
def apri_avviso(*, triennio_inizio, poteri, adesso, **campi):
    """Apre l’avviso di un triennio; `AvvisoDoppio` se c’è già."""
    poteri.esigi("istruisce_adesioni")
    avviso = AvvisoAdesione(triennio_inizio=triennio_inizio, **campi)
    try:
        with transaction.atomic():
            avviso.save()
    except IntegrityError as errore:
        raise AvvisoDoppio(
            f"Per il triennio {avviso.triennio} c’è già un avviso: si può prorogare, non aprire di nuovo."
        ) from errore
    annota(avviso, "avviso.apri", f"Aperto l’{_minuscolo(avviso)}", autore=poteri.utente, quando=adesso, dopo=campi)
    return avviso


@transaction.atomic
def modifica_avviso(avviso, *, poteri, adesso, **campi):
    """Cambia date, regola sul ritardo, atto e istruzioni; nel registro restano i valori di prima."""
    poteri.esigi("istruisce_adesioni")
    avviso = AvvisoAdesione.objects.select_for_update(of=("self",)).get(pk=avviso.pk)
    prima = {nome: getattr(avviso, nome) for nome in campi}
    for nome, valore in campi.items():
        setattr(avviso, nome, valore)
    avviso.save(update_fields=list(campi))
    annota(
        avviso,
        "avviso.modifica",
        f"Modificato l’{_minuscolo(avviso)}",
        autore=poteri.utente,
        quando=adesso,
        prima=prima,
        dopo=campi,
    )
    return avviso


def _minuscolo(avviso):
    return f"avviso di adesione {avviso.triennio}"


@transaction.atomic
def salva_passo(*, avviso, comune, passo, campi, revisione, poteri, adesso, scelte=None, risorse=None):
    """Salva un passo della compilazione (il primo crea l’adesione). `revisione` è quella che la persona aveva davanti.

    `scelte`: `{"aree_target": […], "tavoli": […]}`; `risorse`: elenco di valori che sostituisce quello salvato.
    """
    adesione = _da_scrivere(avviso, comune, passo, poteri, adesso)
    if revisione != adesione.revisione:
        raise ModificataNelFrattempo(
            "Nel frattempo questa adesione è stata salvata da un’altra finestra o da un collega. Qui sotto c’è ancora ciò che hai "
            "scritto tu: controlla e salva di nuovo per tenerlo."
        )
    prima = {nome: getattr(adesione, nome) for nome in campi}
    for nome, valore in campi.items():
        setattr(adesione, nome, valore)
    adesione.revisione += 1
    adesione.save(update_fields=[*campi, "revisione"])
    for nome, oggetti in (scelte or {}).items():
        getattr(adesione, nome).set(oggetti)
    if risorse is not None:
        adesione.risorse.all().delete()
        RisorsaOfferta.objects.bulk_create(RisorsaOfferta(adesione=adesione, **riga) for riga in risorse)
    cambiati = {nome for nome in campi if prima[nome] != campi[nome]}
    frase = f"Salvato il passo «{selezioni.PARTI[passo]}» dell’{adesione}"
    annota(adesione, "adesione.salva", frase, autore=poteri.utente, quando=adesso,
           prima=_leggibili(prima, cambiati), dopo=_leggibili(campi, cambiati))  # fmt: skip
    return adesione


def _leggibili(valori, cambiati):
    return {nome: "(riservato)" if nome in RISERVATI else valori[nome] for nome in valori if nome in cambiati}


def _da_scrivere(avviso, comune, passo, poteri, adesso):
    """L’adesione bloccata e scrivibile in quel passo; se non c’è ancora la crea con i dati noti."""
    poteri.esigi("compila_adesione", comune.pk)
    oggi = timezone.localdate(adesso)
    adesione = _bloccata(avviso, comune)
    if adesione is None:
        nuova = selezioni.precompilata(avviso, comune, poteri.utente, oggi)
        if motivo := selezioni.perche_chiusa(nuova, passo, oggi):
            raise AdesioneChiusa(motivo)
        _crea(nuova)
        adesione = _bloccata(avviso, comune)
    if motivo := selezioni.perche_chiusa(adesione, passo, oggi):
        raise AdesioneChiusa(motivo)
    return adesione


def _crea(nuova):
    """Chi comincia insieme a un collega trova la riga già creata da lui."""
    with suppress(IntegrityError), transaction.atomic():
        nuova.save()


def _bloccata(avviso, comune):
    righe = Adesione.objects.select_for_update(of=("self",)).select_related("avviso", "comune")
    return righe.filter(avviso=avviso, comune=comune).first()


@transaction.atomic
def allega(*, avviso, comune, tipo, nome, byte, poteri, adesso):
    """Allega un file riconosciuto dal contenuto; `AllegatoNonAmmesso` o `AllegatoDiTroppo` con la frase."""
    poteri.esigi("compila_adesione", comune.pk)
    nome = nome_pulito(nome)
    formato = riconosci(nome, byte)
    codici = conta_codici_fiscali(nome, formato, byte)
    adesione = _da_scrivere(avviso, comune, "risorse", poteri, adesso)
    sha256 = impronta_file(byte)
    presenti = list(adesione.allegati.values_list("sha256", flat=True))
    if sha256 in presenti:
        raise AllegatoDiTroppo(f"«{nome}» è già allegato.")
    if len(presenti) >= MASSIMI_ALLEGATI:
        raise AllegatoDiTroppo(f"Gli allegati sono già {MASSIMI_ALLEGATI}, il massimo: togline uno prima.")
    allegato = AllegatoAdesione.objects.create(
        adesione=adesione, tipo=tipo, nome=nome, formato=formato, dimensione=len(byte), sha256=sha256, codici_fiscali=codici,
        caricato_da=poteri.utente, caricato_il=adesso,
    )  # fmt: skip
    ContenutoAllegato.objects.create(allegato=allegato, byte=byte)
    annota(
        adesione,
        "adesione.allega",
        f"Allegato «{nome}» all’{adesione}",
        autore=poteri.utente,
        quando=adesso,
        dopo={"sha256": sha256},
    )
    return allegato


@transaction.atomic
def togli_allegato(*, avviso, comune, allegato_id, poteri, adesso):
    """Toglie un allegato dell’adesione ancora in mano al Comune; se non c’è più non è un errore. Restituisce il nome o `None`."""
    adesione = _da_scrivere(avviso, comune, "risorse", poteri, adesso)
    allegato = adesione.allegati.filter(pk=allegato_id).first()
    if allegato is None:
        return None
    annota(adesione, "adesione.togli_allegato", f"Tolto «{allegato}» dall’{adesione}", autore=poteri.utente, quando=adesso,
           prima={"sha256": allegato.sha256})  # fmt: skip
    allegato.delete()
    return allegato.nome


@transaction.atomic
def presenta(adesione, *, poteri, adesso):
    """Invia l’adesione: la prima volta le dà il numero (senza buchi, per Ambito e anno); oltre il termine diventa consultiva."""
    oggi = timezone.localdate(adesso)
    adesione = _bloccata(adesione.avviso, adesione.comune)
    poteri.esigi("compila_adesione", adesione.comune_id)
    if adesione.in_mano_al_comune:
        if motivo := selezioni.perche_chiusa(adesione, "invio", oggi):
            raise AdesioneChiusa(motivo)
        _segna_invio(adesione, poteri.utente, adesso)
    return flusso.esegui(adesione, "presenta", poteri=poteri, adesso=adesso)


def _segna_invio(adesione, utente, adesso):
    oggi = timezone.localdate(adesso)
    if adesione.numero is None:
        esito = selezioni.come_inviata(adesione, oggi)
        adesione.tardiva, adesione.tipo = esito.tardiva, esito.tipo
        adesione.anno, adesione.numero = oggi.year, _prossimo_numero(oggi.year)
    adesione.inviata_il, adesione.inviata_da = adesso, utente
    adesione.save(update_fields=["tardiva", "tipo", "anno", "numero", "inviata_il", "inviata_da"])


def _prossimo_numero(anno):
    """Il numero che segue l’ultimo dell’anno: la riga del numeratore resta bloccata fino alla fine della transazione."""
    NumeratoreAdesioni.objects.get_or_create(anno=anno)
    numeratore = NumeratoreAdesioni.objects.select_for_update(of=("self",)).get(anno=anno)
    numeratore.ultimo += 1
    numeratore.save(update_fields=["ultimo"])
    return numeratore.ultimo


@transaction.atomic
def istruisci(adesione, esito, *, motivo, poteri, adesso, entro=None, parti=()):
    """Decide su un’adesione: `esito` è un passo dell’istruttoria. Le correzioni vogliono termine e passi da riaprire."""
    adesione = _bloccata(adesione.avviso, adesione.comune)
    motivo = motivo.strip()
    if esito == "chiedi_integrazione":
        _esigi_richiesta(entro, parti, timezone.localdate(adesso))
    if esito == "accogli_consultiva" and adesione.tipo == "sottoscrittore" and not motivo:
        raise EsitoIncompleto("Il Comune ha chiesto di sottoscrivere: scrivi perché l’accogli solo come consultiva.")
    if adesione.stato in adesione.PASSI[esito].da:
        adesione.motivo = motivo
        adesione.integrazione_entro = entro if esito == "chiedi_integrazione" else None
        adesione.parti_riaperte = [p for p in selezioni.PARTI if p in parti] if esito == "chiedi_integrazione" else []
        if motivo or esito in ("accogli_sottoscrittore", "accogli_consultiva"):
            adesione.save(update_fields=["motivo", "integrazione_entro", "parti_riaperte"])
    return flusso.esegui(adesione, esito, poteri=poteri, adesso=adesso, nota=motivo)


def _esigi_richiesta(entro, parti, oggi):
    if entro is None or entro < oggi:
        raise EsitoIncompleto("Indica entro quando correggere: una data da oggi in poi.")
    if not parti or not set(parti) <= set(selezioni.PARTI):
        raise EsitoIncompleto("Indica quali passi il Comune deve correggere.")
