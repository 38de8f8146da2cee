from django.apps import AppConfig


class PianoConfig(AppConfig):
    name = "piano"
    verbose_name = "Piano di Zona"

    def ready(self):
        from piano import avvio, ricevitori  # noqa: F401, PLC0415  (avvio: riempiono i registri e ascoltano i segnali)
