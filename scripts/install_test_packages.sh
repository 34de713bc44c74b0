#!/bin/sh
# What the tests need from the system: Python's venv, make, a browser with Thai letters. Skips what is there.
set -eu
missing=""
command -v make >/dev/null || missing="$missing make"
command -v git >/dev/null || missing="$missing git"
python3 -c 'import ensurepip' 2>/dev/null || missing="$missing python3 python3-venv"
command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing="$missing chromium fonts-thai-tlwg"
[ -n "$missing" ] || exit 0
echo "Installing:$missing"
run=""
[ "$(id -u)" = 0 ] || run="sudo -n"
export DEBIAN_FRONTEND=noninteractive
if ! command -v apt-get >/dev/null; then
	echo "Install these with the package manager of this system, then run again:$missing" >&2
	exit 1
fi
$run apt-get update -q
# shellcheck disable=SC2086  # one word a package
$run apt-get install -y -q --no-install-recommends $missing </dev/null
