"""La dimostrazione ha qualcosa da leggere in ogni stanza pubblica, e il triennio passato non disturba chi lavora."""

import pytest
from django.core.management import call_command

from accordo.models import AccordoDiProgramma
from ambito import dimostrazione, lavori
from ambito.contesto import in_ambito
from ambito.models import Ambito, Evento, Lavoro, Utente
from ambito.riferimenti import carica_comuni, carica_popolazione
from piano.selezioni import piano_corrente

CASA = "/lodi/trasparenza/"
CHI_LAVORA = ("coordinatore", "udp", "presidente", "sindaco.codogno", "operatore.codogno", "ats")
SUE_PAGINE = ("piano/2021-2023/", "piano/2021-2023/andamento/", "piano/2021-2023/versioni/", "accordo/2021-2023/", "accordo/")


@pytest.mark.lento
@pytest.mark.django_db
def test_le_stanze_pubbliche_sono_piene_e_chi_lavora_resta_sul_triennio_corrente(client, monkeypatch):
    carica_comuni()
    carica_popolazione()
    monkeypatch.setattr(dimostrazione, "AMBITI", dimostrazione.AMBITI[:1])
    for _ in range(2):
        call_command("popola_demo")
    with in_ambito(Ambito.objects.get(slug="lodi").pk):
        assert piano_corrente().triennio == "2025-2027"
        stati = dict(AccordoDiProgramma.objects.values_list("triennio_inizio", "stato"))
        assert stati == {2021: "scaduto", 2025: "in_approvazione"}
        assert Evento.objects.filter(verbo__in=["piano.carica", "accordo.carica"]).count() == 2
        finale = Lavoro.objects.get(argomenti__tipo="relazione-finale")
    lavori.esegui(finale.ambito_id, finale.pk)
    per_tutti = {
        f"{CASA}piano/2021-2023/": "Accoglienza nelle emergenze abitative", f"{CASA}accordo/2021-2023/": "Comune di Codogno",
        f"{CASA}dati/obiettivi/": "Valutazione condivisa del bisogno", CASA: "Triennio 2021-2023: scaduto",
        f"{CASA}piano/2021-2023/relazione-finale/": "I posti ci sono, i tempi restano lunghi",
    }  # fmt: skip
    for indirizzo, detto in per_tutti.items():
        pagina = client.get(indirizzo).content.decode()
        assert detto in pagina and "dato dimostrativo" in pagina and "None" not in pagina, indirizzo
    for nome in CHI_LAVORA:
        client.force_login(Utente.objects.get(email=f"{nome}@lodi.example"))
        assert "2021-2023" not in client.get("/lodi/").content.decode(), nome
    client.force_login(Utente.objects.get(email="coordinatore@lodi.example"))
    assert {indirizzo: client.get(f"/lodi/{indirizzo}").status_code for indirizzo in SUE_PAGINE} == dict.fromkeys(SUE_PAGINE, 200)
