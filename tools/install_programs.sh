#!/bin/sh
# Installs what the tests need beside Python and Node: Debian's chromium, PostgreSQL server and openssl.
set -eu
wanted=""
command -v chromium >/dev/null 2>&1 || wanted="$wanted chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || wanted="$wanted postgresql"
command -v openssl >/dev/null 2>&1 || wanted="$wanted openssl"
[ -z "$wanted" ] && exit 0
if [ "$(id -u)" -ne 0 ]; then
    echo "the tests need these Debian packages: $wanted; install them, or run make test as root" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $wanted
