from django.apps import AppConfig


class ServiziConfig(AppConfig):
    name = "servizi"
    verbose_name = "Servizi e fondi"
