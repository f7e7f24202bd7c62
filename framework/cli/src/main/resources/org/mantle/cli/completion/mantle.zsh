#compdef mantle
# Completes the words of mantle in zsh; made by: mantle completion zsh
_mantle_words() {
  case $1 in
# the words
  esac
}

_mantle() {
  local command= algorithm= valued= word key current=${words[CURRENT]} i
  local -a list
  for ((i = 2; i < CURRENT; i++)); do
    word=${words[i]}
    list=("${(@f)$(_mantle_words "valued:$command")}")
    if [[ -n $valued ]]; then
      valued=
    elif [[ $word == -* ]]; then
      (( ${list[(Ie)$word]} )) && valued=$word
    else
      list=("${(@f)$(_mantle_words "commands:$command")}")
      if [[ -n $word ]] && (( ${list[(Ie)$word]} )); then
        command=${command:+$command }$word
      elif [[ -z $algorithm && $word != *=* ]]; then
        algorithm=${(L)word}
      fi
    fi
  done

  local -a takes=("${(@f)$(_mantle_words "takes:$command")}")
  local -a how=(-M 'm:{[:lower:]}={[:upper:]}')
  if [[ $valued == --version ]]; then
    key=versions:$algorithm
  elif [[ -n $valued ]]; then
    key=option:$command:$valued
  elif [[ $current == -* ]]; then
    key=options:$command
  elif (( ${takes[(Ie)algorithm]} )) && [[ -z $algorithm ]]; then
    key=algorithms
  elif (( ${takes[(Ie)properties]} )) && [[ $current == *=* ]]; then
    key=values:$algorithm:${(L)current%%=*}
    compset -P '*='
  elif (( ${takes[(Ie)properties]} )); then
    key=properties:$algorithm
    how+=(-S '')
  else
    key=commands:$command
  fi
  list=("${(@f)$(_mantle_words "$key")}")
  if [[ -n ${list[1]} ]]; then
    compadd "${how[@]}" -- "${list[@]}"
  else
    _files
  fi
}

(( $+functions[compdef] )) && compdef _mantle mantle
