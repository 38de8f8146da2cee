"""La scena dimostrativa: due Ambiti veri (Lodi e Alto e Basso Pavese), persone inventate. Rieseguirla non cambia nulla."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from ambito import avvisi, incarichi, invii, selezioni
from ambito.accesso.dimostrativi import PASSWORD
from ambito.contesto import in_ambito
from ambito.models import Ambito, Avviso, Comune, Ente, Incarico, Invio, Lettera, Scadenza, StatoSpedizione, Utente
from ambito.operazioni import crea_ambito
from ambito.permessi import RUOLI
from ambito.poteri import Poteri
from ambito.riferimenti import DATI
from ambito.scadenzario import operazioni as scadenzario

DAL = date(2025, 1, 1)
ATTO = "Nomina dimostrativa (dato dimostrativo)"
AMBITI = [
    {"slug": "lodi", "nome": "Ambito territoriale di Lodi", "regione": "Lombardia", "capofila": "098031"},
    {"slug": "pavese", "nome": "Ambito territoriale Alto e Basso Pavese", "regione": "Lombardia", "capofila": "018150"},
]
ENTI = [
    ("ats", "ATS Milano – Città metropolitana"),
    ("asst", "ASST Lodi"),
    ("provincia", "Provincia di Lodi"),
    ("ets", "Cooperativa sociale L’Argine (inventata)"),
    ("scuola", "Istituto comprensivo dimostrativo"),
    ("sindacato", "Organizzazioni sindacali del Lodigiano"),
    ("azienda", "Azienda speciale consortile del Lodigiano"),
]
PERSONE = [
    ("coordinatore", "Chiara", "Bassi"),
    ("udp", "Paolo", "Ferri"),
    ("segretario", "Marta", "Galli"),
    ("presidente", "Aldo", "Sartori"),
    ("revisore", "Irene", "Conti"),
]


@dataclass(frozen=True)
class Scena:
    """Ciò che ogni app trova per aggiungere i propri dati: l’Ambito aperto, l’ora, le persone per e-mail."""

    ambito: Ambito
    adesso: object
    persone: dict

    def persona(self, nome):
        """La persona con quell’inizio di indirizzo (`coordinatore`, `operatore.codogno`)."""
        return self.persone[f"{nome}@{self.ambito.slug}.example"]


def codici_istat(slug):
    """I codici Istat dei Comuni di un Ambito dimostrativo, dal file in `ambito/dati`."""
    with (DATI / f"{slug}.csv").open(encoding="utf-8") as file:
        return [riga["istat_code"] for riga in csv.DictReader(file)]


@transaction.atomic
def prepara(voce, adesso, territorio=None):
    """Crea (se manca) l’Ambito con enti, persone e incarichi e restituisce la sua `Scena`.

    I Comuni sono quelli del `territorio` (un file di `ambito/dati`), di norma quello che porta il suo nome.
    """
    ambito = Ambito.objects.filter(slug=voce["slug"]).first() or crea_ambito(
        **voce, codici_istat=codici_istat(territorio or voce["slug"]), dal=DAL, adesso=adesso, dimostrativo=True
    )
    with in_ambito(ambito.pk):
        enti = _enti() if ambito.slug == "lodi" else {}
        elenco = _elenco_lodi(enti) if ambito.slug == "lodi" else PERSONE_PAVESE
        return Scena(ambito, adesso, _persone(ambito, elenco, adesso))


def _enti():
    return {tipo: Ente.objects.get_or_create(denominazione=nome, defaults={"tipo": tipo})[0] for tipo, nome in ENTI}


def _elenco_lodi(enti):
    """Una riga per incarico: inizio dell’indirizzo, nome, cognome, ruolo, Comune, ente."""
    righe = [(chi, nome, cognome, chi, None, None) for chi, nome, cognome in PERSONE]
    righe += [
        ("ats", "Nadia", "Villa", "ats", None, enti["ats"]),
        ("ets", "Sergio", "Monti", "ets", None, enti["ets"]),
    ]
    for numero, appartenenza in enumerate(selezioni.appartenenze(DAL)):
        comune = appartenenza.comune
        slug = slugify(comune.nome)
        righe.append((f"sindaco.{slug}", NOMI[numero % len(NOMI)], f"Sindaco di {comune.nome}", "sindaco", comune, None))
        righe.append((f"operatore.{slug}", NOMI[-numero % len(NOMI)], f"Operatore di {comune.nome}", "operatore", comune, None))
        if slug in ASSOCIATI:
            righe.append(("operatore.associato", "Rita", "Operatrice associata", "operatore", comune, None))
        if slug == "codogno":
            righe.append((f"ragioneria.{slug}", "Livia", f"Ragioneria di {comune.nome}", "ragioneria", comune, None))
    return righe


# In un ufficio appena nato bastano chi lo guida e chi convoca.
PERSONE_PAVESE = [
    ("coordinatore", "Dario", "Riva", "coordinatore", None, None),
    ("segretario", "Ugo", "Poli", "segretario", None, None),
]
# Due piccoli Comuni che condividono un funzionario: prova «Cambia ente».
ASSOCIATI = ("corno-giovine", "cornovecchio")
NOMI = ["Anna", "Bruno", "Carla", "Diego", "Elena", "Fabio", "Giulia", "Ivan", "Laura", "Marco", "Nora", "Oscar", "Piera"]


def _persone(ambito, elenco, adesso):
    presenti = {u.email: u for u in Utente.objects.filter(email__endswith=f"@{ambito.slug}.example")}
    incaricati = set(Incarico.objects.values_list("utente__email", "ruolo", "comune_id"))
    impronta = make_password(PASSWORD)
    for chi, nome, cognome, ruolo, comune, ente in elenco:
        email = f"{chi}@{ambito.slug}.example"
        if email not in presenti:
            presenti[email] = Utente.objects.create(email=email, nome=nome, cognome=cognome, password=impronta)
        if (email, ruolo, comune and comune.pk) not in incaricati:
            dal, al = _durata(ruolo, adesso)
            incarichi.conferisci(
                utente=presenti[email], ruolo=ruolo, comune=comune, ente=ente, dal=dal, al=al, atto=ATTO, autore=None, adesso=adesso
            )
    return presenti


def _durata(ruolo, adesso):
    """Gli incarichi di lettura hanno un termine: qui vicino, perché si veda l’avviso di scadenza."""
    oggi = timezone.localdate(adesso)
    return (oggi, oggi + timedelta(25)) if RUOLI[ruolo].lettura else (DAL, None)


def prepara_gestore():
    """Il gestore della piattaforma: crea Ambiti, non ne vede il contenuto."""
    Utente.objects.get_or_create(
        email="gestore@portale.example",
        defaults={"nome": "Gestore", "cognome": "della piattaforma", "gestore": True, "password": make_password(PASSWORD)},
    )


def elenco_accessi():
    """Le righe da mostrare a chi prova il portale: un indirizzo per riga, con che cosa fa."""
    indirizzi = Utente.objects.filter(email__endswith=".example").order_by("pk")
    return [f"{utente.email}  {utente.nome_completo}" for utente in indirizzi if settings.DEMO]


@transaction.atomic
def racconta_scadenze_e_invii(scena):
    """A Lodi qualche scadenza è già chiusa, e un messaggio a molti ha la sua lettera; rieseguirla non cambia nulla."""
    if scena.ambito.slug != "lodi" or Invio.objects.exists():
        return
    chi = {"poteri": Poteri(scena.persona("udp"), scena.ambito, timezone.localdate(scena.adesso)), "adesso": scena.adesso}
    oggi = timezone.localdate(scena.adesso)
    prime = {s.voce.codice: s for s in Scadenza.objects.order_by("-giorno").select_related("voce")}
    nota = "Ricevuta SIOSS n. 7 (dato dimostrativo)"
    scadenzario.segna_fatta(prime["ASSISTENTI-SOCIALI"], fatta_il=oggi, nota=nota, oggi=oggi, **chi)
    scadenzario.non_si_applica(prime["FSC-OBIETTIVI"], motivo="La compilano i Comuni (dato dimostrativo)", **chi)
    titolo, testo = "Incontro sul Fondo povertà (dato dimostrativo)", "L’incontro è giovedì alle 10, in sala consiliare."
    invio = invii.apri(titolo, testo, persone=1, autore=scena.persona("udp"), adesso=scena.adesso - timedelta(days=1))
    chi_legge, senza = scena.persona("operatore.codogno"), Comune.objects.get(codice_istat="098001")
    dove = {"titolo": titolo, "url": f"/{scena.ambito.slug}/comuni/"}
    messaggio = avvisi.Messaggio([chi_legge], scena.ambito, testo=testo, **dove)
    avvisi.avvisa_ciascuno([messaggio], genere="incontro", adesso=scena.adesso, invio=invio)
    Lettera.objects.create(invio=invio, comune=senza, **dove)


def tieni_avvisi_nel_portale(ambito):
    """Gli avvisi nati mentre si preparavano i dati non partono per posta: raccontano cose inventate, accadute tutte insieme."""
    with in_ambito(ambito.pk):
        Avviso.objects.filter(spedizione=StatoSpedizione.DA_SPEDIRE).update(spedizione=StatoSpedizione.SOLO_PORTALE)
