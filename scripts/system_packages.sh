#!/bin/sh
# Install the system packages that the tests need (requirements/system.txt), or say which line does it.
set -eu
missing=
for name in $(grep -v '^#' requirements/system.txt); do
  dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $name"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then sudo=; elif sudo -n true 2>/dev/null; then sudo=sudo; else
  echo "The tests need system packages. Run: sudo apt-get install$missing" >&2
  exit 1
fi
echo "Installing system packages:$missing"
$sudo apt-get update -qq
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
