"""Isolamento per Ambito."""

from django.db import migrations

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):
    dependencies = [
        ("servizi", "0001_initial"),
        ("ambito", "0002_isolamento"),
        ("assemblea", "0002_isolamento"),
    ]

    operations = [
        IsolaAmbito(
            "AreaUtenza", "Intervento", "Fondo", "Leps", "Servizio", "UnitaOfferta", "Copertura", "Organico", "UfficioSociale",
            "Raccolta", "Consegna", "Rilevazione", "AssegnazioneFondo", "Incasso", "Utilizzo", "Bando", "Affidamento", "Pagamento",
            "Pratica", "Sopralluogo", "Rete", "MembroRete", "IncontroRete", "Valutazione", "Indagine", "RispostaIndagine",
            "CartaPratica",
        ),
    ]
