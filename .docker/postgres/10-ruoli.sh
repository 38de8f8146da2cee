#!/bin/sh
# Alla prima accensione: i due ruoli del portale e la sua banca dati. Le tabelle sono del proprietario; chi serve non crea nulla.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    -v proprietario="$PORTALE_OWNER_CHIAVE" -v applicativo="$PORTALE_APP_CHIAVE" <<'FINE'
create role portale_owner login nosuperuser nobypassrls password :'proprietario';
create role portale_app login nosuperuser nobypassrls password :'applicativo';
create database portale owner portale_owner encoding 'UTF8' locale 'C.UTF-8' template template0;
revoke connect on database portale from public;
grant connect on database portale to portale_app;
FINE
