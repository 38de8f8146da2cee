"""La proroga di un accordo: si registra l’atto che ne allunga la durata, e con lui si allungano i suoi integrativi."""

from django.db import transaction
from django.utils import timezone

from accordo.annunci import accordi as annunci
from accordo.models import AttoProroga, ProrogaAccordo
from accordo.operazioni.accordi import blocca
from accordo.stati.accordi import DURANO, TIENE, StatoAccordo
from ambito import flusso
from ambito.allegati.esame import esamina
from ambito.errori import ErroreDiCampo
from ambito.nucleo.formati_italiani import formatta_data
from ambito.registro import annota


class ProrogaNonAmmessa(ErroreDiCampo):
    """L’accordo non si può prorogare così: la frase dice perché e che cosa fare."""


@transaction.atomic
def proroga(accordo, *, al, organo, numero, data, motivo, nome, byte, poteri, adesso):
    """L’accordo dura fino ad `al`, per effetto di un atto preso prima che finisse; `byte` vuoto se il file non c’è.

    Se l’atto c’era già quando l’orologio l’ha detto scaduto, torna in vigore: mancava soltanto qui.
    """
    poteri.esigi(TIENE)
    accordo = blocca(accordo)
    _ammessa(accordo, al, data, timezone.localdate(adesso))
    registrata = ProrogaAccordo.objects.create(
        accordo=accordo, prima=accordo.al, al=al, organo=organo.strip(), atto_numero=numero.strip(), atto_data=data,
        motivo=motivo.strip(), registrata_il=adesso, registrata_da=poteri.utente,
    )  # fmt: skip
    if byte:
        AttoProroga.objects.create(proroga=registrata, byte=byte, **esamina(nome, byte)._asdict())
    for chi_dura in [accordo, *accordo.integrativi.filter(stato__in=DURANO, al=accordo.al)]:
        _allunga(chi_dura, al, adesso)
    annota(accordo, "accordo.proroga", f"Prorogato l’{accordo.in_frase} fino al {formatta_data(al)}", autore=poteri.utente,
           quando=adesso, prima={"al": registrata.prima}, dopo={"al": al}, nota=registrata.estremi)  # fmt: skip
    annunci.prorogato(registrata, adesso)
    return registrata


def _ammessa(accordo, al, data, oggi):
    if accordo.integrativo:
        raise ProrogaNonAmmessa("Si proroga l’accordo che questo integra: gli integrativi lo seguono.")
    if accordo.stato not in DURANO:
        raise ProrogaNonAmmessa("Si proroga un accordo in vigore: prima di allora la durata si corregge in «Date e atti».")
    if data > min(oggi, accordo.al):
        raise ProrogaNonAmmessa(
            f"L’accordo dura fino al {formatta_data(accordo.al)}: la proroga si decide prima, e si registra dopo averla decisa.",
            "data",
        )
    if al <= accordo.al:
        raise ProrogaNonAmmessa(f"L’accordo dura già fino al {formatta_data(accordo.al)}: scrivi un giorno dopo.", "al")
    if al > accordo.piano.al:
        fine = formatta_data(accordo.piano.al)
        raise ProrogaNonAmmessa(f"Il piano che l’accordo attua finisce il {fine}: prima si proroga il piano.", "al")


def _allunga(accordo, al, adesso):
    """La riga è già riservata con l’accordo principale."""
    accordo.al = al
    accordo.save(update_fields=["al"])
    if accordo.stato == StatoAccordo.SCADUTO and al >= timezone.localdate(adesso):
        flusso.esegui(accordo, "torna_in_vigore", poteri=None, adesso=adesso)
