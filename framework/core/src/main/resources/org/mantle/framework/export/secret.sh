
# Takes a secret from the environment, or asks for it; mantle reads it from there.
secret() {
  eval "value=\${$1:-}"
  if [ -z "$value" ]; then
    trap 'stty echo 2>/dev/null || true' EXIT
    trap 'exit 130' INT TERM
    stty -echo 2>/dev/null || true
    printf '%s: ' "$2" >&2
    IFS= read -r value
    stty echo 2>/dev/null || true
    trap - EXIT INT TERM
    echo >&2
  fi
  export "$1=$value"
  value=
}
