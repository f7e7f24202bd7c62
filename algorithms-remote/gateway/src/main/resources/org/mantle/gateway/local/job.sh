# The first process of a job: leads its group, runs its program, and writes down that it does and how that ended, be there a gateway or not.
# Arguments: the job's private folder, the program and its arguments. Nothing of it is seen by the program.
folder=$1
shift
# what is said here is not for the job's error file
exec 3>&2 2>/dev/null
# signals are for the program; a trap, unlike a signal that is ignored, is not handed on to it
trap : HUP INT QUIT USR1 USR2 PIPE ALRM TERM XCPU XFSZ VTALRM PROF

claim() {
  shift 19
  echo "$$ $1 $boot"
}
read -r stat </proc/$$/stat || exit 121
read -r boot </proc/sys/kernel/random/boot_id || exit 121
# room for the exit code, also on a disk that will be full then
echo "    " >"$folder/exit.part" || exit 122
# no clobbering: of two that a gateway started, before and after it was killed, one runs the program
set -C
{
  claim ${stat##*) } || {
    rm -f "$folder/claim"
    exit 122
  }
} >"$folder/claim" || exit 122
set +C

(unset PWD OLDPWD; exec "$@" 2>&3 3>&-)
code=$?

echo "$code" 1<>"$folder/exit.part" && sync "$folder/exit.part"
mv -f "$folder/exit.part" "$folder/exit" && sync "$folder"
exit $code
