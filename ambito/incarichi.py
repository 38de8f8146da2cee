"""L’unica porta verso guardian: dagli incarichi ai gruppi, dai gruppi ai diritti su Ambito e Comuni.

I diritti si danno soltanto a gruppi e soltanto su oggetti radice; le persone entrano ed escono dai gruppi secondo gli incarichi
vigenti. Rieseguire non cambia nulla.
"""

from contextlib import contextmanager
from datetime import date, timedelta

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ambito import avvisi
from ambito.errori import ErroreAtteso
from ambito.models import Ambito, Appartenenza, Comune, GruppoDiRuolo, Incarico, PermessoGruppoAmbito, PermessoGruppoComune, Utente
from ambito.nucleo.contesto import esigi_ambito
from ambito.nucleo.formati_italiani import formatta_data
from ambito.permessi import GUIDA, RUOLI
from ambito.registro import annota


class IncaricoNonValido(ErroreAtteso):
    """L’incarico non si può dare o chiudere così: la frase dice perché."""


class SenzaGuida(IncaricoNonValido):
    """L’Ambito resterebbe senza chi ne tiene gli incarichi."""


@transaction.atomic
def conferisci(*, utente, ruolo, dal, atto, autore, adesso, al=None, comune=None, ente=None):
    """Dà un incarico nell’Ambito in corso, dal giorno `dal`, in forza di `atto`; i diritti valgono da subito se è vigente.

    `IncaricoNonValido`, con la frase, se ruolo, luogo o date non vanno.
    """
    esigi_valido(ruolo=ruolo, dal=dal, al=al, comune=comune, ente=ente)
    _esigi_nuovo(utente, ruolo, comune, ente, dal)
    _esigi_posto_libero(ruolo, comune, dal, al)
    gruppo = gruppo_di(ruolo, comune=comune, ente=ente)
    with _guida_salva(ruolo, adesso, a_termine=al is not None):
        incarico = Incarico.objects.create(
            utente=utente, gruppo=gruppo, ruolo=ruolo, comune=comune, ente=ente, dal=dal, al=al, atto=atto
        )
    allinea(timezone.localdate(adesso), utenti=[utente.pk])
    annota(incarico, "incarico.conferisci", f"{utente} riceve l’incarico: {incarico}", autore=autore, quando=adesso,
           dopo={"ruolo": ruolo, "dal": dal, "al": al, "atto": atto})  # fmt: skip
    fine = f" al {formatta_data(al)}" if al else ""
    testo = f"Vale dal {formatta_data(dal)}{fine}, in forza di: {atto}. La pagina dice che cosa puoi fare."
    _avvisa(incarico, "conferisci", f"Hai un nuovo incarico: {incarico}", testo, autore, adesso)
    return incarico


@transaction.atomic
def cessa(incarico, *, al, autore, adesso, nota=""):
    """Chiude l’incarico al giorno `al` (compreso): dal giorno dopo non dà più diritti. Non lo allunga: serve un atto nuovo.

    `SenzaGuida` se l’Ambito resterebbe, subito o poi, senza un coordinatore.
    """
    with _guida_salva(incarico.ruolo, adesso):
        incarico = Incarico.objects.select_for_update(of=("self",)).get(pk=incarico.pk)
        _esigi_chiudibile(incarico, al, timezone.localdate(adesso))
        prima, incarico.al = incarico.al, al
        incarico.save(update_fields=["al"])
    allinea(timezone.localdate(adesso), utenti=[incarico.utente_id])
    annota(incarico, "incarico.cessa", f"Cessa l’incarico di {incarico.utente}: {incarico}", autore=autore, quando=adesso,
           prima={"al": prima}, dopo={"al": al}, nota=nota)  # fmt: skip
    testo = "Dal giorno dopo non dà più diritti. Se è un errore, scrivi a chi conferisce gli incarichi."
    _avvisa(incarico, "cessa", f"Il tuo incarico finisce il {formatta_data(al)}: {incarico}", testo, autore, adesso)
    return incarico


@transaction.atomic
def annulla(incarico, *, autore, adesso, nota):
    """Toglie un incarico conferito per sbaglio, il giorno stesso in cui comincia o prima; ne resta la traccia nel registro."""
    oggi = timezone.localdate(adesso)
    with _guida_salva(incarico.ruolo, adesso):
        incarico = Incarico.objects.select_for_update(of=("self",)).get(pk=incarico.pk)
        if incarico.dal < oggi:
            raise IncaricoNonValido("L’incarico è già cominciato: non si annulla, si termina.")
        annota(incarico, "incarico.annulla", f"Annullato l’incarico di {incarico.utente}: {incarico}", autore=autore,
               quando=adesso, prima={"dal": incarico.dal, "al": incarico.al, "atto": incarico.atto}, nota=nota)  # fmt: skip
        incarico.delete()
    allinea(oggi, utenti=[incarico.utente_id])


def esigi_valido(*, ruolo, dal, al=None, comune=None, ente=None):
    """`IncaricoNonValido` se un incarico così non si può dare a nessuno: ruolo ignoto, luogo sbagliato, date che non tornano."""
    esigi_coerente(ruolo=ruolo, dal=dal, al=al, comune=comune, ente=ente)
    if comune is not None and not Appartenenza.objects.filter(comune=comune).exists():
        raise IncaricoNonValido(f"{comune} non fa parte di questo Ambito.")


def esigi_coerente(*, ruolo, dal, al=None, comune=None, ente=None):
    """Come `esigi_valido`, di un Comune che si sa già dell’Ambito: non legge nulla."""
    regole = RUOLI.get(ruolo)
    _esigi_luogo(regole, comune, ente)
    if al is not None and al < dal:
        raise IncaricoNonValido("La fine dell’incarico viene prima del suo inizio.")
    if regole.lettura and (al is None or al >= _un_anno_dopo(dal)):
        raise IncaricoNonValido(f"L’incarico «{regole.nome}» è di sola lettura: scrivi una fine, al più un anno dopo l’inizio.")


def _esigi_luogo(ruolo, comune, ente):
    if ruolo is None:
        raise IncaricoNonValido("Questo ruolo non esiste.")
    if (ruolo.dove == "comune") != (comune is not None):
        raise IncaricoNonValido(f"Il ruolo «{ruolo.nome}» vale {'per un Comune' if ruolo.dove == 'comune' else 'senza Comune'}.")
    if ente is not None and ruolo.dove != "ente":
        raise IncaricoNonValido(f"Il ruolo «{ruolo.nome}» non si riferisce a un ente.")


def _avvisa(incarico, passo, titolo, testo, autore, adesso):
    """Lo dice alla persona, se a deciderlo è stato qualcun altro (non il portale, non lei)."""
    if autore is not None and autore.pk != incarico.utente_id:
        dove = {"genere": f"incarico.{passo}", "oggetto": incarico, "url": f"/{incarico.ambito.slug}/poteri/"}
        avvisi.avvisa([incarico.utente], titolo=titolo, testo=testo, adesso=adesso, **dove)


def _esigi_posto_libero(ruolo, comune, dal, al):
    """Un Sindaco solo per Comune alla volta: chi conferisce lo fa uno dopo l’altro, con la riga dell’Ambito bloccata."""
    if not RUOLI[ruolo].unico:
        return
    Ambito.objects.select_for_update(of=("self",), no_key=True).get(pk=esigi_ambito())
    altri = Incarico.objects.per_elenco().filter(Q(al__isnull=True) | Q(al__gte=dal), ruolo=ruolo, comune=comune)
    if altro := (altri.filter(dal__lte=al) if al else altri).first():
        raise IncaricoNonValido(f"{chi_ha_il_posto(altro)}: prima termina quell’incarico.")


def chi_ha_il_posto(incarico):
    """In parole, chi occupa un posto che è di uno solo, e fino a quando."""
    durata = periodo(incarico.dal, incarico.al)
    return f"{RUOLI[incarico.ruolo].nome} di {incarico.comune} è già {incarico.utente}, {durata}"


def periodo(dal, al):
    """«dal 01/01/2026 fino al 31/12/2026», «dal 01/01/2026 senza una fine»."""
    return f"dal {formatta_data(dal)} {f'fino al {formatta_data(al)}' if al else 'senza una fine'}"


def _un_anno_dopo(giorno):
    # Il 29 febbraio di un anno dopo non c’è: si conta fino al primo marzo.
    try:
        return giorno.replace(year=giorno.year + 1)
    except ValueError:
        return date(giorno.year + 1, 3, 1)


def _esigi_nuovo(utente, ruolo, comune, ente, dal):
    if Incarico.objects.filter(utente=utente, ruolo=ruolo, comune=comune, ente=ente, dal=dal).exists():
        raise IncaricoNonValido(f"{utente} ha già questo incarico dal {dal:%d/%m/%Y}.")


def _esigi_chiudibile(incarico, al, oggi):
    if al < incarico.dal:
        raise IncaricoNonValido("La fine dell’incarico viene prima del suo inizio.")
    if incarico.al is not None and incarico.al < oggi:
        raise IncaricoNonValido(f"L’incarico è già terminato il {incarico.al:%d/%m/%Y}.")
    if incarico.al is not None and al > incarico.al:
        raise IncaricoNonValido(
            f"L’incarico finisce già il {incarico.al:%d/%m/%Y}: per allungarlo conferiscine uno nuovo, con il suo atto."
        )


@contextmanager
def _guida_salva(ruolo, adesso, *, a_termine=False):
    """Ciò che sta dentro non può lasciare l’Ambito senza coordinatore, né oggi né in un giorno a venire che prima era coperto.

    Chi comincia un incarico `a_termine` deve trovare un altro che lo seguirà: così nessuna scadenza sorprende l’Ambito.
    Chi tocca i coordinatori lo fa uno alla volta: la riga dell’Ambito resta bloccata fino alla fine della transazione.
    """
    if ruolo != GUIDA:
        yield
        return
    Ambito.objects.select_for_update(of=("self",), no_key=True).get(pk=esigi_ambito())
    oggi = timezone.localdate(adesso)
    prima = scoperto_dal(oggi, periodi_di_guida())
    yield
    esigi_guida(prima, scoperto_dal(oggi, periodi_di_guida()), oggi, a_termine=a_termine)


def esigi_guida(prima, dopo, oggi, *, a_termine):
    """`SenzaGuida` se il primo giorno scoperto, `prima` e `dopo` il cambiamento, si avvicina; o nessuno segue chi è a termine."""
    if dopo is not None and (a_termine or prima is None or dopo < prima):
        quando = "subito" if dopo <= oggi else f"dal {dopo:%d/%m/%Y}"
        raise SenzaGuida(
            f"L’Ambito resterebbe senza coordinatore {quando}: nessuno potrebbe più conferire incarichi. "
            "Prima conferisci l’incarico a chi subentra; l’ultimo coordinatore non ha una data di fine."
        )


def periodi_di_guida():
    """Quando c’è, o ci sarà, un coordinatore che possa entrare: coppie (dal, al)."""
    return list(Incarico.objects.filter(ruolo=GUIDA, utente__is_active=True).values_list("dal", "al"))


def scoperto_dal(oggi, periodi):
    """Il primo giorno, da `oggi` in poi, che nessuno dei `periodi` copre; `None` se c’è sempre qualcuno."""
    giorno = oggi
    for dal, al in sorted(periodi, key=lambda p: p[0]):
        if dal > giorno:
            break
        if al is None:
            return None
        giorno = max(giorno, al + timedelta(days=1))
    return giorno


def gruppo_di(ruolo, *, comune=None, ente=None):
    """Il gruppo del ruolo in quel posto, con i suoi diritti; lo crea se manca."""
    trovato = GruppoDiRuolo.objects.filter(ruolo=ruolo, comune=comune, ente=ente).first()
    if trovato:
        return trovato
    nuovo = GruppoDiRuolo(ruolo=ruolo, comune=comune, ente=ente)
    nuovo.gruppo = gruppo_con_diritti(ruolo, nuovo.ambito_id, comune, ente and ente.pk)
    nuovo.save()
    return nuovo


def gruppo_con_diritti(ruolo, ambito_id, comune, ente_id):
    """Il gruppo di guardian di un ruolo in quel posto, con i diritti della tavola; senza la riga che dice di chi è."""
    luogo = f"comune {comune.codice_istat}" if comune else f"ente {ente_id}" if ente_id else "tutto"
    gruppo = Group.objects.get_or_create(name=f"ambito {ambito_id} · {ruolo} · {luogo}")[0]
    _concedi(gruppo, RUOLI[ruolo], ambito_id, comune)
    return gruppo


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
    """Rimette a ogni gruppo dell’Ambito in corso esattamente i diritti della tavola: una versione nuova può averla cambiata."""
    for gruppo in GruppoDiRuolo.objects.select_related("gruppo", "comune"):
        PermessoGruppoAmbito.objects.filter(group=gruppo.gruppo).delete()
        PermessoGruppoComune.objects.filter(group=gruppo.gruppo).delete()
        _concedi(gruppo.gruppo, RUOLI[gruppo.ruolo], gruppo.ambito_id, gruppo.comune)
