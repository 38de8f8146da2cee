"""L’unica porta verso guardian: dagli incarichi ai gruppi, dai gruppi ai diritti su Ambito e Comuni.

I diritti si danno soltanto a gruppi e soltanto su oggetti radice; le persone entrano ed escono dai gruppi secondo gli incarichi
vigenti. Rieseguire non cambia nulla.
"""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from ambito.errori import ErroreAtteso
from ambito.models import Ambito, Appartenenza, Comune, GruppoDiRuolo, Incarico, PermessoGruppoAmbito, PermessoGruppoComune, Utente
from ambito.permessi import RUOLI
from ambito.registro import annota


class IncaricoNonValido(ErroreAtteso):
    """L’incarico non si può dare così: la frase dice perché."""


@transaction.atomic
def conferisci(*, utente, ruolo, dal, atto, autore, adesso, al=None, comune=None, ente=None):
    """Dà un incarico nell’Ambito in corso, dal giorno `dal`, in forza di `atto`; i diritti valgono da subito se è vigente."""
    _controlla(RUOLI.get(ruolo), comune, ente)
    gruppo = gruppo_di(ruolo, comune=comune, ente=ente)
    incarico = Incarico.objects.create(
        utente=utente, gruppo=gruppo, ruolo=ruolo, comune=comune, ente=ente, dal=dal, al=al, atto=atto
    )
    allinea(adesso.date(), utenti=[utente.pk])
    annota(incarico, "incarico.conferisci", f"{utente} riceve l’incarico: {incarico}", autore=autore, quando=adesso,
           dopo={"ruolo": ruolo, "dal": dal, "al": al, "atto": atto})  # fmt: skip
    return incarico


@transaction.atomic
def cessa(incarico, *, al, autore, adesso, nota=""):
    """Chiude l’incarico al giorno `al` (compreso): dal giorno dopo non dà più diritti."""
    if al < incarico.dal:
        raise IncaricoNonValido("La fine dell’incarico viene prima del suo inizio.")
    prima, incarico.al = incarico.al, al
    incarico.save(update_fields=["al"])
    allinea(adesso.date(), utenti=[incarico.utente_id])
    annota(incarico, "incarico.cessa", f"Cessa l’incarico di {incarico.utente}: {incarico}", autore=autore, quando=adesso,
           prima={"al": prima}, dopo={"al": al}, nota=nota)  # fmt: skip
    return incarico


def _controlla(ruolo, comune, ente):
    if ruolo is None:
        raise IncaricoNonValido("Questo ruolo non esiste.")
    if (ruolo.dove == "comune") != (comune is not None):
        raise IncaricoNonValido(f"Il ruolo «{ruolo.nome}» vale {'per un Comune' if ruolo.dove == 'comune' else 'senza Comune'}.")
    if ente is not None and ruolo.dove != "ente":
        raise IncaricoNonValido(f"Il ruolo «{ruolo.nome}» non si riferisce a un ente.")
    if comune is not None and not Appartenenza.objects.filter(comune=comune).exists():
        raise IncaricoNonValido(f"{comune} non fa parte di questo Ambito.")


def gruppo_di(ruolo, *, comune=None, ente=None):
    """Il gruppo del ruolo in quel posto, con i suoi diritti; lo crea se manca."""
    trovato = GruppoDiRuolo.objects.filter(ruolo=ruolo, comune=comune, ente=ente).first()
    if trovato:
        return trovato
    nuovo = GruppoDiRuolo(ruolo=ruolo, comune=comune, ente=ente)
    luogo = f"comune {comune.codice_istat}" if comune else f"ente {ente.pk}" if ente else "tutto"
    nuovo.gruppo = Group.objects.get_or_create(name=f"ambito {nuovo.ambito_id} · {ruolo} · {luogo}")[0]
    nuovo.save()
    _concedi(nuovo.gruppo, RUOLI[ruolo], nuovo.ambito_id, comune)
    return nuovo


def _concedi(gruppo, ruolo, ambito_id, comune):
    PermessoGruppoAmbito.objects.bulk_create(
        [PermessoGruppoAmbito(group=gruppo, permission=p, content_object_id=ambito_id) for p in _permessi(Ambito, ruolo.ambito)],
        ignore_conflicts=True,
    )
    if comune is not None:
        PermessoGruppoComune.objects.bulk_create(
            [PermessoGruppoComune(group=gruppo, permission=p, content_object=comune) for p in _permessi(Comune, ruolo.comune)],
            ignore_conflicts=True,
        )


def _permessi(modello, codici):
    tipo = ContentType.objects.get_for_model(modello)
    return Permission.objects.filter(content_type=tipo, codename__in=codici)


def allinea(oggi, *, utenti=None):
    """Fa coincidere l’appartenenza ai gruppi dell’Ambito in corso con gli incarichi vigenti `oggi`; dà (entrati, usciti)."""
    dovuti = Incarico.objects.vigenti(oggi)
    passaggio = Utente.groups.through
    attuali = passaggio.objects.filter(group__in=GruppoDiRuolo.objects.values("gruppo"))
    if utenti is not None:
        dovuti, attuali = dovuti.filter(utente__in=utenti), attuali.filter(utente__in=utenti)
    giusti = set(dovuti.values_list("utente_id", "gruppo__gruppo_id"))
    presenti = {(u, g): pk for pk, u, g in attuali.values_list("pk", "utente_id", "group_id")}
    nuovi = [passaggio(utente_id=u, group_id=g) for u, g in giusti - presenti.keys()]
    passaggio.objects.bulk_create(nuovi, ignore_conflicts=True)
    usciti = [pk for coppia, pk in presenti.items() if coppia not in giusti]
    passaggio.objects.filter(pk__in=usciti).delete()
    return len(nuovi), len(usciti)


def riallinea_diritti():
    """Rimette a ogni gruppo dell’Ambito in corso esattamente i diritti della tavola (serve dopo un cambio della tavola)."""
    for gruppo in GruppoDiRuolo.objects.select_related("gruppo", "comune"):
        PermessoGruppoAmbito.objects.filter(group=gruppo.gruppo).delete()
        PermessoGruppoComune.objects.filter(group=gruppo.gruppo).delete()
        _concedi(gruppo.gruppo, RUOLI[gruppo.ruolo], gruppo.ambito_id, gruppo.comune)
