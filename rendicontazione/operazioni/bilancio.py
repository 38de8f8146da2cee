"""Le scritture del bilancio: le versioni con le loro righe, gli impegni e le liquidazioni.

Il registro lo legge anche chi le bozze non le vede: di una bozza dice chi ha cambiato che cosa, mai quanto. Gli importi li dice la
versione, quando è approvata.
"""

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from ambito import documenti, flusso
from ambito.errori import ErroreDiCampo
from ambito.nucleo.formati_italiani import formatta_data, formatta_importo
from ambito.nucleo.statistiche import ZERO
from ambito.registro import annota
from piano import selezioni as piano
from rendicontazione import annunci
from rendicontazione.models import CapitoloBilancio, Movimento, RigaBilancio, VersioneBilancio
from rendicontazione.stati.bilancio import TIENE, Genere

APPENA_REGISTRATO = "Su questa riga è appena stato registrato un movimento: guarda nell’elenco se questo manca ancora."
CAMBIATA = "Un collega ha cambiato o tolto questa riga mentre scrivevi: riguarda i valori di adesso e riscrivi i tuoi."


class BilancioNonValido(ErroreDiCampo):
    """Il bilancio non si può cominciare o cambiare così: la frase dice perché."""


class RigaCambiata(BilancioNonValido):
    """Qualcun altro ha cambiato o tolto la riga mentre la si scriveva: nulla è stato sovrascritto."""


class MovimentoNonValido(ErroreDiCampo):
    """Il movimento supera ciò che c’è, o la sua data non va: la frase dice perché."""


@transaction.atomic
def comincia_versione(anno, *, poteri, adesso):
    """Apre la bozza che manca: la previsione con le risorse del piano, poi gli assestamenti con le righe dell’ultima versione."""
    poteri.esigi(TIENE)
    ultima = VersioneBilancio.objects.filter(anno=anno).order_by("-numero").first()
    if ultima and ultima.e_bozza:
        raise BilancioNonValido(f"{ultima} è ancora in bozza: approvala o eliminala, poi comincia la prossima.")
    if ultima is None and piano.piano_dell_anno(anno) is None:
        raise BilancioNonValido(f"Nessun Piano di Zona comprende il {anno}: prima va creato il piano.")
    numero = ultima.numero + 1 if ultima else 0
    try:
        with transaction.atomic():
            versione = VersioneBilancio.objects.create(anno=anno, numero=numero, creata_il=adesso)
    except IntegrityError as errore:
        raise BilancioNonValido("Un collega ha appena cominciato questa versione: la trovi nell’elenco.") from errore
    righe = _dall_ultima(ultima) if ultima else _dal_piano(anno)
    RigaBilancio.objects.bulk_create(RigaBilancio(versione=versione, **riga) for riga in righe)
    da = f"dalla versione «{ultima.nome}»" if ultima else "dalle risorse del piano"
    annota(versione, "versionebilancio.comincia", f"Cominciata la bozza {versione}, {da}",
           autore=poteri.utente, quando=adesso, dopo={"righe": len(righe)})  # fmt: skip
    return versione


def _dall_ultima(versione):
    return [{"capitolo_id": r.capitolo_id, "importo": r.importo, "nota": r.nota} for r in versione.righe.all()]


def _dal_piano(anno):
    """Una riga per ogni risorsa che il piano prevede nell’anno, di tutto l’Ambito."""
    risorse = list(piano.risorse(anno))
    nuovi = [CapitoloBilancio(anno=anno, obiettivo_id=r.obiettivo_id, fondo_id=r.fondo_id) for r in risorse]
    CapitoloBilancio.objects.bulk_create(nuovi, ignore_conflicts=True)
    capitoli = {(c.obiettivo_id, c.fondo_id): c.pk for c in CapitoloBilancio.objects.filter(anno=anno, comune=None)}
    return [{"capitolo_id": capitoli[r.obiettivo_id, r.fondo_id], "importo": r.importo} for r in risorse]


def _in_bozza(versione, poteri):
    """La versione bloccata, se si può ancora scrivere."""
    poteri.esigi(TIENE)
    bloccata = VersioneBilancio.objects.select_for_update(of=("self",)).filter(pk=versione.pk).first()
    if bloccata is None:
        raise BilancioNonValido("Un collega ha eliminato questa bozza.")
    if not bloccata.e_bozza:
        raise BilancioNonValido(f"{bloccata} è approvata: per cambiare gli importi comincia un assestamento.")
    return bloccata


@transaction.atomic
def aggiungi_riga(versione, *, obiettivo, fondo, comune, importo, nota, poteri, adesso):
    """Aggiunge una riga alla bozza; `BilancioNonValido` se per lo stesso obiettivo, fondo e Comune ce n’è già una."""
    versione = _in_bozza(versione, poteri)
    dove = {"anno": versione.anno, "obiettivo": obiettivo, "fondo": fondo, "comune": comune}
    capitolo = CapitoloBilancio.objects.get_or_create(**dove)[0]
    if versione.righe.filter(capitolo=capitolo).exists():
        raise BilancioNonValido("Per questo obiettivo, fondo e Comune c’è già una riga: cambia quella.", "fondo")
    riga = RigaBilancio.objects.create(versione=versione, capitolo=capitolo, importo=importo, nota=nota)
    annota(riga, "rigabilancio.aggiungi", f"{versione}: aggiunta la riga {capitolo}", autore=poteri.utente, quando=adesso)
    return riga


@transaction.atomic
def cambia_riga(riga, *, importo, nota, revisione, poteri, adesso):
    """Cambia l’importo o la nota di una riga in bozza; `RigaCambiata` se non è più quella letta."""
    _in_bozza(riga.versione, poteri)
    attuale = RigaBilancio.objects.per_elenco().select_related("versione").filter(pk=riga.pk, revisione=revisione).first()
    if attuale is None:
        raise RigaCambiata(CAMBIATA)
    cambiati = [nome for nome, valore in (("importo", importo), ("nota", nota)) if getattr(attuale, nome) != valore]
    attuale.importo, attuale.nota, attuale.revisione = importo, nota, revisione + 1
    attuale.save(update_fields=["importo", "nota", "revisione"])
    annota(attuale, "rigabilancio.cambia", f"Cambiata la riga {attuale}", autore=poteri.utente, quando=adesso,
           dopo={"campi cambiati": cambiati})  # fmt: skip
    return attuale


def chiave(riga):
    """Di quale capitolo parla la riga di un foglio: obiettivo, fondo, Comune (`None` = tutto l’Ambito)."""
    return riga["obiettivo"].pk, riga["fondo"].pk, riga["comune"].pk if riga.get("comune") else None


@transaction.atomic
def scrivi_righe(versione, righe, *, poteri, adesso):
    """Scrive nella bozza le righe di un foglio (`obiettivo`, `fondo`, `comune`, `importo`, `nota`); le altre restano."""
    versione = _in_bozza(versione, poteri)
    scritte = {r.capitolo.chiave: r for r in versione.righe.per_elenco()}
    mancano = [chiave(r) for r in righe if chiave(r) not in scritte]
    CapitoloBilancio.objects.bulk_create(
        (CapitoloBilancio(anno=versione.anno, obiettivo_id=o, fondo_id=f, comune_id=c) for o, f, c in mancano),
        ignore_conflicts=True,
    )
    capitoli = {c.chiave: c for c in CapitoloBilancio.objects.filter(anno=versione.anno).per_elenco()}
    nuove, cambiate, scritti = [], [], []
    for dati in righe:
        capitolo, riga = capitoli[chiave(dati)], scritte.get(chiave(dati))
        importo, nota = dati["importo"], dati.get("nota") or ""
        if riga is None:
            nuove.append(RigaBilancio(versione=versione, capitolo=capitolo, importo=importo, nota=nota))
        elif (riga.importo, riga.nota) != (importo, nota):
            riga.importo, riga.nota, riga.revisione = importo, nota, riga.revisione + 1
            cambiate.append(riga)
        else:
            continue
        scritti.append(str(capitolo))
    RigaBilancio.objects.bulk_create(nuove)
    RigaBilancio.objects.bulk_update(cambiate, ["importo", "nota", "revisione"])
    annota(versione, "versionebilancio.foglio", f"{versione}, da foglio: {len(nuove)} righe nuove, {len(cambiate)} cambiate",
           autore=poteri.utente, quando=adesso, dopo={"righe": scritti})  # fmt: skip


@transaction.atomic
def togli_riga(riga, *, poteri, adesso):
    """Toglie una riga dalla bozza; il registro dice quale."""
    _in_bozza(riga.versione, poteri)
    attuale = RigaBilancio.objects.per_elenco().select_related("versione").filter(pk=riga.pk).first()
    if attuale is None:
        raise RigaCambiata("Questa riga è già stata tolta.")
    annota(attuale, "rigabilancio.togli", f"Tolta la riga {attuale}", autore=poteri.utente, quando=adesso)
    attuale.delete()


@transaction.atomic
def elimina_versione(versione, *, poteri, adesso):
    """Elimina una bozza con le sue righe: le versioni approvate restano come sono."""
    versione = _in_bozza(versione, poteri)
    righe = [str(r.capitolo) for r in versione.righe.per_elenco()]
    annota(versione, "versionebilancio.elimina", f"Eliminata la bozza {versione}",
           autore=poteri.utente, quando=adesso, prima={"righe": righe})  # fmt: skip
    _annulla_la_stampa(versione, "La bozza che stampava è stata eliminata.", poteri, adesso)
    versione.righe.all().delete()
    versione.delete()


def _annulla_la_stampa(versione, motivo, poteri, adesso):
    """I PDF della bozza: chi ne verifica il codice legge che non valgono più, e perché."""
    documenti.annulla_quelli_di("bilancio", versione.pk, motivo=motivo, utente=poteri.utente, adesso=adesso)


@transaction.atomic
def approva_versione(versione, *, atto, atto_del, poteri, adesso):
    """Scrive l’atto e approva: da qui la versione non cambia più, ed è quella che dice quanto si può impegnare."""
    versione = _in_bozza(versione, poteri)
    if atto_del > localdate(adesso):
        raise BilancioNonValido("La data è nel futuro: scrivi il giorno in cui l’atto è stato approvato.", "atto_del")
    # Chi impegna intanto aspetta: altrimenti lo stanziato potrebbe scendere sotto un impegno nato dopo il controllo.
    list(CapitoloBilancio.objects.select_for_update(of=("self",)).filter(anno=versione.anno).order_by("pk").values_list("pk"))
    versione.atto, versione.atto_del = atto, atto_del
    versione.save(update_fields=["atto", "atto_del"])
    estremi = f"{atto} del {formatta_data(atto_del)}"
    approvata = flusso.esegui(versione, "approva", poteri=poteri, adesso=adesso, nota=estremi)
    _annulla_la_stampa(versione, f"Era la bozza: la versione è poi stata approvata con {estremi}.", poteri, adesso)
    annunci.annuncia_bilancio(approvata, autore=poteri.utente, adesso=adesso)
    return approvata


@transaction.atomic
def registra_movimento(capitolo, *, genere, giorno, atto, importo, causale, poteri, adesso, visti=None):
    """Registra un impegno (mai oltre lo stanziato) o una liquidazione (mai oltre l’impegnato); un importo negativo corregge.

    `visti` è quanti movimenti risultavano sul capitolo: uno di più è di un collega, o di un secondo clic.
    """
    poteri.esigi(TIENE)
    bloccato = CapitoloBilancio.objects.select_for_update(of=("self",)).per_elenco().get(pk=capitolo.pk)
    if visti is not None and bloccato.movimenti.count() != visti:
        raise MovimentoNonValido(APPENA_REGISTRATO)
    _controlla_movimento(bloccato, genere, giorno, importo, localdate(adesso))
    movimento = Movimento.objects.create(
        capitolo=bloccato,
        genere=genere,
        giorno=giorno,
        atto=atto,
        importo=importo,
        causale=causale,
        registrato_da=poteri.utente,
        registrato_il=adesso,
    )
    frase = f"{movimento.get_genere_display()} di {formatta_importo(importo)} € su {bloccato} {bloccato.anno}, {atto}"
    annota(movimento, "movimento.registra", frase, autore=poteri.utente, quando=adesso, dopo={"importo": importo, "atto": atto})
    return movimento


def _controlla_movimento(capitolo, genere, giorno, importo, oggi):
    if not importo:
        raise MovimentoNonValido("Scrivi un importo diverso da zero.", "importo")
    if giorno > oggi or giorno.year < capitolo.anno:
        raise MovimentoNonValido(f"La data va dal 1° gennaio {capitolo.anno} a oggi.", "giorno")
    if genere == Genere.IMPEGNO:
        _controlla_impegno(capitolo, importo)
    elif importo > capitolo.da_pagare:
        raise MovimentoNonValido(f"Restano da pagare {formatta_importo(capitolo.da_pagare)} €: prima serve l’impegno.", "importo")
    elif capitolo.pagato + importo < 0:
        raise MovimentoNonValido(f"Il pagato è {formatta_importo(capitolo.pagato)} €: non può scendere sotto zero.", "importo")


def _controlla_impegno(capitolo, importo):
    if importo > capitolo.da_impegnare:
        frase = (
            f"Restano da impegnare {formatta_importo(max(ZERO, capitolo.da_impegnare))} €: per averne di più serve un assestamento."
        )
        raise MovimentoNonValido(frase, "importo")
    if capitolo.impegnato + importo < capitolo.pagato:
        frase = f"Ne sono già pagati {formatta_importo(capitolo.pagato)} €: l’impegno non può scendere sotto."
        raise MovimentoNonValido(frase, "importo")
