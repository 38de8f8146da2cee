"""I valori di prima e di dopo, come li legge una persona: il nome del campo, le date, le scelte e le righe citate in parole."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import Truncator

from ambito.models import Comune, Incarico
from ambito.nucleo.formati_italiani import formatta_data, formatta_misura
from ambito.registri import VOCI_DEL_REGISTRO

# Servono a chi verifica, non a chi legge: impronte, contatori, ricevute.
TECNICHE = frozenset({"sha256", "impronta", "revisione", "ricevuta", "archivio", "documento", "ordine", "byte", "id", "su"})
LUNGO = 240
NIENTE = "niente"
DATA = re.compile(r"\d{4}-\d\d-\d\d")
ORA = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
IMPORTO = re.compile(r"-?\d+\.\d\d")
# Voci in cui un Comune è indicato col suo codice Istat.
CON_ISTAT = frozenset({"comune", "comuni", "entrano", "escono", "serviti"})


class Cambio(NamedTuple):
    """Un campo cambiato: com’era (`None` se non si sa) e com’è."""

    nome: str
    prima: str | None
    dopo: str | None


class Racconto(NamedTuple):
    """Un evento in parole: chi, per conto di chi, e che cosa è cambiato."""

    evento: object
    chi: str
    per_conto: str
    cambi: list


def racconta(eventi, *, con_valori=True):
    """Gli eventi in parole. Le letture in più sono una per gli incarichi e una per ogni modello citato, non per evento."""
    eventi = list(eventi)
    incarichi = _incarichi({e.autore_id for e in eventi if e.autore_id})
    citate = _citate(eventi) if con_valori else {}
    return [_racconto(e, incarichi.get(e.autore_id, ()), citate, con_valori) for e in eventi]


def _racconto(evento, incarichi, citate, con_valori):
    giorno = timezone.localdate(evento.quando)
    suoi = [str(i) for i in incarichi if i.vigente(giorno)]
    chi = evento.autore.nome_completo if evento.autore else "il portale"
    return Racconto(evento, chi, "; ".join(dict.fromkeys(suoi)), _cambi(evento, citate) if con_valori else [])


def _incarichi(persone):
    """Gli incarichi di quelle persone, per persona."""
    per_persona = {}
    if persone:
        for incarico in Incarico.objects.filter(utente__in=persone).select_related("comune", "ente").order_by("dal", "pk"):
            per_persona.setdefault(incarico.utente_id, []).append(incarico)
    return per_persona


def _cambi(evento, citate):
    modello = _modello(evento)
    nomi = dict.fromkeys([*evento.prima, *evento.dopo])
    cambi = [_cambio(evento, nome, _campo(modello, nome), citate) for nome in nomi if nome not in TECNICHE]
    return [c for c in cambi if c.prima != c.dopo and not (c.prima is None and c.dopo == NIENTE)]


def _cambio(evento, nome, campo, citate):
    def parole(valori):
        return _in_parole(valori[nome], campo, citate) if nome in valori else None

    return Cambio(come_si_dice(nome, campo), parole(evento.prima), parole(evento.dopo))


def come_si_dice(nome, campo=None):
    """Il nome di una voce come si legge: la parola scelta per lei, l’etichetta del campo, o il nome senza trattini bassi."""
    if nome in VOCI_DEL_REGISTRO:
        detto = VOCI_DEL_REGISTRO[nome]
    else:
        detto = str(campo.verbose_name) if campo is not None else nome.replace("_", " ")
    return detto[:1].upper() + detto[1:]


def _modello(evento):
    try:
        return apps.get_model(evento.oggetto_tipo)
    except LookupError:
        return None


def _campo(modello, nome):
    """Il campo che porta quel nome (anche con `_id` in fondo), o `None`."""
    for prova in (nome, nome.removesuffix("_id")):
        try:
            campo = modello._meta.get_field(prova) if modello else None
        except FieldDoesNotExist:
            continue
        return campo if isinstance(campo, models.Field) else None
    return None


def _citate(eventi):
    """Ciò a cui rimandano i valori degli eventi, e come si chiama: (modello, numero) di una riga, o il codice di un Comune."""
    numeri, codici = {}, set()
    for evento in eventi:
        modello = _modello(evento)
        for valori in (evento.prima, evento.dopo):
            for nome, valore in valori.items():
                campo = _campo(modello, nome)
                if campo is not None and campo.is_relation and type(valore) is int:
                    numeri.setdefault(campo.related_model, set()).add(valore)
                elif nome in CON_ISTAT:
                    codici.update(valore if isinstance(valore, list) else [valore])
    trovate = {c.codice_istat: c.nome for c in Comune.objects.filter(codice_istat__in=codici)} if codici else {}
    for modello, pk in numeri.items():
        legati = [c.name for c in modello._meta.fields if c.many_to_one]
        trovate |= {(modello, r.pk): str(r) for r in modello._default_manager.filter(pk__in=pk).select_related(*legati)}
    return trovate


def _in_parole(valore, campo, citate):
    if valore is None or valore == "" or valore == [] or valore == {}:
        return NIENTE
    if campo is not None and campo.is_relation and type(valore) is int:
        return citate.get((campo.related_model, valore), "una voce che non c’è più")
    if campo is not None and campo.choices and not isinstance(valore, list):
        return str(dict(campo.flatchoices).get(valore, valore))
    if isinstance(campo, models.DecimalField) and isinstance(valore, str):
        return formatta_misura(Decimal(valore))
    return _detto(valore, citate)


def _detto(valore, citate):
    if isinstance(valore, bool):
        return "sì" if valore else "no"
    if isinstance(valore, list):
        return ", ".join(citate.get(v, v) if isinstance(v, str) else _in_parole(v, None, citate) for v in valore)
    if isinstance(valore, dict):
        return "; ".join(f"{come_si_dice(n)}: {_in_parole(v, None, citate)}" for n, v in valore.items() if n not in TECNICHE)
    return _testo(citate.get(valore, valore)) if isinstance(valore, str) else str(valore)


def _testo(valore):
    if ORA.fullmatch(valore):
        quando = timezone.localtime(datetime.fromisoformat(valore)) if _con_fuso(valore) else datetime.fromisoformat(valore)
        return f"{formatta_data(quando.date(), esteso=True)}, ore {quando:%H:%M}"
    if DATA.fullmatch(valore):
        return formatta_data(date.fromisoformat(valore), esteso=True)
    if IMPORTO.fullmatch(valore):
        return formatta_misura(Decimal(valore))
    return Truncator(" ".join(strip_tags(valore).split())).chars(LUNGO)


def _con_fuso(valore):
    return datetime.fromisoformat(valore).tzinfo is not None
