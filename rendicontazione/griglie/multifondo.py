"""Il monitoraggio Multifondo del fondo povertà: cifre dall’inizio, per fondo e annualità, con i controlli detti a parole."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from ambito.nucleo.formati_italiani import formatta_data, formatta_importo
from rendicontazione.griglie.fogli import NON_VERIFICATO
from rendicontazione.models import MotivoResiduo
from servizi.selezioni import risorse

PIATTAFORMA = "Multifondo"
INTESTAZIONI = (
    "Fondo", "Annualità", "Assegnato", "Impegnato", "Non impegnato", "Perché non impegnato", "Impegno previsto", "Liquidato",
    "Fine della spesa", "Dati al",
)  # fmt: skip


@dataclass(frozen=True)
class Situazione:
    """Un’assegnazione come la chiede il monitoraggio; `storia` = (data, impegnato, liquidato) dall’inizio, in ordine di data."""

    assegnazione: object
    motivo: str
    impegno_previsto: date | None
    storia: tuple

    @property
    def residuo(self):
        return risorse.residuo(self.assegnazione)

    @property
    def verificata(self):
        return self.assegnazione.fondo.verificato == "sì"


def assegnazione(pk, anno):
    """L’assegnazione monitorata, o `None`."""
    return _monitorate(anno).filter(pk=pk).first()


def _monitorate(anno):
    return risorse.assegnazioni().filter(fondo__piattaforma__icontains=PIATTAFORMA, annualita__lte=anno)


def situazioni(anno):
    """Le assegnazioni aperte fino a quell’annualità, in tre letture quante che siano."""
    monitorate = list(_monitorate(anno).prefetch_related("utilizzi"))
    motivi = {m.assegnazione_id: m for m in MotivoResiduo.objects.filter(assegnazione__in=monitorate)}
    return [_situazione(a, motivi.get(a.pk)) for a in monitorate]


def _situazione(assegnazione, motivo):
    storia = tuple((u.al, u.impegnato, u.pagato) for u in assegnazione.utilizzi.all())
    return Situazione(assegnazione, motivo.motivo if motivo else "", motivo and motivo.impegno_previsto, storia)


def motivo_di(assegnazione):
    """Il motivo già scritto, o uno nuovo da scrivere."""
    scritto = MotivoResiduo.objects.filter(assegnazione=assegnazione).first()
    return scritto or MotivoResiduo(assegnazione=assegnazione)


def rilievi(storia, residuo, motivo, impegno_previsto, oggi):
    """`[(codice del controllo, frase)]`: cifre che scendono (C04), residuo senza motivo (C10), data prevista passata (C12)."""
    trovati = []
    for (da, impegnato_da, pagato_da), (a, impegnato_a, pagato_a) in pairwise(storia):
        for nome, prima, dopo in (("l’impegnato", impegnato_da, impegnato_a), ("il liquidato", pagato_da, pagato_a)):
            if dopo < prima:
                periodo = f"Dal {formatta_data(da)} al {formatta_data(a)}"
                frase = f"{periodo} {nome} scende da {_euro(prima)} a {_euro(dopo)}: le cifre si contano dall’inizio."
                trovati.append(("C04", frase))
    if residuo > 0 and not motivo:
        trovati.append(("C10", f"Restano {_euro(residuo)} non impegnati: scrivi il motivo e quando si impegneranno."))
    if residuo > 0 and impegno_previsto and impegno_previsto < oggi:
        trovati.append(("C12", f"L’impegno era previsto per il {formatta_data(impegno_previsto)}, data già passata: aggiornala."))
    return trovati


def _euro(importo: Decimal):
    return f"{formatta_importo(importo)} €"


def foglio(righe):
    """Le righe del foglio da scaricare; un fondo non riletto nella fonte lo dice accanto al nome."""
    return [
        [
            r.assegnazione.fondo.nome + ("" if r.verificata else f" ({NON_VERIFICATO})"), r.assegnazione.annualita,
            r.assegnazione.importo, r.assegnazione.impegnato, r.residuo, r.motivo, r.impegno_previsto, r.assegnazione.pagato,
            r.assegnazione.spendere_entro, r.assegnazione.utilizzo_al,
        ]
        for r in righe
    ]  # fmt: skip
