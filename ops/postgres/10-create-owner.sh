#!/bin/sh
# Run once by the postgres image when its volume is empty: the server's own login. An ordinary role on purpose, for a
# superuser is exempt from row security and the server refuses to run as one. It may create roles, because the server
# makes tocsin_app and its sisters itself, and does not inherit their rights.
set -eu
psql --no-psqlrc --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set=password="$TOCSIN_DB_PASSWORD" <<'SQL'
CREATE ROLE tocsin LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB CREATEROLE NOINHERIT PASSWORD :'password';
CREATE DATABASE tocsin OWNER tocsin ENCODING 'UTF8' TEMPLATE template0;
REVOKE CONNECT ON DATABASE tocsin FROM PUBLIC;
SQL
# A login that does not inherit has no share in pg_database_owner, which owns this schema otherwise.
psql --no-psqlrc --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname tocsin \
  --command 'ALTER SCHEMA public OWNER TO tocsin'
