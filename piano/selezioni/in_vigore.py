"""Ciò che vale mentre il piano si aggiorna: le righe com’erano quando l’aggiornamento si è aperto.

Le tabelle del piano portano il testo su cui si lavora; chi programma l’anno, il bilancio o legge l’andamento segue la versione in
vigore. Quando non si aggiorna sono la stessa cosa, e qui non si legge niente.
"""

from django.db.models import BooleanField, ExpressionWrapper, Q, prefetch_related_objects

from piano.models import (
    Aggiornamento,
    AreaPolicy,
    AreaSecondaria,
    Azione,
    EsitoAggiornamento,
    Indicatore,
    LepsObiettivo,
    Obiettivo,
    PersonaleObiettivo,
    RisorsaObiettivo,
    ServizioObiettivo,
    Sezione,
    SoggettoObiettivo,
    TargetObiettivo,
    Traguardo,
)

# Che cosa scrive un piano, da chi è guardato a chi guarda: prima le aree, poi le schede, poi le righe delle schede.
SCRITTO = (
    AreaPolicy, Sezione, Obiettivo, Azione, Indicatore, Traguardo, RisorsaObiettivo, TargetObiettivo, AreaSecondaria,
    LepsObiettivo, ServizioObiettivo, SoggettoObiettivo, PersonaleObiettivo,
)  # fmt: skip
STRADA = {AreaPolicy: "piano", Sezione: "piano", Obiettivo: "piano", Traguardo: "indicatore__obiettivo__piano"}
NOMI = ("nome_capitolo", "nome_paragrafo", "nome_area")
# Di una scheda, o di un’azione, che si segue mentre si aggiorna: come si chiama e chi ne risponde, per la versione in vigore.
CHIAMATA = {
    Obiettivo: ("codice", "titolo", "descrizione", "referente", "inizio", "fine"),
    Azione: ("titolo", "responsabile", "inizio", "fine"),
}
# Un indicatore in vigore si legge con la definizione di allora: chi lo legge e chi ne risponde sono quelli di adesso.
DEFINIZIONE = ("nome", "unita", "tipo", "verso", "base", "atteso", "frequenza")


def righe_di(piano, modello):
    """Le righe che il piano scrive adesso in quella tabella."""
    return modello.objects.filter(**{STRADA.get(modello, "obiettivo__piano"): piano})


def fotografa_righe(piano):
    """Ciò che il piano scrive, riga per riga e in soli testi: `{nome del modello: [{campo: testo}]}`, e i nomi dei livelli."""
    tabelle = {m._meta.model_name: [in_testi(riga) for riga in righe_di(piano, m).order_by("pk")] for m in SCRITTO}
    return {**tabelle, "nomi": {campo: getattr(piano, campo) for campo in NOMI}}


def in_testi(riga):
    """Una riga come `{colonna: testo}`: si rilegge con `rileggi`."""
    campi = [c for c in riga._meta.concrete_fields if c.name != "ambito"]
    return {c.attname: None if getattr(riga, c.attname) is None else c.value_to_string(riga) for c in campi}


def rileggi(modello, salvate):
    """Le righe salvate da `fotografa_righe`, di nuovo come oggetti (non salvati)."""
    campi = {c.attname: c for c in modello._meta.concrete_fields}
    return [
        modello(**{nome: None if testo is None else campi[nome].to_python(testo) for nome, testo in riga.items() if nome in campi})
        for riga in salvate
    ]


def aggiornamento(piano):
    """L’aggiornamento in corso, senza la copia delle righe (che pesa), o `None`. Se il piano non si aggiorna non legge."""
    return _in_corso(piano).select_related("parte_da", "aperto_da").defer("com_era", "parte_da__dati").first()


def aggiornamenti(piano):
    """Gli aggiornamenti conclusi o in corso, dal più recente, con le versioni da cui partono e a cui arrivano.

    `lascia`: ritirandolo si sono tolte sezioni nate con lui, e ciò che vi si era scritto è in `ritirate`.
    """
    lascia = ExpressionWrapper(Q(esito=EsitoAggiornamento.RITIRATO) & ~Q(com_era={}), output_field=BooleanField())
    righe = Aggiornamento.objects.filter(piano=piano).select_related("parte_da", "arriva_a").annotate(lascia=lascia)
    return righe.defer("com_era", "parte_da__dati", "arriva_a__dati")


def _in_corso(piano):
    return Aggiornamento.objects.filter(piano=piano, chiuso_il=None) if piano.si_aggiorna else Aggiornamento.objects.none()


def com_erano(piano, modello):
    """Le righe in vigore di un piano che si aggiorna, come oggetti."""
    salvate = _in_corso(piano).values_list(f"com_era__{modello._meta.model_name}", flat=True).get()
    return rileggi(modello, salvate)


def nato_adesso(piano, riga):
    """Una scheda, o una sua riga, nasce con l’aggiornamento in corso: nel piano in vigore non c’è."""
    in_essere = {f"com_era__{riga._meta.model_name}__contains": [{"id": str(riga.pk)}]}
    return piano.si_aggiorna and not _in_corso(piano).filter(**in_essere).exists()


def come_si_citano(piano, righe):
    """Obiettivi del piano (o sezioni) con il codice e il titolo in vigore, senza quelli nati con un aggiornamento in corso.

    Chi da fuori li sostiene o li trova citati non deve leggere un testo che nessuno ha ancora deciso.
    """
    righe = list(righe)
    if not (righe and piano.si_aggiorna):
        return righe
    di_allora = {riga.pk: riga for riga in com_erano(piano, type(righe[0]))}
    citate = [riga for riga in righe if riga.pk in di_allora]
    for riga in citate:
        riga.codice, riga.titolo = di_allora[riga.pk].codice, di_allora[riga.pk].titolo
    return citate


def chiamati(piano, righe):
    """Obiettivi o azioni di un piano che si aggiorna come li chiama la versione in vigore, senza quelli nati con l’aggiornamento.

    Ciò che si scrive seguendoli (stato, avanzamento, valutazioni) resta quello di adesso.
    """
    righe = list(righe)
    if not (righe and piano.si_aggiorna):
        return righe
    modello = type(righe[0])
    di_allora = {riga.pk: riga for riga in com_erano(piano, modello)}
    seguite = [riga for riga in righe if riga.pk in di_allora]
    for riga in seguite:
        for campo in CHIAMATA[modello]:
            setattr(riga, campo, getattr(di_allora[riga.pk], campo))
    if modello is Obiettivo:
        aree_di_allora = {area.pk: area for area in com_erano(piano, AreaPolicy)}
        for riga in seguite:
            riga.area = aree_di_allora[di_allora[riga.pk].area_id]
    return seguite


def aree(piano):
    """Le aree in cui si programma un anno: senza quelle nate con un aggiornamento in corso."""
    righe = AreaPolicy.objects.filter(piano=piano)
    return righe.filter(pk__in=[area.pk for area in com_erano(piano, AreaPolicy)]) if piano.si_aggiorna else righe


def nomi_delle_aree(piano):
    """Coppie (codice, nome) delle aree come le chiama la versione in vigore, per codice."""
    if piano.si_aggiorna:
        return sorted((area.codice, area.nome) for area in com_erano(piano, AreaPolicy))
    return list(AreaPolicy.objects.filter(piano=piano).values_list("codice", "nome"))


def obiettivi_dell_anno(piano, anno):
    """Gli obiettivi in vigore attivi in quell’anno, con la loro area, per codice d’area."""
    attivi = [o for o in com_erano(piano, Obiettivo) if o.inizio.year <= anno <= o.fine.year]
    prefetch_related_objects(attivi, "area")
    return sorted(attivi, key=lambda o: (o.area.codice, o.pk))


def risorse(piano, anno=None):
    """Le previsioni di spesa in vigore (di un anno, se è detto), con obiettivo, area e fondo."""
    righe = [r for r in com_erano(piano, RisorsaObiettivo) if anno in (None, r.anno)]
    obiettivi = {o.pk: o for o in com_erano(piano, Obiettivo)}
    prefetch_related_objects(list(obiettivi.values()), "area")
    prefetch_related_objects(righe, "fondo")
    for riga in righe:
        riga.obiettivo = obiettivi[riga.obiettivo_id]
        riga.obiettivo.piano = piano
    return sorted(righe, key=lambda r: (r.obiettivo.area.codice, r.obiettivo_id, r.fondo.ordine, r.pk))


def indicatori(righe):
    """Gli indicatori con la definizione in vigore; senza quelli nati con un aggiornamento in corso.

    Di ogni indicatore servono `obiettivo.piano` e i traguardi già letti.
    """
    righe, salvati = list(righe), {}
    for piano in {i.obiettivo.piano for i in righe if i.obiettivo.piano.si_aggiorna}:
        salvati[piano.pk] = _definizioni(piano)
    return [i for i in righe if i.obiettivo.piano_id not in salvati or _riporta(i, *salvati[i.obiettivo.piano_id])]


def _definizioni(piano):
    traguardi = {}
    for traguardo in com_erano(piano, Traguardo):
        traguardi.setdefault(traguardo.indicatore_id, []).append(traguardo)
    per_chiave = {i.pk: i for i in com_erano(piano, Indicatore)}
    return per_chiave, traguardi, {o.pk: o for o in com_erano(piano, Obiettivo)}


def _riporta(indicatore, salvati, traguardi, obiettivi):
    """Rimette all’indicatore la definizione in vigore; falso se allora non c’era."""
    di_allora = salvati.get(indicatore.pk)
    if di_allora is None:
        return False
    for campo in DEFINIZIONE:
        setattr(indicatore, campo, getattr(di_allora, campo))
    for campo in CHIAMATA[Obiettivo]:
        setattr(indicatore.obiettivo, campo, getattr(obiettivi[di_allora.obiettivo_id], campo))
    indicatore._prefetched_objects_cache = {"traguardi": traguardi.get(indicatore.pk, [])}
    return True
