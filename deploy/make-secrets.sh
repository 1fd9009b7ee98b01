#!/bin/sh
# Makes the files in secrets/ that docker-compose.yml names: our own ones at random, those of other services empty for
# you to fill. A file that is there is left as it is.
set -eu
cd "$(dirname "$0")/.."
mkdir -p secrets
# Nobody else gets to the files; the containers see each file alone, not this folder.
chmod 700 secrets

random() {
  od -An -N32 -tx1 /dev/urandom | tr -d ' \n'
}

for name in postgres-password secret-key api-key; do
  [ -e "secrets/$name" ] || random >"secrets/$name"
done
[ -e secrets/database-url ] ||
  printf 'postgres://shelfwarden:%s@postgres/shelfwarden' "$(cat secrets/postgres-password)" >secrets/database-url
for name in mam-id qb-password abs-token discord-token slack-bot-token slack-app-token; do
  [ -e "secrets/$name" ] || : >"secrets/$name"
done
# The programs in the containers run under other accounts than yours.
chmod 644 secrets/*
ls -l secrets
