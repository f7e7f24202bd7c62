#!/bin/sh
# Runs again what Mantle ran, and stops at the first call that fails.
# Needs the mantle launcher, which the environment variable MANTLE names, or which is on the PATH.
set -eu
mantle=${MANTLE:-mantle}
