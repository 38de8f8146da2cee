"""Le adesioni rimaste del triennio passato: chi le aveva mandate riprende da lì. Testi, nomi e numeri sono inventati."""

from datetime import UTC, date, datetime, timedelta

from django.utils.text import slugify

from accordo import selezioni
from accordo.models import Adesione, AvvisoAdesione
from accordo.operazioni.passati import carica_adesioni
from accordo.stati import StatoAdesione

INIZIO = 2021


def popola(scena, comuni):
    """L’avviso 2021-2023, chiuso, con l’adesione accolta di ciascuno di quei Comuni."""
    avviso = AvvisoAdesione(
        triennio_inizio=INIZIO, apre=date(INIZIO, 1, 11), chiude=date(INIZIO, 2, 12),
        atto="Determinazione dimostrativa n. 3/2021 (dato dimostrativo)",
        testo="Di quel triennio il portale tiene soltanto alcune adesioni. (dato dimostrativo)",
    )  # fmt: skip
    accolte = [(_adesione(scena, comune, n), StatoAdesione.ACCOLTA_SOTTOSCRITTORE) for n, comune in enumerate(comuni, 1)]
    carica_adesioni(avviso, accolte, aree=list(selezioni.aree()[:3]), adesso=scena.adesso - timedelta(days=41))


def _adesione(scena, comune, numero):
    posta = f"{slugify(comune.nome)}.example"
    return Adesione(
        comune=comune, denominazione=f"Comune di {comune.nome}", codice_fiscale=comune.codice_fiscale,
        sede=f"{comune.cap} {comune.nome} ({comune.provincia})", pec=f"comune@pec.{posta}", email=f"sociale@{posta}",
        telefono="0371 000000", rappresentante_nome="Olga Allora (dato dimostrativo)", rappresentante_carica="Sindaco",
        referente_nome="Ezio Prima (dato dimostrativo)", referente_email=f"ezio.prima@{posta}", tipo="sottoscrittore",
        esperienza="Assistenza domiciliare e pasti a casa, con i Comuni vicini. (dato dimostrativo)",
        anno=INIZIO, numero=numero, inviata_il=datetime(INIZIO, 2, numero, 9, 30, tzinfo=UTC),
        inviata_da=scena.persona(f"operatore.{slugify(comune.nome)}"),
        protocollo_numero=str(700 + numero), protocollo_data=date(INIZIO, 2, numero + 1),
    )  # fmt: skip
