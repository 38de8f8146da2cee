"""Le rotte del nucleo."""

from ambito import invii, inviti, lavori
from ambito.avvisi import avvisa
from ambito.importazione import Anteprima, Colonna, Tracciato
from ambito.models import Avviso, Caricamento, ContenutoDocumento, Documento, Incarico, Lettera, Scadenza, Stemma
from ambito.registri import LAVORI, TRACCIATI, TipoLavoro
from tests.permessi.rotta import TUTTI, UFFICIO, Rotta
from tests.scena import ADESSO

COORDINATORE = frozenset({"coordinatore"})
OPERATORE_E_SUO_COMUNE = frozenset({"operatore"})
LEGGE_CODOGNO = UFFICIO | {"revisore", "operatore", "sindaco", "delegato", "ragioneria"}
VEDE_I_LAVORI = UFFICIO | {"segretario"}

if "prova.matrice" not in LAVORI:
    LAVORI.registra("prova.matrice", TipoLavoro("prova.matrice", lambda lavoro, avanza: None))
    TRACCIATI.registra(
        "prova.matrice",
        Tracciato(
            nome="prova.matrice",
            etichetta="Foglio di prova",
            colonne=(Colonna("voce", "Voce", str),),
            controlla=lambda righe, caricamento: [],
            confronta=lambda righe, caricamento: Anteprima(nuove=len(righe)),
            applica=lambda righe, caricamento, poteri, adesso: None,
            ritorno=lambda caricamento: "/lodi/",
            permesso="compila_spesa",
        ),
    )


def prepara(lodi):
    """Un documento di Codogno, un lavoro e un foglio caricato."""
    codogno = lodi.comuni["Codogno"]
    documento = Documento.objects.create(
        tipo="prova", oggetto_id=1, versione=1, titolo="Ricevuta", nome_file="ricevuta.pdf", dati={}, impronta_dati="0" * 64,
        codice=f"{lodi.ambito.pk}-2222-2222-2222", sha256="0" * 64, dimensione=4, permesso="legge_comune", comune=codogno,
        emesso_il=ADESSO,
    )  # fmt: skip
    ContenutoDocumento.objects.create(documento=documento, byte=b"%PDF")
    Stemma.objects.create(png=b"png", descrizione="Stemma", caricato_il=ADESSO, caricato_da=lodi.utenti["coordinatore"])
    foglio = Caricamento.objects.create(
        tracciato="prova.matrice", nome_file="a.csv", byte=b"Voce\nuno\n", sha256="0" * 64, comune=codogno, esito="anteprima",
        anteprima={"nuove": 1, "cambiate": 0, "uguali": 0, "differenze": [], "totali": [], "lette": 1, "errori": [],
                   "quanti_errori": 0, "ignote": []},
        caricato_da=lodi.utenti["operatore"], caricato_il=ADESSO,
    )  # fmt: skip
    lavoro = lavori.accoda("prova.matrice", "matrice", "Lavoro", argomenti={}, utente=lodi.utenti["segretario"], adesso=ADESSO)
    avvisa([lodi.utenti["udp"]], genere="prova", oggetto=foglio, titolo="Avviso", testo="Prova.", url="/lodi/", adesso=ADESSO)
    invito = inviti.invita(
        email="nuova@lodi.example", nome="Nuova", cognome="Persona", ruolo="udp", dal=ADESSO.date(), atto="decreto 1",
        autore=lodi.utenti["coordinatore"], adesso=ADESSO,
    )  # fmt: skip
    invio = invii.apri("Sollecito", "Prova.", persone=0, autore=lodi.utenti["udp"], adesso=ADESSO)
    lettera = Lettera.objects.create(invio=invio, comune=codogno, titolo="Prova", url="/lodi/")
    incarico = Incarico.objects.filter(ruolo="operatore").first()
    return {
        "comune": codogno.pk,
        "avviso": Avviso.objects.get(genere="prova").pk,
        "documento": documento.pk,
        "foglio": foglio.pk,
        "lavoro": lavoro.pk,
        "incarico": incarico.pk,
        "invito": invito.pk,
        "scadenza": Scadenza.objects.first().pk,
        "invio": invio.pk,
        "lettera": lettera.pk,
    }


def _pk(nome):
    return lambda oggetti: {"pk": oggetti[nome]}


ROTTE = [
    Rotta("ambito:home", TUTTI),
    Rotta("ambito:avvio", COORDINATORE),
    Rotta("ambito:comuni", TUTTI),
    Rotta("ambito:comune", TUTTI, argomenti=lambda oggetti: {"istat": "098019"}),
    Rotta("ambito:cerca", TUTTI),
    Rotta("ambito:fissa", None, TUTTI, dati=lambda oggetti: {"genere": "comune", "numero": oggetti["comune"]}),
    Rotta("ambito:avvisi", TUTTI, TUTTI),
    Rotta("ambito:seguiti", TUTTI),
    Rotta(
        "ambito:storia",
        LEGGE_CODOGNO,
        LEGGE_CODOGNO,
        argomenti=lambda oggetti: {"tipo": "documento", "pk": oggetti["documento"]},
        del_comune=True,
        riservata=True,
        dati=lambda oggetti: {"segui": "si"},
    ),
    Rotta("ambito:preferenze_avvisi", None, TUTTI, dati=lambda oggetti: {"cadenza": "giornaliera"}),
    Rotta("ambito:calendario", TUTTI, TUTTI),
    Rotta("ambito:spedizioni", VEDE_I_LAVORI, VEDE_I_LAVORI, dati=lambda oggetti: {"avviso": oggetti["avviso"]}),
    Rotta("ambito:scadenzario", VEDE_I_LAVORI),
    Rotta("ambito:scadenzario_mese", VEDE_I_LAVORI),
    Rotta("ambito:nuova_scadenza", VEDE_I_LAVORI, VEDE_I_LAVORI),
    Rotta("ambito:scadenza", VEDE_I_LAVORI, VEDE_I_LAVORI, argomenti=_pk("scadenza")),
    Rotta("ambito:scadenza_fatta", VEDE_I_LAVORI, VEDE_I_LAVORI, argomenti=_pk("scadenza")),
    Rotta("ambito:scadenza_esclusa", VEDE_I_LAVORI, VEDE_I_LAVORI, argomenti=_pk("scadenza")),
    Rotta("ambito:sposta_scadenza", VEDE_I_LAVORI, VEDE_I_LAVORI, argomenti=_pk("scadenza")),
    Rotta("ambito:affida_scadenza", VEDE_I_LAVORI, VEDE_I_LAVORI, argomenti=_pk("scadenza")),
    Rotta("ambito:attesa_invii", None, COORDINATORE, dati=lambda oggetti: {"minuti": "10"}),
    Rotta("ambito:invio", VEDE_I_LAVORI, argomenti=_pk("invio")),
    Rotta("ambito:annulla_invio", None, VEDE_I_LAVORI, argomenti=_pk("invio")),
    Rotta("ambito:lettere_invio", None, VEDE_I_LAVORI, argomenti=_pk("invio")),
    Rotta("ambito:consegna_lettera", None, VEDE_I_LAVORI, argomenti=_pk("lettera")),
    Rotta("ambito:filtri", None, TUTTI, dati=lambda oggetti: {"elenco": "comuni/", "nome": "prova", "parametri": "q=a"}),
    Rotta("ambito:persone", UFFICIO | {"segretario", "revisore"}),
    Rotta("ambito:accessi", COORDINATORE, COORDINATORE),
    Rotta("ambito:nuovo_incarico", COORDINATORE, COORDINATORE),
    Rotta("ambito:nuovo_ente", COORDINATORE, COORDINATORE),
    Rotta("ambito:termina_incarico", COORDINATORE, COORDINATORE, argomenti=_pk("incarico")),
    Rotta("ambito:foglio_persone", COORDINATORE, COORDINATORE),
    Rotta("ambito:modello_persone", COORDINATORE, argomenti=lambda oggetti: {"formato": "csv"}),
    Rotta("ambito:inviti", COORDINATORE),
    Rotta("ambito:rimanda_inviti", COORDINATORE, COORDINATORE, dati=lambda oggetti: {"inviti": oggetti["invito"]}),
    Rotta("ambito:invito", None, COORDINATORE, argomenti=_pk("invito")),
    Rotta("ambito:guida", TUTTI),
    Rotta("ambito:pagina_guida", TUTTI, argomenti=lambda o: {"pagina": "piano"}),
    Rotta("ambito:poteri", TUTTI),
    Rotta("ambito:conservazione", TUTTI),
    Rotta("ambito:registro", UFFICIO | {"segretario", "revisore"}, UFFICIO | {"segretario", "revisore"}),
    Rotta("ambito:documenti", TUTTI),
    Rotta("ambito:intestazione", COORDINATORE, COORDINATORE),
    Rotta("ambito:aspetto", COORDINATORE, COORDINATORE, dati=lambda oggetti: {"scelta": "#00604d"}),
    Rotta("ambito:pubblicazione", COORDINATORE, COORDINATORE),
    Rotta("ambito:stemma", COORDINATORE),
    Rotta("ambito:documento", LEGGE_CODOGNO, argomenti=_pk("documento"), del_comune=True, riservata=True),
    Rotta("ambito:annulla_documento", None, COORDINATORE, argomenti=_pk("documento")),
    Rotta("ambito:scarica", LEGGE_CODOGNO, argomenti=_pk("documento"), del_comune=True, riservata=True),
    Rotta("ambito:lavori", TUTTI),
    Rotta("ambito:annulla_lavoro", None, VEDE_I_LAVORI, argomenti=_pk("lavoro"), del_comune=True, riservata=True),
    Rotta("ambito:lavoro", VEDE_I_LAVORI, VEDE_I_LAVORI, argomenti=_pk("lavoro"), del_comune=True, riservata=True),
    Rotta(
        "ambito:caricamento",
        OPERATORE_E_SUO_COMUNE,
        OPERATORE_E_SUO_COMUNE,
        argomenti=_pk("foglio"),
        del_comune=True,
        riservata=True,
    ),
    Rotta("ambito:errori_caricamento", OPERATORE_E_SUO_COMUNE, argomenti=_pk("foglio"), del_comune=True, riservata=True),
]
