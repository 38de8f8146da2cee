from django.apps import AppConfig


class AssembleaConfig(AppConfig):
    name = "ambito.assemblea"
    verbose_name = "Assemblea dei Sindaci"

    def ready(self):
        from ambito.assemblea import avvio  # noqa: F401, PLC0415  (avvio: riempie i registri del nucleo)
