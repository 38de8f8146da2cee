"""L’Ambito dimostrativo, che ha dentro ogni parte del portale, se ne va e rientra; voti, piani e bilanci tornano al centesimo."""

import zipfile
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from ambito import dimostrazione
from ambito.assemblea.models import Votazione
from ambito.assemblea.selezioni import conto
from ambito.contesto import in_ambito
from ambito.models import Utente
from ambito.riferimenti import carica_comuni, carica_popolazione
from ambito.trasloco import impronte
from ambito.trasloco.entrata import importa
from ambito.trasloco.inventario import tavole
from ambito.trasloco.uscita import esporta
from piano.models import VersionePiano
from rendicontazione.models import CapitoloBilancio

# Tabelle che la dimostrazione riempie: il giro prova tutti i generi di dati, non i soli facili.
PIENE = 85


@pytest.fixture
def dimostrativo(db, monkeypatch):
    carica_comuni()
    carica_popolazione()
    monkeypatch.setattr(dimostrazione, "AMBITI", dimostrazione.AMBITI[:1])
    call_command("popola_demo")
    return dimostrazione.prepara(dimostrazione.AMBITI[0], timezone.now())


@pytest.mark.lento
def test_l_ambito_dimostrativo_fa_il_giro(dimostrativo, tmp_path, client):
    ambito, adesso = dimostrativo.ambito, timezone.now()
    esportato = esporta(ambito, tmp_path / "lodi.zip", adesso=adesso)
    esporta(ambito, tmp_path / "ancora.zip", adesso=adesso + timedelta(days=1))
    assert (tmp_path / "lodi.zip").read_bytes() == (tmp_path / "ancora.zip").read_bytes()
    assert sum(t["righe"] > 0 for t in esportato.impronte["tavole"].values()) >= PIENE
    importato = importa(tmp_path / "lodi.zip", slug="lodi-due", adesso=adesso)
    assert importato.registro.integro and importato.persone.nuove == 0
    with in_ambito(importato.ambito.pk):
        assert impronte.calcola() == esportato.impronte
        assert all(conto.riconta(votazione).coincide for votazione in Votazione.objects.all())
        assert all(versione.e_integra() for versione in VersionePiano.objects.all())
        assert _cifre() == _cifre_di(ambito)
    _nessun_indirizzo_di_la(tmp_path / "lodi.zip")
    client.force_login(Utente.objects.get(email="coordinatore@lodi.example"))
    for pagina in ("", "assemblea/", "piano/2025-2027/", "accordo/2025-2027/", "rendicontazione/", "servizi/", "registro/"):
        assert client.get(f"/lodi-due/{pagina}").status_code == 200, pagina
    figura = "piano/2025-2027/figure/chi-decide-e-chi-istruisce/immagine/"
    di_la, di_qua = (client.get(f"/{slug}/{figura}") for slug in ("lodi", "lodi-due"))
    assert di_la["Content-Type"] == "image/png" and di_la.content == di_qua.content


def _cifre():
    return list(CapitoloBilancio.objects.order_by("pk").values_list("stanziato", "impegnato", "pagato"))


def _cifre_di(ambito):
    with in_ambito(ambito.pk):
        return _cifre()


def _nessun_indirizzo_di_la(file):
    """Nessuna riga porta scritto l’indirizzo dell’Ambito: di là ce n’è un altro."""
    with zipfile.ZipFile(file) as archivio:
        assert [t.nome for t in tavole() if b"/lodi/" in archivio.read(f"tavole/{t.nome}.jsonl")] == []
