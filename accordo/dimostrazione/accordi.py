"""L’accordo 2025-2027: testo fermo, atti che arrivano, un ente che cambia nome, collegio e impegni.

Nomi, estremi e motivi sono inventati (dato dimostrativo).
"""

from datetime import timedelta

from django.utils import timezone

from accordo.dimostrazione.adesioni import delibera
from accordo.models import AccordoDiProgramma, AttoCollegio, Impegno, MembroCollegio, RuoloParte
from accordo.operazioni import accordi, parti, subentri, vigilanza
from accordo.selezioni import accordi as letture
from ambito.models import Ente
from ambito.poteri import Poteri
from piano.selezioni import piano_corrente

CONSORZIO, AZIENDA = "Consorzio dei servizi (dato dimostrativo)", "Azienda speciale dei servizi (dato dimostrativo)"
ATTO_DELL_AZIENDA = "Deliberazione n. 7 (dato dimostrativo)"
CONTROLLATI, DA_CONTROLLARE = 5, 2
IMPEGNI = (
    (5, "Comunicare all’Ufficio di Piano il referente per la rendicontazione (dato dimostrativo)", 20),
    (10, "Relazione annuale sullo stato degli obiettivi (dato dimostrativo)", 120),
    (8, "Rivedere il protocollo per le dimissioni protette (dato dimostrativo)", -10),
)


def popola(scena):
    """L’accordo del piano corrente, se il piano c’è e l’accordo no."""
    piano = piano_corrente()
    if piano is None or AccordoDiProgramma.objects.exists():
        return
    oggi = timezone.localdate(scena.adesso)
    ufficio = Poteri(scena.persona("coordinatore"), scena.ambito, oggi)

    def chi(giorni):
        return {"poteri": ufficio, "adesso": scena.adesso - timedelta(days=giorni)}

    accordo = accordi.crea_accordo(piano, **chi(18))
    accordi.riprendi_dalle_adesioni(accordo, **chi(17))
    for ente in Ente.objects.filter(tipo__in=["ats", "asst"]):
        accordi.aggiungi_parte(accordo, ente=ente, ruolo=RuoloParte.FIRMATARIO, **chi(17))
    consorzio = accordi.aggiungi_parte(accordo, ente=_ente("altro", CONSORZIO), ruolo=RuoloParte.ADERENTE, **chi(17))
    termini = {"termine_atti": oggi + timedelta(days=25), "termine_firme": oggi + timedelta(days=45)}
    accordi.scrivi_dati(accordo, **termini, **chi(16))
    _controllo(accordo, oggi, chi)
    accordi.compi(accordo, "condividi", **chi(15))
    accordi.congela(accordo, **chi(9))
    _atti(accordo, oggi, chi)
    subentri.subentra(
        consorzio, ente=_ente("azienda", AZIENDA), dal=oggi - timedelta(days=3), causa="nome", atto=ATTO_DELL_AZIENDA,
        motivo="Il consorzio è diventato azienda speciale. (dato dimostrativo)", **chi(3),
    )  # fmt: skip


def _ente(tipo, nome):
    return Ente.objects.get_or_create(denominazione=nome, defaults={"tipo": tipo})[0]


def _controllo(accordo, oggi, chi):
    for nome, per_chi, presiede in (
        ("Presidente dell’Assemblea", "Assemblea dei Sindaci", True),
        ("Direttore sociosanitario", "ASST di Lodi", False),
    ):
        vigilanza.salva_membro(MembroCollegio(accordo=accordo, nome=nome, per_chi=per_chi, presiede=presiede), **chi(15))
    for articolo, descrizione, giorni in IMPEGNI:
        impegno = Impegno(accordo=accordo, articolo=accordo.articoli.get(ordine=articolo), descrizione=descrizione,
                          entro=oggi + timedelta(days=giorni))  # fmt: skip
        vigilanza.prendi_impegno(impegno, **chi(15))
    atto = AttoCollegio(accordo=accordo, tipo="riunione", giorno=oggi - timedelta(days=12),
                        testo="Insediamento del collegio e calendario delle verifiche. (dato dimostrativo)")  # fmt: skip
    vigilanza.registra_atto(atto, **chi(12))


def _atti(accordo, oggi, chi):
    """I primi Comuni hanno approvato, altri due hanno caricato l’atto, gli altri mancano."""
    firmatari = letture.parti(accordo).firmatari().filter(comune__isnull=False)[: CONTROLLATI + DA_CONTROLLARE]
    for numero, parte in enumerate(firmatari):
        giorno = oggi - timedelta(days=6)
        caricata = parti.carica_atto(
            parte, organo="giunta", numero=str(60 + numero), data=giorno, esecutivo_dal=giorno, nome=f"delibera-{60 + numero}.pdf",
            byte=delibera(parte.comune, 60 + numero), **chi(5),
        )  # fmt: skip
        if numero < CONTROLLATI:
            parti.approva_atto(caricata, **chi(4))
