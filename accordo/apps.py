from django.apps import AppConfig


class AccordoConfig(AppConfig):
    name = "accordo"
    verbose_name = "Accordo di programma e adesioni"
