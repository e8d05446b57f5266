#!/bin/sh
# Makes the secrets that compose.yaml names, as files in secrets/; those that are there stay as they are.
# OPENAI_API_KEY and SENTRY_DSN are taken from the environment. Needs openssl.
set -eu
cd "$(dirname "$0")/.."

# Containers read the files as users of their own; on this machine the folder keeps everybody else out.
mkdir -p secrets
chmod 700 secrets
cd secrets
umask 022

# Keeps what a command writes as a secret, unless there is one of that name.
keep() {
  name=$1
  shift
  [ -e "$name" ] || "$@" > "$name"
}

keep session_secrets openssl rand -hex 32
keep admin_tokens echo "ops:admin:$(openssl rand -hex 32)"
keep metrics_auth_token openssl rand -hex 32
keep grafana_admin_password openssl rand -hex 16

keep mongo_keyfile openssl rand -base64 756
keep mongo_root_password openssl rand -hex 32
keep mongo_password openssl rand -hex 32
keep mongodb_uri echo "mongodb://colophon:$(cat mongo_password)@mongo:27017/colophon?replicaSet=rs0&authSource=colophon"

keep redis_password echo "requirepass $(openssl rand -hex 32)"
keep redis_url echo "redis://:$(sed 's/^requirepass //' redis_password)@redis:6379"

# A server of one's own may want no key, but a file there must be.
keep openai_api_key echo "${OPENAI_API_KEY:-none}"

# Empty where errors are not reported: Compose wants a file all the same.
keep sentry_dsn echo "${SENTRY_DSN:-}"

# For a first try; put a certificate of your own in its place.
if [ ! -e tls_key ]; then
  openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout tls_key -out tls_certificate 2> /dev/null
  # openssl keeps keys to its own user, and nginx runs as another.
  chmod 644 tls_key
fi
