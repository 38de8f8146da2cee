# Immagine di esercizio: la stessa per web, worker, orologio e migrazioni. Gira da utente ordinario su un disco di sola lettura.
FROM python:3.11-slim-bookworm AS costruzione

ENV PYTHONUTF8=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /portale
RUN python -m venv /opt/ambiente
COPY .docker/requirements.lock requirements-produzione.lock
RUN /opt/ambiente/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements-produzione.lock
COPY . .
# Qui servono solo i file statici: nessun segreto e nessun servizio.
RUN PORTALE_MODO=demo PORTALE_STATICI=/opt/statici /opt/ambiente/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && /opt/ambiente/bin/python -m compileall -q /opt/ambiente/lib .


FROM python:3.11-slim-bookworm

# Librerie di WeasyPrint e caratteri dei documenti.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin portale

COPY --from=costruzione /opt/ambiente /opt/ambiente
COPY --from=costruzione /opt/statici /opt/statici
COPY --from=costruzione /portale /portale

WORKDIR /portale
ENV PATH=/opt/ambiente/bin:$PATH \
    PYTHONUTF8=1 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=ambito.progetto.settings \
    PORTALE_MODO=produzione PORTALE_STATICI=/opt/statici \
    HOME=/tmp XDG_CACHE_HOME=/tmp
USER 10001:10001
EXPOSE 8000
CMD ["gunicorn", "--config", ".docker/gunicorn.py", "ambito.progetto.wsgi:application"]
