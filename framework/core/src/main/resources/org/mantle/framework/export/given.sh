
# Prints the one value of an output ($1) in what a call said ($2), for later calls.
one() {
  value=$(printf '%s\n' "$2" | awk -v name="\"$1\":" '
    !inside && $1 == name { sub(/^[^:]*: */, ""); if ($0 != "[") { print; exit } inside = 1; next }
    inside && $1 ~ /^\]/ { exit }
    inside { print }
  ' | sed 's/^ *"\{0,1\}//; s/,$//; s/"$//')
  if [ "$(printf '%s\n' "$value" | wc -l)" -ne 1 ] || [ -z "$value" ] || [ "$value" = '[]' ]; then
    echo "$1 has not one value, and the script goes on with one" >&2
    exit 1
  fi
  printf '%s\n' "$value"
}
