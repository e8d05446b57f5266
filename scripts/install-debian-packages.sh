#!/bin/sh
# Installs Debian packages as root: install-debian-packages.sh PACKAGE…
# Their services are neither started nor enabled: tests start servers of their own.
set -eu

# invoke-rc.d asks this file whether it may start a service; where there is one, it is the owner's word.
policy=${POLICY_RC_D:-/usr/sbin/policy-rc.d}
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 1' HUP INT TERM
  printf '#!/bin/sh\nexit 101\n' > "$policy"
  chmod 755 "$policy"
fi

export DEBIAN_FRONTEND=noninteractive
apt-get -o DPkg::Lock::Timeout=120 update
apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "$@"

for name in "$@"; do
  if [ -e "/etc/init.d/$name" ]; then update-rc.d "$name" disable; fi
done
