
# Takes a secret from the environment, or asks for it at a terminal; mantle reads it from there.
secret() {
  eval "value=\${$1:-}"
  if [ -z "$value" ]; then
    if [ ! -t 0 ]; then
      echo "$2 is missing, and nobody can be asked for it here; set and export $1, or write @file:PATH for @env:$1 into this script" >&2
      exit 2
    fi
    trap 'stty echo 2>/dev/null || true' EXIT
    trap 'exit 130' INT TERM
    stty -echo 2>/dev/null || true
    printf '%s: ' "$2" >&2
    IFS= read -r value || true
    stty echo 2>/dev/null || true
    trap - EXIT INT TERM
    echo >&2
    if [ -z "$value" ]; then
      echo "$2 is missing: nothing was typed; start again, or set and export $1" >&2
      exit 2
    fi
  fi
  export "$1=$value"
  value=
}
