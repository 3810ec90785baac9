#!/bin/sh
# Runs once, when the data folder is made: the owner of the tables and the application role, apart, and the database.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner_password="$SANLOU_OWNER_PASSWORD" --set app_password="$SANLOU_APP_PASSWORD" <<'SQL'
create role sanlou_owner login password :'owner_password';
create role sanlou_app login password :'app_password';
create database sanlou owner sanlou_owner;
SQL
