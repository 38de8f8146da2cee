"""Ciò che una parte fa sull’accordo: carica l’atto che lo approva, lo rifiuta, lo firma, recede."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accordo.models import AttoParte, FirmaParte, ParteAccordo
from accordo.operazioni.accordi import blocca
from accordo.operazioni.firme import FirmaRifiutata, firma_della_parte
from accordo.requisiti import accordi as requisiti
from accordo.selezioni import accordi as letture
from accordo.stati.accordi import StatoAccordo
from ambito import flusso
from ambito.allegati.esame import esamina
from ambito.allegati.riconoscimento import nome_pulito
from ambito.errori import ErroreAtteso
from ambito.nucleo.impronta import impronta_file
from ambito.poteri import PotereMancante


class NonAdesso(ErroreAtteso):
    """L’accordo non è nello stato in cui una parte può fare questa cosa."""


def ferma(parte, poteri):
    """L’accordo e la parte, riservati; solo a chi cura la parte."""
    accordo = blocca(parte.accordo)
    parte = ParteAccordo.objects.select_for_update(of=("self",)).select_related("comune", "ente").get(pk=parte.pk)
    _esigi_cura(parte, poteri)
    parte.accordo = accordo
    return accordo, parte


def _esigi_cura(parte, poteri):
    if not letture.cura(poteri, parte):
        raise PotereMancante("carica_atti", parte.comune_id)


def _da_firmare(parte):
    """La versione che la parte firma; `NonAdesso` se non si firma."""
    if not parte.si_firma:
        raise NonAdesso("Si firma dopo che tutte le parti hanno approvato, quando l’Ufficio di Piano apre la firma.")
    return letture.ultima(parte.accordo)


def avanza(accordo, adesso):
    """Se non manca più nessuno fra le parti di oggi, l’accordo è approvato da tutti, o firmato da tutti."""
    if accordo.stato == StatoAccordo.IN_APPROVAZIONE and not requisiti.approvato_da_tutti(accordo):
        flusso.esegui(accordo, "approvano_tutti", poteri=None, adesso=adesso)
    elif accordo.stato == StatoAccordo.IN_FIRMA and not requisiti.firmato_da_tutti(accordo):
        flusso.esegui(accordo, "firmano_tutti", poteri=None, adesso=adesso)


def _all_approvazione(parte):
    if not parte.si_approva:
        raise NonAdesso("L’atto si carica quando il testo è fermo e gli enti lo stanno approvando.")


@transaction.atomic
def carica_atto(parte, *, organo, numero, data, esecutivo_dal, nome, byte, poteri, adesso):
    """La parte dice con quale atto approva il testo e ne allega il file (se `byte` è vuoto resta quello di prima)."""
    accordo, parte = ferma(parte, poteri)
    _all_approvazione(parte)
    if byte:
        valori = {**esamina(nome, byte)._asdict(), "byte": byte, "caricato_da": poteri.utente, "caricato_il": adesso}
        AttoParte.objects.update_or_create(parte=parte, versione=letture.ultima(accordo), defaults=valori)
    parte.organo, parte.atto_numero, parte.atto_data = organo, numero.strip(), data
    parte.esecutivo_dal = esecutivo_dal
    parte.save()
    return flusso.esegui(parte, "carica_atto", poteri=poteri, adesso=adesso, nota=parte.estremi)


@transaction.atomic
def rifiuta(parte, motivo, *, poteri, adesso):
    """La parte non approva il testo: l’Ufficio di Piano decide se riscriverlo."""
    return _con_motivo(parte, "rifiuta", motivo, poteri, adesso)


@transaction.atomic
def rimanda(parte, motivo, *, poteri, adesso):
    """L’Ufficio di Piano rimanda l’atto alla parte, con il motivo."""
    return _con_motivo(parte, "rimanda", motivo, poteri, adesso)


def _con_motivo(parte, passo, motivo, poteri, adesso):
    _, parte = ferma(parte, poteri)
    _all_approvazione(parte)
    if motivo.strip():
        parte.motivo = motivo.strip()
        parte.save(update_fields=["motivo"])
    return flusso.esegui(parte, passo, poteri=poteri, adesso=adesso, nota=motivo)


@transaction.atomic
def approva_atto(parte, *, poteri, adesso):
    """L’Ufficio di Piano ha controllato l’atto. Con l’ultima parte firmataria l’accordo è approvato da tutti."""
    accordo, parte = ferma(parte, poteri)
    _all_approvazione(parte)
    parte = flusso.esegui(parte, "approva", poteri=poteri, adesso=adesso)
    avanza(accordo, adesso)
    return parte


@transaction.atomic
def firma(parte, *, nome_file, byte, poteri, adesso):
    """Verifica il file firmato e registra la firma; `FirmaRifiutata` dice che cosa non va e che cosa fare.

    Con l’ultima parte firmataria l’accordo è perfezionato.
    """
    _esigi_cura(parte, poteri)
    versione = _da_firmare(parte)
    # Prima di tenere fermo l’accordo: la verifica dura secondi, e gli altri firmano intanto.
    verificata = firma_della_parte(parte, versione, byte, adesso)
    accordo, parte = ferma(parte, poteri)
    if _da_firmare(parte) != versione:
        raise NonAdesso("Mentre firmavi il testo è cambiato: scarica la versione nuova.")
    if FirmaParte.objects.filter(parte=parte, versione=versione).exists():
        raise FirmaRifiutata(f"{parte} ha già firmato questa versione: non serve altro.")
    registrata = FirmaParte.objects.create(
        parte=parte, versione=versione, firmatario=verificata.firma.nome[:160], codice_fiscale=verificata.firma.codice_fiscale,
        titolo=verificata.titolo, formato=verificata.formato, emittente=verificata.firma.emittente[:200],
        fidata=verificata.firma.fidata, dichiarata_il=_istante(verificata.firma.quando),
        firme=[asdict(f) for f in verificata.tutte], nome_file=nome_pulito(nome_file)[-150:], dimensione=len(byte),
        sha256=impronta_file(byte), byte=byte, caricata_da=poteri.utente, caricata_il=adesso,
    )  # fmt: skip
    parte = flusso.esegui(parte, "firma", poteri=poteri, adesso=adesso, nota=f"{registrata.firmatario}, {registrata.titolo}")
    avanza(accordo, adesso)
    return registrata


def _istante(scritto):
    if not scritto:
        return None
    istante = datetime.fromisoformat(scritto)
    return istante if timezone.is_aware(istante) else timezone.make_aware(istante)


@transaction.atomic
def recedi(parte, motivo, *, poteri, adesso):
    """La parte esce da un accordo vigente: resta scritto quando e perché. Gli altri restano legati."""
    _, parte = ferma(parte, poteri)
    if motivo.strip():
        parte.motivo = motivo.strip()
        parte.save(update_fields=["motivo"])
    return flusso.esegui(parte, "recedi", poteri=poteri, adesso=adesso, nota=motivo)
