"""Ciò che di adesioni ed enti aspetta l’Ufficio di Piano, in una lettura sola: si fa a ogni apertura della prima pagina."""

from accordo.models import AvvisoAdesione
from accordo.stati import StatoAdesione
from accordo.stati.categorie import TIPI_TERZO_SETTORE
from accordo.stati.fascicolo import RICHIESTI
from accordo.stati.richieste import StatoRichiesta
from ambito.nucleo.contesto import esigi_ambito

# Scritta a mano: composta dall’ORM costa otto millisecondi di CPU, un terzo della pagina. «Sospesi» conta gli enti con un documento
# richiesto scaduto che nessuno ha rinnovato, come `DocumentoEnte.objects.correnti()`.
ATTESE = """
with sospesi as (
  select count(distinct d.ente_id) as quanti from accordo_documentoente d join ambito_ente e on e.id = d.ente_id
  where d.ambito_id = %(ambito)s and d.scade_il < %(oggi)s and d.genere = any(%(richiesti)s)
    and d.non_valido_il is null and d.tolto_il is null and e.tipo = any(%(tipi)s) and (e.al is null or e.al >= %(oggi)s)
    and not exists (
      select 1 from accordo_documentoente dopo
      where dopo.ambito_id = %(ambito)s and dopo.ente_id = d.ente_id and dopo.genere = d.genere and dopo.id > d.id
        and dopo.non_valido_il is null and dopo.tolto_il is null)
), attese as (
  select avviso_id, count(*) filter (where comune_id is not null) as comuni, count(*) filter (where ente_id is not null) as enti
  from accordo_adesione where ambito_id = %(ambito)s and stato = %(presentata)s group by avviso_id
), richieste as (
  select avviso_id, count(*) as quante from accordo_richiestaente
  where ambito_id = %(ambito)s and stato = %(verificata)s group by avviso_id
)
select a.*, coalesce(t.comuni, 0) as presentate, coalesce(t.enti, 0) as presentate_enti, s.quanti as sospesi,
  coalesce(r.quante, 0) as chiedono
from accordo_avvisoadesione a
left join attese t on t.avviso_id = a.id left join richieste r on r.avviso_id = a.id cross join sospesi s
where a.ambito_id = %(ambito)s order by a.triennio_inizio
"""


def da_seguire(oggi):
    """Gli avvisi, dal triennio più vecchio, con quante adesioni `presentate` e quante richieste di enti aspettano l’Ufficio.

    In ognuno, anche quanti enti dell’Ambito sono `sospesi` per un documento scaduto.
    """
    valori = {
        "ambito": esigi_ambito(), "oggi": oggi,
        "richiesti": [str(genere) for genere in RICHIESTI], "tipi": [str(tipo) for tipo in TIPI_TERZO_SETTORE],
        "presentata": str(StatoAdesione.PRESENTATA), "verificata": str(StatoRichiesta.VERIFICATA),
    }  # fmt: skip
    return list(AvvisoAdesione.objects.raw(ATTESE, valori))
