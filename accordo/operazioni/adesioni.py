"""Le scritture di avvisi e adesioni: un caso d’uso, una funzione, una transazione."""

from contextlib import suppress

from django.db import IntegrityError, transaction
from django.utils import timezone

from accordo import selezioni
from accordo.annunci.adesioni import manda_ricevuta
from accordo.models import Adesione, AllegatoAdesione, AvvisoAdesione, ContenutoAllegato, NumeratoreAdesioni, RisorsaOfferta
from accordo.operazioni import rilievi
from accordo.operazioni.firma_adesione import esigi_uguale, guarda_la_firma, segna_cambiata
from accordo.operazioni.protocollo import protocolla_da_se
from accordo.selezioni import accordi
from ambito import flusso
from ambito.allegati.esame import esamina
from ambito.db.numeri import prossimo
from ambito.errori import ErroreAtteso
from ambito.models import Ente
from ambito.registro import annota

MASSIMI_ALLEGATI = 10
# Di un’adesione che non è sospesa.
SENZA_SOSPENSIONE = {"sospesa_dal": None, "sospesa_come": "", "sospesa_motivo": ""}
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


class ConfermaNonAmmessa(ErroreAtteso):
    """La persona ha il diritto di confermare, ma non con l’incarico che ha."""


class EsitoIncompleto(ErroreAtteso):
    """Alla decisione manca qualcosa (termine, passi da correggere, motivo)."""


@transaction.atomic
def apri_avviso(*, triennio_inizio, poteri, adesso, aree=(), tavoli=(), **campi):
    """Apre l’avviso di un triennio; `AvvisoDoppio` se c’è già. `aree` e `tavoli`: quelli fra cui si sceglie, nessuno = tutti."""
    poteri.esigi("istruisce_adesioni")
    avviso = AvvisoAdesione(triennio_inizio=triennio_inizio, **campi)
    try:
        with transaction.atomic():
            avviso.save()
    except IntegrityError as errore:
        raise AvvisoDoppio(
            f"Per il triennio {avviso.triennio} c’è già un avviso: si può prorogare, non aprire di nuovo."
        ) from errore
    avviso.aree.set(aree)
    avviso.tavoli.set(tavoli)
    annota(avviso, "avviso.apri", f"Aperto l’{_minuscolo(avviso)}", autore=poteri.utente, quando=adesso, dopo=campi)
    return avviso


@transaction.atomic
def modifica_avviso(avviso, *, poteri, adesso, aree=None, tavoli=None, **campi):
    """Cambia date, regola sul ritardo, atto e istruzioni; nel registro restano i valori di prima."""
    poteri.esigi("istruisce_adesioni")
    avviso = AvvisoAdesione.objects.select_for_update(of=("self",)).get(pk=avviso.pk)
    prima = {nome: getattr(avviso, nome) for nome in campi}
    for nome, valore in campi.items():
        setattr(avviso, nome, valore)
    avviso.save(update_fields=list(campi))
    for nome, scelti in (("aree", aree), ("tavoli", tavoli)):
        if scelti is not None:
            getattr(avviso, nome).set(scelti)
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
def salva_passo(*, avviso, soggetto, passo, campi, revisione, poteri, adesso, scelte=None, risorse=None, risposte=None):
    """Salva un passo della compilazione (il primo crea l’adesione). `revisione` è quella che la persona aveva davanti.

    `scelte`: `{"aree_target": […], "tavoli": […]}`; `risorse`: elenco di valori che sostituisce quello salvato; `risposte`:
    bersaglio del rilievo → perché va bene com’è. Durante una correzione cambia solo ciò che ha un rilievo (`CampoFermo`).
    """
    adesione = _da_scrivere(avviso, soggetto, poteri, adesso)
    if revisione != adesione.revisione:
        raise ModificataNelFrattempo(
            "Nel frattempo questa adesione è stata salvata da un’altra finestra o da un collega. Qui sotto c’è ancora ciò che hai "
            "scritto tu: controlla e salva di nuovo per tenerlo."
        )
    prima = {nome: getattr(adesione, nome) for nome in campi}
    cambiati = {nome for nome in campi if prima[nome] != campi[nome]}
    toccati = cambiati | _scelte_cambiate(adesione, scelte or {}) | _risorse_cambiate(adesione, risorse)
    rilievi.esigi_aperti(adesione, toccati)
    _scrivi(adesione, campi, scelte or {}, risorse if "risorse" in toccati else None)
    segna_cambiata(adesione)
    rilievi.affronta(adesione, toccati, risposte or {}, adesso)
    frase = f"Salvato il passo «{selezioni.PARTI[passo]}» dell’{adesione}"
    annota(adesione, "adesione.salva", frase, autore=poteri.utente, quando=adesso,
           prima=_leggibili(prima, cambiati), dopo=_leggibili(campi, cambiati))  # fmt: skip
    return adesione


def _scrivi(adesione, campi, scelte, risorse):
    for nome, valore in campi.items():
        setattr(adesione, nome, valore)
    adesione.revisione += 1
    adesione.save(update_fields=[*campi, "revisione"])
    for nome, oggetti in scelte.items():
        getattr(adesione, nome).set(oggetti)
    if risorse is not None:
        adesione.risorse.all().delete()
        RisorsaOfferta.objects.bulk_create(RisorsaOfferta(adesione=adesione, **riga) for riga in risorse)


def _scelte_cambiate(adesione, scelte):
    salvate = {nome: set(getattr(adesione, nome).values_list("pk", flat=True)) for nome in scelte}
    return {nome for nome, oggetti in scelte.items() if salvate[nome] != {o.pk for o in oggetti}}


def _risorse_cambiate(adesione, risorse):
    """`{"risorse"}` se le righe nuove non sono quelle salvate."""
    nomi = ("tipo", "descrizione", "quantita", "unita", "valore_stimato")
    salvate = [tuple(getattr(r, nome) or None for nome in nomi) for r in adesione.risorse.all()]
    nuove = [tuple(riga.get(nome) or None for nome in nomi) for riga in risorse or []]
    return {"risorse"} if risorse is not None and nuove != salvate else set()


def _leggibili(valori, cambiati):
    return {nome: "(riservato)" if nome in RISERVATI else valori[nome] for nome in valori if nome in cambiati}


def _da_scrivere(avviso, soggetto, poteri, adesso):
    """L’adesione bloccata e scrivibile; se non c’è ancora la crea con i dati noti."""
    _esigi_compila(poteri, soggetto)
    oggi = timezone.localdate(adesso)
    adesione = bloccata(avviso, soggetto)
    if adesione is None:
        nuova = selezioni.precompilata(avviso, soggetto, poteri.utente, oggi)
        if motivo := selezioni.perche_chiusa(nuova, oggi):
            raise AdesioneChiusa(motivo)
        _crea(nuova, oggi)
        adesione = bloccata(avviso, soggetto)
    if motivo := selezioni.perche_chiusa(adesione, oggi):
        raise AdesioneChiusa(motivo)
    return adesione


def _crea(nuova, oggi):
    """Chi comincia insieme a un collega trova la riga già creata da lui. Da un triennio di prima si riprendono scelte e risorse."""
    with suppress(IntegrityError), transaction.atomic():
        nuova.save()
        for nome, oggetti in selezioni.scelte_riprese(nuova, oggi).items():
            getattr(nuova, nome).set(oggetti)
        risorse = selezioni.risorse_riprese(nuova)
        for risorsa in risorse:
            risorsa.adesione = nuova
        RisorsaOfferta.objects.bulk_create(risorse)


def _esigi_compila(poteri, soggetto):
    """Per un Comune compila chi ne ha il diritto; per un ente, chi ha un incarico per lui."""
    if isinstance(soggetto, Ente):
        poteri.esigi_ente(soggetto.pk)
    else:
        poteri.esigi("compila_adesione", soggetto.pk)


def bloccata(avviso, soggetto):
    """L’adesione di quel Comune o ente, riletta e bloccata fino alla fine della transazione; `None` se non c’è."""
    righe = Adesione.objects.select_for_update(of=("self",)).select_related("avviso", "comune", "ente")
    return righe.filter(avviso=avviso, **selezioni.di_chi(soggetto)).first()


@transaction.atomic
def allega(*, avviso, soggetto, tipo, nome, byte, poteri, adesso):
    """Allega un file riconosciuto dal contenuto; `AllegatoNonAmmesso` o `AllegatoDiTroppo` con la frase."""
    _esigi_compila(poteri, soggetto)
    file = esamina(nome, byte)
    # Prima di bloccare l’adesione: leggere una firma può chiedere qualche secondo.
    firma = {}
    if tipo == AllegatoAdesione.Tipo.FIRMATA:
        firma = guarda_la_firma(byte, selezioni.adesione(avviso, soggetto), adesso)._asdict()
    adesione = _da_scrivere(avviso, soggetto, poteri, adesso)
    esigi_uguale(firma.get("documento"), adesione)
    rilievi.esigi_aperti(adesione, {"allegati"})
    presenti = set(adesione.allegati.filter(annullato_il__isnull=True).values_list("sha256", flat=True))
    if file.sha256 in presenti:
        raise AllegatoDiTroppo(f"«{file.nome}» è già allegato.")
    if len(presenti) >= MASSIMI_ALLEGATI:
        raise AllegatoDiTroppo(f"Gli allegati sono già {MASSIMI_ALLEGATI}, il massimo: togline uno prima.")
    allegato = AllegatoAdesione.objects.create(
        adesione=adesione, tipo=tipo, caricato_da=poteri.utente, caricato_il=adesso, **file._asdict(), **firma
    )
    ContenutoAllegato.objects.create(allegato=allegato, byte=byte)
    rilievi.affronta(adesione, {"allegati"}, {}, adesso)
    annota(
        adesione,
        "adesione.allega",
        f"Allegato «{file.nome}» all’{adesione}",
        autore=poteri.utente,
        quando=adesso,
        dopo={"sha256": file.sha256},
        nota=allegato.firma_esito,
    )
    return allegato


@transaction.atomic
def togli_allegato(*, avviso, soggetto, allegato_id, poteri, adesso):
    """Toglie un allegato dell’adesione ancora in mano a chi compila; se non c’è più non è un errore. Restituisce il nome o `None`.

    Durante una correzione, ciò che era già stato inviato è nella ricevuta: non si cancella, si annulla.
    """
    adesione = _da_scrivere(avviso, soggetto, poteri, adesso)
    rilievi.esigi_aperti(adesione, {"allegati"})
    allegato = adesione.allegati.filter(pk=allegato_id, annullato_il__isnull=True).first()
    if allegato is None:
        return None
    if adesione.inviata_il and allegato.caricato_il <= adesione.inviata_il:
        segna_annullato(adesione, allegato, "Tolto da chi compila, durante la correzione", poteri=poteri, adesso=adesso)
    else:
        annota(adesione, "adesione.togli_allegato", f"Tolto «{allegato}» dall’{adesione}", autore=poteri.utente, quando=adesso,
               prima={"sha256": allegato.sha256})  # fmt: skip
        allegato.delete()
    rilievi.affronta(adesione, {"allegati"}, {}, adesso)
    return allegato.nome


def segna_annullato(adesione, allegato, motivo, *, poteri, adesso):
    """Il file non vale e non si scarica più; la riga resta, con chi, quando e perché."""
    allegato.annullato_il, allegato.annullato_da, allegato.annullato_motivo = adesso, poteri.utente, motivo.strip()[:500]
    allegato.save(update_fields=["annullato_il", "annullato_da", "annullato_motivo"])
    annota(adesione, "adesione.annulla_allegato", f"Annullato «{allegato}», allegato all’{adesione}", autore=poteri.utente,
           quando=adesso, prima={"sha256": allegato.sha256}, nota=motivo)  # fmt: skip


@transaction.atomic
def presenta(adesione, *, poteri, adesso):
    """Invia l’adesione: la prima volta le dà il numero (senza buchi, per Ambito e anno); oltre il termine diventa consultiva.

    Per un Comune è la conferma di chi lo impegna: nell’adesione resta in forza di quale incarico.
    """
    adesione = bloccata(adesione.avviso, adesione.soggetto)
    come = _esigi_conferma(poteri, adesione.soggetto)
    if adesione.in_compilazione or adesione.da_confermare:
        if motivo := selezioni.perche_non_si_invia(adesione, timezone.localdate(adesso)):
            raise AdesioneChiusa(motivo)
        _segna_invio(adesione, poteri.utente, come, adesso)
    nota = f"Confermata da {adesione.chi_ha_inviato}" if come else ""
    presentata = flusso.esegui(adesione, "presenta", poteri=poteri, adesso=adesso, nota=nota)
    rilievi.chiudi(adesione, adesso)
    protocolla_da_se(presentata, poteri.utente, adesso)
    presentata.refresh_from_db()
    manda_ricevuta(presentata, adesso)
    return presentata


def _esigi_conferma(poteri, soggetto):
    """Per un ente invia chi ha un incarico per lui; per un Comune chi lo impegna. Dà l’incarico in parole (vuoto per un ente)."""
    if isinstance(soggetto, Ente):
        poteri.esigi_ente(soggetto.pk)
        return ""
    poteri.esigi("conferma_adesione", soggetto.pk)
    if not (incarico := selezioni.incarico_di_conferma(poteri, soggetto)):
        raise ConfermaNonAmmessa(
            "La tua delega è per una sola seduta: l’adesione la conferma il Sindaco, o un delegato che non abbia un termine."
        )
    return selezioni.in_forza_di(incarico, poteri)


def _segna_invio(adesione, utente, come, adesso):
    oggi = timezone.localdate(adesso)
    if adesione.numero is None:
        esito = selezioni.come_inviata(adesione, oggi)
        adesione.tardiva, adesione.tipo = esito.tardiva, esito.tipo
        adesione.anno, adesione.numero = oggi.year, prossimo(NumeratoreAdesioni, anno=oggi.year)
    adesione.inviata_il, adesione.inviata_da, adesione.inviata_come, adesione.rimando = adesso, utente, come, ""
    adesione.save(update_fields=["tardiva", "tipo", "anno", "numero", "inviata_il", "inviata_da", "inviata_come", "rimando"])


@transaction.atomic
def istruisci(adesione, esito, *, motivo, poteri, adesso, entro=None):
    """Decide su un’adesione: `esito` è un passo dell’istruttoria. Chi la rimanda dà un termine e consegna i rilievi preparati."""
    adesione = bloccata(adesione.avviso, adesione.soggetto)
    motivo = motivo.strip()
    if esito == "chiedi_integrazione":
        _esigi_richiesta(adesione, entro, timezone.localdate(adesso))
    if esito == "accogli_consultiva" and adesione.tipo == "sottoscrittore" and not motivo:
        raise EsitoIncompleto("Ha chiesto di sottoscrivere: scrivi perché l’accogli solo come consultiva.")
    if adesione.stato in adesione.PASSI[esito].da:
        adesione.motivo = motivo
        adesione.integrazione_entro = entro if esito == "chiedi_integrazione" else None
        if motivo or esito in ("accogli_sottoscrittore", "accogli_consultiva"):
            adesione.save(update_fields=["motivo", "integrazione_entro"])
        if esito == "chiedi_integrazione":
            rilievi.consegna(adesione, adesso)
    return flusso.esegui(adesione, esito, poteri=poteri, adesso=adesso, nota=motivo)


@transaction.atomic
def ritira_adesione(adesione, motivo, *, poteri, adesso):
    """Chi aderisce ci ripensa. Da un accordo già davanti agli enti non si esce così: c’è il rifiuto del testo, o il recesso."""
    adesione = bloccata(adesione.avviso, adesione.soggetto)
    _esigi_compila(poteri, adesione.soggetto)
    if accordi.parte_di_un_testo_fermo(adesione):
        raise AdesioneChiusa(
            f"{adesione.soggetto} è fra le parti di un accordo già davanti agli enti: si esce dalla pagina della parte, rifiutando "
            "il testo, o con il recesso quando è in vigore."
        )
    if motivo.strip() and adesione.stato in adesione.PASSI["ritira"].da:
        adesione.motivo, adesione.integrazione_entro = motivo.strip(), None
        adesione.save(update_fields=["motivo", "integrazione_entro"])
    ritirata = flusso.esegui(adesione, "ritira", poteri=poteri, adesso=adesso, nota=motivo)
    Adesione.objects.filter(pk=ritirata.pk).update(**SENZA_SOSPENSIONE)
    return ritirata


def _esigi_richiesta(adesione, entro, oggi):
    if entro is None or entro < oggi:
        raise EsitoIncompleto("Indica entro quando correggere: una data da oggi in poi.")
    if adesione.stato == "presentata" and not selezioni.rilievi_in_preparazione(adesione).exists():
        raise EsitoIncompleto("Per rimandarla scrivi almeno un rilievo: si potranno cambiare solo i dati con un rilievo.")
