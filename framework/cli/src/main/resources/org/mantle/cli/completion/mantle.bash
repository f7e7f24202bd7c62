# Completes the words of mantle in bash 4 or newer; made by: mantle completion bash
_mantle_words() {
  case $1 in
# the words
  esac
}

_mantle_has() {
  local word
  while IFS= read -r word; do
    [[ $word == "$2" ]] && return 0
  done < <(_mantle_words "$1")
  return 1
}

_mantle() {
  local line=${COMP_LINE:0:COMP_POINT} command= algorithm= valued= word current key i
  local -a given=() found=()
  read -r -a given <<<"$line"
  [[ $line == *[[:space:]] ]] && given+=('')
  current=${given[${#given[@]} - 1]}
  for ((i = 1; i < ${#given[@]} - 1; i++)); do
    word=${given[i]}
    if [[ -n $valued ]]; then
      valued=
    elif [[ $word == -* ]]; then
      _mantle_has "valued:$command" "$word" && valued=$word
    elif _mantle_has "commands:$command" "$word"; then
      command=${command:+$command }$word
    elif [[ -z $algorithm && $word != *=* ]]; then
      algorithm=${word,,}
    fi
  done

  COMPREPLY=()
  local takes=" $(_mantle_words "takes:$command" | tr '\n' ' ')"
  if [[ $valued == --version ]]; then
    key=versions:$algorithm
  elif [[ -n $valued ]]; then
    key=option:$command:$valued
  elif [[ $current == -* ]]; then
    key=options:$command
  elif [[ $takes == *' algorithm '* && -z $algorithm ]]; then
    key=algorithms
  elif [[ $takes == *' properties '* && $current == *=* ]]; then
    key=${current%%=*}
    key=values:$algorithm:${key,,}
    current=${current#*=}
    # where a = breaks words, what stands before it is not the shell's to complete
    [[ $COMP_WORDBREAKS == *=* ]] || word=${given[${#given[@]} - 1]%%=*}=
  elif [[ $takes == *' properties '* ]]; then
    key=properties:$algorithm
  else
    key=commands:$command
  fi
  [[ $key == values:* && $COMP_WORDBREAKS != *=* ]] || word=
  while IFS= read -r i; do
    [[ ${i,,} == "${current,,}"* ]] && COMPREPLY+=("$word$(printf '%q' "$i")")
  done < <(_mantle_words "$key")
  [[ $key == properties:* ]] && compopt -o nospace 2>/dev/null
  return 0
}

complete -o default -F _mantle mantle
