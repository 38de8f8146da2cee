"""Elezioni inventate, e tre conti fatti da tre programmi diversi: il motore, il riconteggio a parte, PostgreSQL."""

import json
import random
from dataclasses import replace

from django.db import connection

from ambito.assemblea.strumenti import riconteggio
from ambito.nucleo.frazioni import Soglia
from ambito.nucleo.regole import Maggioranza, Quorum, Regola, Seggio
from ambito.nucleo.verdetto import scrutina

META = Soglia(1, 2, stretta=True)
# «Più della metà» torna più spesso delle altre: è la sola che può finire in parità.
SOGLIE = [None, META, META, META, META, Soglia(1, 2), Soglia(1, 3), Soglia(2, 3), Soglia(51, 100), Soglia(1, 1)]
BASI = ["votanti", "presenti", "componenti"]
# In PostgreSQL, in interi: una soglia si confronta moltiplicando in croce.
FUNZIONI = """
create or replace function pg_temp.supera(s jsonb, valore bigint, base bigint) returns boolean language sql as $$
  select case when s is null or s = 'null' then null
              when coalesce((s->>'stretta')::boolean, false)
                then valore * (s->>'denominatore')::bigint > base * (s->>'numeratore')::bigint
              else valore * (s->>'denominatore')::bigint >= base * (s->>'numeratore')::bigint end $$;
create or replace function pg_temp.pari(s jsonb, nome text, valore bigint, base bigint) returns boolean language sql as $$
  select case when s is null or s = 'null' then null
              else coalesce((s->>'stretta')::boolean, false) and 2 * (s->>'numeratore')::bigint = (s->>'denominatore')::bigint
                   and nome <> 'componenti' and base > 0 and 2 * valore = base end $$;
create or replace function pg_temp.unisci(a boolean, b boolean, come text) returns boolean language sql as $$
  select case when a is null then coalesce(b, true) when b is null then a when come = 'o' then a or b else a and b end $$;
"""
CONTO = """
with e as (
  select * from jsonb_to_recordset(%s::jsonb) as e(id int, uno boolean, q jsonb, m jsonb, parita text, presidente text, righe jsonb)
), c as (
  select e.id quale, count(*) ct, sum(p) cp, count(*) filter (where v not in ('', 'conflitto')) pt,
         coalesce(sum(p) filter (where v not in ('', 'conflitto')), 0) pp,
         count(*) filter (where v in ('favorevole', 'contrario')) vt,
         coalesce(sum(p) filter (where v in ('favorevole', 'contrario')), 0) vp,
         count(*) filter (where v = 'favorevole') ft, coalesce(sum(p) filter (where v = 'favorevole'), 0) fp
  from e, lateral (select case when e.uno then 1 else (r->>0)::bigint end p, r->>1 v from jsonb_array_elements(e.righe) r) x
  group by e.id
), b as (
  select e.*, c.*, case m->>'base' when 'votanti' then vt when 'presenti' then pt else ct end bt,
         case m->>'base_peso' when 'votanti' then vp when 'presenti' then pp else cp end bp
  from e join c on c.quale = e.id
), p as (
  select b.*, pt >= coalesce((q->>'minimo_presenti')::int, 1)
              and pg_temp.unisci(pg_temp.supera(q->'teste', pt, ct), pg_temp.supera(q->'peso', pp::bigint, cp::bigint),
                                 q->>'combinatore') legale,
         pg_temp.supera(m->'teste', ft, bt) t, pg_temp.supera(m->'peso', fp::bigint, bp::bigint) w,
         pg_temp.pari(m->'teste', m->>'base', ft, bt) tp, pg_temp.pari(m->'peso', m->>'base_peso', fp::bigint, bp::bigint) wp,
         coalesce(m->>'combinatore', 'e') come
  from b
)
select legale, case when not legale or ft = 0 then false when pg_temp.unisci(t, w, come) then true
                    when not pg_temp.unisci(t or tp, w or wp, come) then false
                    else parita = 'voto_presidente' and presidente = 'favorevole' end,
       legale and ft > 0 and not pg_temp.unisci(t, w, come) and pg_temp.unisci(t or tp, w or wp, come) and parita = 'rivota'
from p order by id
"""


def elezione(sorte):
    """Da 2 a 250 seggi, con pesi o senza; una volta su tre i voti sono pari."""
    quanti = sorte.choice([sorte.randint(2, 12), sorte.randint(2, 250)])
    pari = sorte.random() < 0.35
    pesi = [500] * quanti if pari else [sorte.randint(0, 90_000) for _ in range(quanti)]
    voti = (
        _pari(sorte, quanti)
        if pari
        else sorte.choices(["favorevole", "contrario", "astenuto", "non_votante", "conflitto", ""], [10, 4, 2, 2, 1, 2], k=quanti)
    )
    return regola_a_caso(sorte), [Seggio(f"{n:03}", f"Comune {n}", peso) for n, peso in enumerate(pesi)], voti


def _pari(sorte, quanti):
    meta = sorte.randint(1, quanti // 2)
    resto = sorte.choices(["astenuto", "non_votante", ""], k=quanti - 2 * meta)
    return sorte.sample(["favorevole", "contrario"] * meta + resto, quanti)


def regola_a_caso(sorte):
    def soglie():
        return {"teste": sorte.choice(SOGLIE), "peso": sorte.choice(SOGLIE), "combinatore": sorte.choice("eo")}

    maggioranza = soglie()
    if maggioranza["teste"] is None and maggioranza["peso"] is None:
        maggioranza["teste"] = META
    return Regola(
        quorum_prima=Quorum(**soglie(), minimo_presenti=sorte.choice([1, 1, 3])),
        maggioranze={"ordinaria": Maggioranza(**maggioranza, base=sorte.choice(BASI), base_peso=sorte.choice(BASI))},
        tipo_peso=sorte.choice(["popolazione", "uno_per_comune"]),
        parita=sorte.choice(["respinta", "voto_presidente", "rivota"]),
    )


def del_motore(regola, seggi, voti):
    presenti = {s.chiave for s, voto in zip(seggi, voti, strict=True) if voto not in ("", "conflitto")}
    espressi = {s.chiave: voto for s, voto in zip(seggi, voti, strict=True) if voto not in ("", "non_votante", "conflitto")}
    esito = scrutina(regola, "ordinaria", 1, seggi, presenti, espressi, presidente=seggi[0].chiave)
    return esito.numero_legale.valido, esito.approvata, esito.da_rivotare


def del_programma(regola, seggi, voti):
    dati = {
        "testata": {"regola": regola.to_dict(), "convocazione": 1, "materia": "ordinaria", "presidente": seggi[0].chiave},
        "seggi": [{"codice": s.chiave, "peso": s.peso} for s in seggi],
        "schede": [{"codice": s.chiave, "espressione": voto} for s, voto in zip(seggi, voti, strict=True) if voto],
    }
    conti = riconteggio.conta(dati)
    return riconteggio.numero_legale(regola.to_dict(), 1, conti), *riconteggio.verdetto(dati, conti)


def di_postgresql(elezioni):
    """I verdetti di molte elezioni in un’interrogazione."""
    righe = []
    for n, (regola, seggi, voti) in enumerate(elezioni):
        dati = regola.to_dict()
        righe.append({
            "id": n, "uno": regola.tipo_peso == "uno_per_comune", "q": dati["quorum_prima"], "m": dati["maggioranze"]["ordinaria"],
            "parita": regola.parita, "presidente": voti[0], "righe": [[s.peso, v] for s, v in zip(seggi, voti, strict=True)],
        })  # fmt: skip
    with connection.cursor() as cursore:
        cursore.execute(FUNZIONI)
        cursore.execute(CONTO, [json.dumps(righe)])
        return cursore.fetchall()


def discordi(quante, seme, motore=del_motore, lotto=500):
    """Le elezioni su cui i tre conti non sono d’accordo, e quante ne sono approvate, non valide, da rivotare."""
    sorte, trovate, generi = random.Random(seme), [], {"approvate": 0, "non valide": 0, "da rivotare": 0}
    for _ in range(0, quante, lotto):
        elezioni = [elezione(sorte) for _ in range(min(lotto, quante))]
        for voce, sql in zip(elezioni, di_postgresql(elezioni), strict=True):
            legale, approvata, rivota = verdetto = motore(*voce)
            generi["approvate"] += approvata
            generi["non valide"] += not legale
            generi["da rivotare"] += rivota
            if not verdetto == del_programma(*voce) == tuple(sql):
                trovate.append(voce)
    return trovate, generi


def motore_distratto(regola, seggi, voti):
    """Un motore sbagliato apposta: conta gli astenuti come contrari."""
    return del_motore(regola, seggi, ["contrario" if voto == "astenuto" else voto for voto in voti])


def motore_che_arrotonda(regola, seggi, voti):
    """Un motore sbagliato apposta: «più della metà» diventa «almeno la metà»."""
    larga = {nome: replace(m, teste=m.teste and replace(m.teste, stretta=False)) for nome, m in regola.maggioranze.items()}
    return del_motore(replace(regola, maggioranze=larga), seggi, voti)
