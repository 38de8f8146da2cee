"""Le rotte dell’accordo di programma."""

from datetime import timedelta

from accordo.models import AttoProroga, FirmaParte, ProrogaAccordo
from ambito.allegati.esame import esamina
from piano.operazioni import congela_bozza
from tests.accordo.accordi import carica, chi, congelato, parte_di
from tests.accordo.fabbriche import adesso, pdf
from tests.permessi.rotta import UFFICIO, Rotta
from tests.piano.fabbriche import piano_nuovo

COMUNE = frozenset({"sindaco", "delegato", "operatore", "ragioneria"})
LEGGE = UFFICIO | COMUNE | {"segretario", "presidente", "revisore", "ats"}
CARICA = UFFICIO | {"sindaco", "operatore"}


def prepara(lodi):
    """Un accordo all’approvazione degli enti, con l’atto di Codogno caricato e un impegno."""
    # Di un altro triennio: quello in corso è del piano delle altre rotte.
    piano = piano_nuovo(lodi, 2022)
    congela_bozza(piano, nome="", nota="", **chi(lodi))
    accordo, versione = congelato(lodi, piano=piano)
    parte = carica(lodi, parte_di(accordo, lodi.comuni["Codogno"]))
    FirmaParte.objects.create(
        parte=parte, versione=versione, firmatario="Ada", codice_fiscale="RSSMRA80A01F205X", titolo="Sindaca", formato="PAdES",
        emittente="Prova", firme=[], nome_file="firmato.pdf", dimensione=4, sha256="0" * 64, byte=b"%PDF",
        caricata_da=lodi.utenti["udp"], caricata_il=adesso(),
    )  # fmt: skip
    impegno = accordo.impegni.create(articolo=accordo.articoli.first(), descrizione="Un impegno")
    proroga = ProrogaAccordo.objects.create(
        accordo=accordo, prima=accordo.al, al=accordo.al + timedelta(days=1), organo="Assemblea", atto_numero="1",
        atto_data=accordo.dal, motivo="Prova", registrata_il=adesso(),
    )  # fmt: skip
    AttoProroga.objects.create(proroga=proroga, byte=pdf(), **esamina("proroga.pdf", pdf())._asdict())
    membro = accordo.collegio.create(nome="Ada")
    return {"codice": accordo.codice, "parte": parte.pk, "numero": versione.numero, "impegno": impegno.pk, "membro": membro.pk,
            "proroga": proroga.pk}  # fmt: skip


def _accordo(oggetti):
    return {"codice": oggetti["codice"]}


def _con(nome, chiave, **altro):
    return lambda oggetti: {**_accordo(oggetti), nome: oggetti[chiave], **altro}


_parte, _impegno, _membro = _con("pk", "parte"), _con("pk", "impegno"), _con("pk", "membro")


def _passo(nome):
    return lambda oggetti: {**_accordo(oggetti), "passo": nome}


ROTTE = [
    Rotta("accordo:accordo", LEGGE, argomenti=_accordo),
    Rotta("accordo:comincia", None, UFFICIO, argomenti=_accordo),
    Rotta("accordo:passo", None, UFFICIO, argomenti=_accordo),
    Rotta("accordo:passo_motivato", UFFICIO, UFFICIO, argomenti=_passo("riapri")),
    Rotta("accordo:dati_accordo", UFFICIO, UFFICIO, argomenti=_accordo),
    Rotta("accordo:integra", UFFICIO, UFFICIO, argomenti=_accordo),
    Rotta("accordo:proroga_accordo", UFFICIO, UFFICIO, argomenti=_accordo),
    Rotta("accordo:file_proroga", LEGGE, argomenti=_con("pk", "proroga")),
    Rotta("accordo:nuovo_articolo", UFFICIO, UFFICIO, argomenti=_accordo),
    Rotta("accordo:articolo", UFFICIO, UFFICIO, argomenti=lambda o: {**_accordo(o), "numero": 1}),
    Rotta("accordo:togli_articolo", None, UFFICIO, argomenti=lambda o: {**_accordo(o), "numero": 1}),
    Rotta("accordo:versioni", LEGGE, argomenti=_accordo),
    Rotta("accordo:versione", LEGGE, argomenti=_con("numero", "numero")),
    Rotta("accordo:documento", None, LEGGE, argomenti=lambda o: {**_accordo(o), "quale": "registro"}),
    Rotta("accordo:parti", LEGGE, argomenti=_accordo),
    Rotta("accordo:nuova_parte", UFFICIO, UFFICIO, argomenti=_accordo),
    Rotta("accordo:riprendi_parti", None, UFFICIO, argomenti=_accordo),
    Rotta("accordo:sollecita", UFFICIO, UFFICIO, argomenti=_accordo),
    Rotta("accordo:parte", LEGGE, argomenti=_parte),
    Rotta("accordo:carica_atto", CARICA, CARICA, argomenti=_parte, del_comune=True, nascosta=True),
    Rotta("accordo:file_atto", LEGGE, argomenti=_parte),
    Rotta("accordo:approva_atto", None, UFFICIO, argomenti=_parte),
    Rotta("accordo:passo_parte", CARICA, CARICA, argomenti=_con("pk", "parte", passo="rifiuta"), del_comune=True, nascosta=True),
    Rotta("accordo:chi_firma", UFFICIO, UFFICIO, argomenti=_parte),
    Rotta("accordo:firma", CARICA, CARICA, argomenti=_parte, del_comune=True, nascosta=True),
    Rotta("accordo:file_firma", CARICA, argomenti=_parte, del_comune=True, nascosta=True),
    Rotta("accordo:cambia_ruolo", None, UFFICIO, argomenti=_parte),
    Rotta("accordo:togli_parte", None, UFFICIO, argomenti=_parte),
    Rotta("accordo:subentro", UFFICIO, UFFICIO, argomenti=_parte),
    Rotta("accordo:avviso_sul_sito", CARICA, CARICA, argomenti=_parte, del_comune=True, nascosta=True),
    Rotta("accordo:da_firmare", LEGGE, argomenti=_accordo),
    Rotta("accordo:firmato", LEGGE, argomenti=_accordo),
    Rotta("accordo:vigilanza", LEGGE, argomenti=_accordo),
    Rotta("accordo:nuovo_membro_collegio", UFFICIO, UFFICIO, argomenti=_accordo),
    Rotta("accordo:togli_membro_collegio", None, UFFICIO, argomenti=_membro),
    Rotta("accordo:nuovo_atto_collegio", UFFICIO, UFFICIO, argomenti=_accordo),
    Rotta("accordo:nuovo_impegno", UFFICIO, UFFICIO, argomenti=_accordo),
    Rotta("accordo:concludi_impegno", UFFICIO, UFFICIO, argomenti=_impegno),
]
