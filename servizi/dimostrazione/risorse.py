"""Assegnazioni con incassi e utilizzo, un bando in ogni stato: importi inventati."""

from datetime import timedelta
from decimal import Decimal

from servizi import selezioni as catalogo
from servizi.dimostrazione.caso import MARCHIO
from servizi.models import AssegnazioneFondo, Bando
from servizi.operazioni import bandi, fondi

FONDI = [("FNPS", 2024, "DM 2 aprile 2025, riparto regionale", 612000, "Almeno metà per i minori (dato dimostrativo)", 306000, 500),
         ("FSR", 2025, "DGR XII/4793 del 28 luglio 2025", 1184500, "", 0, 900),
         ("QSFP", 2023, "Decreto di riparto 2023", 540000, "Servizi per i beneficiari (dato dimostrativo)", 540000, 40),
         ("FNPS", 2025, "Decreto di riparto 2025", 640000, "Almeno metà per i minori (dato dimostrativo)", 320000, 600),
         ("FNA", 2025, "DGR regionale 2025", 398000, "Progetti di vita indipendente (dato dimostrativo)", 85000, 250),
         ("CONTRAS", 2025, "Decreto ministeriale 2025", 286000, "", 0, 320),
         ("PNRR_M5C2", 2022, "Avviso 1/2022, convenzione", 915000, "Progetto con CUP (dato dimostrativo)", 915000, 75)]  # fmt: skip
BANDI = [("Doposcuola di comunità", "Fondazione di comunità", "locale", "FM", 24, 38000, "preparazione"),
         ("Centri per la famiglia", "Regione Lombardia", "regionale", "FM", 12, 120000, "segnalato"),
         ("Housing temporaneo", "Ministero del Lavoro", "nazionale", "POV", -20, 350000, "presentato"),
         ("Anziani e tecnologia", "Fondazione bancaria", "locale", "ANZ", -160, 60000, "finanziato"),
         ("Cittadinanza attiva", "Commissione europea", "europeo", "IMM", -210, 480000, "non_finanziato"),
         ("Sport per tutti", "Regione Lombardia", "regionale", "DIS", 60, 45000, "rinunciato"),
         ("Vita indipendente", "Ministero del Lavoro", "nazionale", "DIS", -400, 80000, "rendicontato")]  # fmt: skip
STRADE = {"preparazione": ["prepara"], "presentato": ["presenta"], "finanziato": ["presenta", "finanzia"],
          "non_finanziato": ["presenta", "respingi"], "rinunciato": ["lascia"], "segnalato": [],
          "rendicontato": ["presenta", "finanzia", "rendiconta"]}  # fmt: skip


def assegna(oggi, chi):
    """Sette assegnazioni, due delle quali non si riuscirà a spendere in tempo."""
    elenco = {f.codice: f for f in catalogo.fondi()}
    for codice, annualita, atto, importo, vincolo, vincolata, mancano in FONDI:
        assegnazione = fondi.salva_assegnazione(
            AssegnazioneFondo(
                fondo=elenco[codice], annualita=annualita, atto=f"{atto} (importo inventato)", importo=Decimal(importo),
                atto_del=oggi - timedelta(days=300), vincolata=Decimal(vincolata), vincolo=vincolo,
                spendere_entro=oggi + timedelta(days=mancano),
            ),
            **chi,
        )  # fmt: skip
        fondi.incassa(assegnazione, giorno=oggi - timedelta(days=200), importo=Decimal(importo) / 2, causale=MARCHIO, **chi)
        for giorni, impegnato, pagato in ((150, 30, 15), (20, 64, 41)):
            quote = {"impegnato": Decimal(importo * impegnato) / 100, "pagato": Decimal(importo * pagato) / 100}
            fondi.aggiorna_utilizzo(assegnazione, al=oggi - timedelta(days=giorni), **quote, **chi)


def annota_bandi(oggi, chi):
    """Un bando in ogni stato."""
    aree = {a.codice: a for a in catalogo.aree()}
    for titolo, ente, livello, area, fra, importo, stato in BANDI:
        scheda = Bando(titolo=f"{titolo} (inventato)", ente=ente, livello=livello, area=aree[area], importo=Decimal(importo),
                       apre_il=oggi + timedelta(days=fra - 35), scade_il=oggi + timedelta(days=fra),
                       cofinanziamento=Decimal(importo) / 5,
                       partner="Enti del terzo settore")  # fmt: skip
        bando = bandi.salva_bando(scheda, **chi)
        for passo in STRADE[stato]:
            if passo == "finanzia":
                termine = oggi + timedelta(days=45)
                bando = bandi.finanzia(bando, ottenuto=Decimal(importo) * 4 / 5, rendicontare_entro=termine, cup="", **chi)
            else:
                bando = bandi.compi(bando, passo, nota=MARCHIO, **chi)
