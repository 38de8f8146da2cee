"""Impostazioni di Celery. Si leggono alla prima richiesta: importare l’applicazione non deve ancora toccare quelle di Django."""

from django.conf import settings

from ambito.progetto import ambiente

broker_url = ambiente.broker(settings.REDIS_URL)
broker_connection_retry_on_startup = True
broker_transport_options = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 10,
    "socket_keepalive": True,
    "health_check_interval": 25,
    "retry_on_timeout": True,
}
task_ignore_result = True
task_acks_late = True
task_reject_on_worker_lost = True
task_time_limit = 840
task_soft_time_limit = 800
task_publish_retry = True
task_publish_retry_policy = {"max_retries": 2, "interval_start": 0.1, "interval_max": 0.3}
worker_prefetch_multiplier = 1
worker_max_tasks_per_child = 200
worker_cancel_long_running_tasks_on_connection_loss = False
worker_hijack_root_logger = False
timezone = settings.TIME_ZONE
beat_schedule = {
    "batti": {"task": "ambito.batti", "schedule": 30.0},
    "riepiloga-guasti": {"task": "ambito.riepiloga_guasti", "schedule": 3600.0},
    "spazza-lavori": {"task": "ambito.spazza_lavori", "schedule": 20.0},
    "sigilla-registri": {"task": "ambito.sigilla_registri", "schedule": 60.0},
    "spedisci-avvisi": {"task": "ambito.spedisci_avvisi", "schedule": 30.0},
    "ricorda-scadenze": {"task": "ambito.ricorda_scadenze", "schedule": 3600.0},
    "togli-sessioni-scadute": {"task": "ambito.togli_sessioni_scadute", "schedule": 86_400.0},
    "scarta": {"task": "ambito.scarta", "schedule": 3600.0},
    "allinea-poteri": {"task": "ambito.allinea_poteri", "schedule": 3600.0},
}
