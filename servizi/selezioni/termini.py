"""Ciò che scade per chi tiene servizi e fondi, in una lettura sola: la prima pagina la paga a ogni apertura."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from ambito.nucleo.contesto import esigi_ambito
from servizi.models import Affidamento, AssegnazioneFondo, Bando, Pratica, Rete, Sopralluogo
from servizi.stati import DA_PRESENTARE


class Genere(NamedTuple):
    """Un genere di scadenza: che cosa si deve fare, su quale modello, a quale pagina si va."""

    verbo: str
    modello: type
    rotta: str


GENERI = {
    "presenta": Genere("Presenta la domanda", Bando, "bando"),
    "rendiconta": Genere("Rendiconta", Bando, "bando"),
    "impegna": Genere("Impegna ciò che resta", AssegnazioneFondo, "assegnazione"),
    "affidamento": Genere("Rinnova o riaffida", Affidamento, "affidamento"),
    "accreditamento": Genere("Scade l’accreditamento", Pratica, "pratica"),
    "pratica": Genere("Attende una risposta", Pratica, "pratica"),
    "prescrizione": Genere("Controlla le prescrizioni", Sopralluogo, "unita"),
    "rete": Genere("Scade il protocollo", Rete, "rete"),
}


class Termine(NamedTuple):
    """Una cosa che scade. `oggetto_id` è la riga di `modello`, `pagina_id` quella della pagina dove si va; `resta` in euro."""

    genere: str
    oggetto_id: int
    pagina_id: int
    nome: str
    giorno: date
    resta: Decimal | None


# A ogni apertura della casa di chi tiene i servizi: comporla con l’ORM costava dieci volte di più. Le regole di riga valgono
# anche qui; `ambito_id` è scritto perché serve agli indici.
SCADENZE = """
select 'presenta', id, id, titolo, scade_il, null::numeric from servizi_bando
  where ambito_id = %(ambito)s and stato = any(%(da_presentare)s) and scade_il <= %(vicino)s
union all
select 'rendiconta', id, id, titolo, rendicontare_entro, null from servizi_bando
  where ambito_id = %(ambito)s and stato = 'finanziato' and rendicontare_entro <= %(vicino)s
union all
select 'impegna', a.id, a.id, f.codice || ' ' || a.annualita, a.spendere_entro, a.importo - coalesce(u.impegnato, 0)
  from servizi_assegnazionefondo a join servizi_fondo f on f.id = a.fondo_id
  left join lateral (select impegnato from servizi_utilizzo where assegnazione_id = a.id order by al desc limit 1) u on true
  where a.ambito_id = %(ambito)s and a.spendere_entro between %(oggi)s and %(lontano)s and a.importo > coalesce(u.impegnato, 0)
union all
select 'affidamento', id, id, oggetto, al, null from servizi_affidamento
  where ambito_id = %(ambito)s and al between %(oggi)s and %(lontano)s
union all
select case p.stato when 'accreditata' then 'accreditamento' else 'pratica' end, p.id, p.id, s.denominazione,
       case p.stato when 'accreditata' then p.vale_al else p.entro end, null
  from servizi_pratica p join servizi_unitaofferta s on s.id = p.unita_id
  where p.ambito_id = %(ambito)s and (p.stato in ('accreditata') and p.vale_al between %(oggi)s and %(lontano)s
    or p.stato in ('integrazione', 'prescrizioni') and p.entro <= %(vicino)s)
union all
select 'prescrizione', v.id, s.id, s.denominazione, v.entro, null
  from servizi_sopralluogo v join servizi_unitaofferta s on s.id = v.unita_id
  where v.ambito_id = %(ambito)s and v.esito = 'prescrizioni' and v.adempiuto_il is null
    and v.entro <= %(vicino)s
union all
select 'rete', id, id, nome, al, null from servizi_rete where ambito_id = %(ambito)s and al between %(oggi)s and %(lontano)s
order by 5, 2
"""


def termini(oggi, vicino, lontano):
    """Ciò che scade: domande, rendicontazioni, risposte e prescrizioni fino a `vicino`, il resto da `oggi` a `lontano`.

    Le prime restano anche dopo il termine, finché qualcuno dice com’è andata: passato il giorno contano di più, non di meno.
    """
    valori = {"ambito": esigi_ambito(), "oggi": oggi, "vicino": vicino, "lontano": lontano,
              "da_presentare": [str(s) for s in DA_PRESENTARE]}  # fmt: skip
    with connection.cursor() as cursore:
        cursore.execute(SCADENZE, valori)
        return [Termine(*riga) for riga in cursore.fetchall()]
