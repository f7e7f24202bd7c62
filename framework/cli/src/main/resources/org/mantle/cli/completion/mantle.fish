# Completes the words of mantle in fish 3 or newer; made by: mantle completion fish
function __mantle_words
    switch $argv[1]
# the words
    end
end

function __mantle_complete
    set -l given $argv
    set -l current $given[-1]
    set -l command ''
    set -l algorithm ''
    set -l valued ''
    for word in $given[2..-2]
        if test -n "$valued"
            set valued ''
        else if string match -q -- '-*' $word
            contains -- $word (__mantle_words "valued:$command"); and set valued $word
        else if contains -- $word (__mantle_words "commands:$command")
            set command (string trim -- "$command $word")
        else if test -z "$algorithm"; and not string match -q -- '*=*' $word
            set algorithm (string lower -- $word)
        end
    end

    set -l takes (__mantle_words "takes:$command")
    if test "$valued" = --version
        __mantle_words "versions:$algorithm"
    else if test -n "$valued"
        set -l values (__mantle_words "option:$command:$valued")
        if test -n "$values"
            printf '%s\n' $values
        else
            __fish_complete_path $current
        end
    else if string match -q -- '-*' $current
        __mantle_words "options:$command"
    else if contains algorithm $takes; and test -z "$algorithm"
        __mantle_words algorithms
    else if contains properties $takes; and string match -q -- '*=*' $current
        set -l property (string split -m 1 = -- $current)[1]
        set -l values (__mantle_words (string lower -- "values:$algorithm:$property"))
        if test -n "$values"
            printf '%s\n' "$property="$values
        else
            __fish_complete_path (string split -m 1 = -- $current)[2] | string replace -r '^' "$property="
        end
    else if contains properties $takes
        __mantle_words "properties:$algorithm"
    else
        __mantle_words "commands:$command"
    end
end

complete -c mantle -f -a '(__mantle_complete (commandline -opc) (commandline -ct))'
