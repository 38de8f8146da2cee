from django.apps import AppConfig


class ServiziConfig(AppConfig):
    name = "servizi"
    verbose_name = "Servizi e fondi"

    def ready(self):
        from servizi import avvio  # noqa: F401, PLC0415  (avvio: riempie i registri)
