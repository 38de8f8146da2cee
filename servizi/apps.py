from django.apps import AppConfig


class ServiziConfig(AppConfig):
    name = "servizi"
    verbose_name = "Servizi e fondi"

    def ready(self):
        from servizi import avvio, ricevitori  # noqa: F401, PLC0415  (avvio: riempiono i registri e ascoltano i segnali)
