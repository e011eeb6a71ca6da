#!/bin/sh
# nearfar-collect.sh: gathers what this host says about its NUMA nodes and its guests into one text for Nearfar's Import.
#
#   sh nearfar-collect.sh [--anonymise] [--list] > host.txt
#
#   --anonymise   replaces names of this host and of its guests by host-1, guest-1, ...; UUIDs and MAC addresses by zeros
#   --list        only prints what would be run
#
# It reads and changes nothing, needs no root (as root, or in Xen's Dom0, it sees more), runs only what is installed,
# prints what it runs on standard error, and sends nothing anywhere. The text goes to standard output.

set -u
LC_ALL=C
export LC_ALL
umask 077
PATH="$PATH:/usr/sbin:/sbin"

anonymise=no
list=no
for argument in "$@"; do
  case $argument in
    --anonymise | --anonymize) anonymise=yes ;;
    --list) list=yes ;;
    -h | --help)
      sed -n '2,11s/^# \{0,1\}//p' "$0"
      exit 0
      ;;
    *)
      echo "nearfar-collect: unknown option $argument (try --help)" >&2
      exit 2
      ;;
  esac
done

have() { command -v "$1" >/dev/null 2>&1; }

# Nothing waits for ever: a hypervisor that does not answer is given up after 20 seconds, where timeout is installed.
if have timeout; then limit='timeout 20'; else limit=''; fi

# run COMMAND...: a header line, the output, and the status where it is not 0.
run() {
  have "$1" || return 0
  printf '  %s\n' "$*" >&2
  [ "$list" = no ] || return 0
  printf '=== nearfar: %s ===\n' "$*"
  # shellcheck disable=SC2086 # $limit is two words or none
  $limit "$@" </dev/null 2>/dev/null
  status=$?
  [ "$status" -eq 0 ] || echo "=== nearfar: status $status ==="
}

# Without root, virsh would ask for the user's own guests: the system's are meant, read-only.
if have virsh && [ -z "${LIBVIRT_DEFAULT_URI-}" ] && [ "$(id -u)" -ne 0 ]; then
  LIBVIRT_DEFAULT_URI=qemu:///system
  export LIBVIRT_DEFAULT_URI
fi

# The names of libvirt's guests, one a line; read-only, so that no root is needed where the host allows it.
guests_of_libvirt() {
  have virsh || return 0
  # shellcheck disable=SC2086
  $limit virsh --readonly list --name </dev/null 2>/dev/null | sed '/^[[:space:]]*$/d'
}

collect() {
  echo '=== nearfar: collect 1 ==='
  run lscpu
  run lscpu -e=CPU,NODE,SOCKET,CORE,CACHE,ONLINE
  run numactl --hardware
  if have lstopo-no-graphics; then
    run lstopo-no-graphics --no-io --of xml
  else
    run lstopo --no-io --of xml
  fi
  run xl info -n
  run xl list -n
  run xl vcpu-list
  run virsh --readonly nodeinfo
  run virsh --readonly capabilities
  run virsh --readonly list
  guests_of_libvirt | while IFS= read -r guest; do
    run virsh --readonly dumpxml -- "$guest"
    run virsh --readonly vcpuinfo -- "$guest"
    run virsh --readonly vcpupin -- "$guest"
    run virsh --readonly numatune -- "$guest"
  done
  run numastat -p qemu
  echo '=== nearfar: end ==='
}

# Every name in $names (the host's first) becomes host-1, guest-1, ...; longer names first, so that none is cut by a shorter
# one. A name that is also a word of the outputs, or a number, is replaced only where a name must stand. UUIDs and MAC
# addresses become zeros.
rename() {
  awk '
    function bare(full) { sub(/\..*/, "", full); return full }
    function word(char) { return char ~ /[A-Za-z0-9_]/ }
    function plain(text, from, to,    out, at, before, after) {
      out = ""
      while ((at = index(text, from)) > 0) {
        before = at > 1 ? substr(text, at - 1, 1) : substr(out, length(out), 1)
        if (before == "/" && (at > 2 ? substr(text, at - 2, 1) : "") == "<") before = "<"
        after = substr(text, at + length(from), 1)
        out = out substr(text, 1, at - 1) (before == "<" || word(before) || word(after) ? from : to)
        text = substr(text, at + length(from))
      }
      return out text
    }
    function strict(text, from, to) {
      if (index(text, from " ") == 1) return to substr(text, length(from) + 1)
      text = inside(text, "<name>", from, "</name>", to)
      return inside(text, " -- ", from, " ===", to)
    }
    function inside(text, lead, from, tail, to,    at, whole) {
      whole = lead from tail
      at = index(text, whole)
      return at == 0 ? text : substr(text, 1, at - 1) lead to tail substr(text, at + length(whole))
    }
    BEGIN {
      count = split(ENVIRON["names"], name, "\n")
      for (i = 1; i <= count; i++) if (name[i] != "" && !(name[i] in alias)) {
        alias[name[i]] = (i == 1 || name[i] == bare(name[1])) ? "host-1" : "guest-" (++guests)
        order[++kept] = name[i]
      }
      for (i = 1; i <= kept; i++) for (j = i + 1; j <= kept; j++) if (length(order[j]) > length(order[i])) {
        swap = order[i]; order[i] = order[j]; order[j] = swap
      }
      hex = "[0-9a-fA-F]"
      four = hex hex hex hex
      uuid = four four "-" four "-" four "-" four "-" four four four
      pair = hex hex
      mac = pair ":" pair ":" pair ":" pair ":" pair ":" pair
      words = " host name node nodes cpu cpus vcpu memory domain guest state type id all running paused blocked none yes no "
    }
    {
      line = $0
      gsub(uuid, "00000000-0000-0000-0000-000000000000", line)
      gsub(mac, "00:00:00:00:00:00", line)
      for (i = 1; i <= kept; i++) {
        from = order[i]
        if (from ~ /^[0-9.,-]+$/ || index(words, " " tolower(from) " ") > 0) line = strict(line, from, alias[from])
        else line = plain(line, from, alias[from])
      }
      print line
    }'
}

echo 'nearfar-collect runs, where they are installed:' >&2
if [ "$anonymise" = no ] || [ "$list" = yes ]; then
  collect
  exit 0
fi
names=$(
  uname -n
  uname -n | sed 's/\..*//'
  guests_of_libvirt
  # shellcheck disable=SC2086
  if have xl; then $limit xl list </dev/null 2>/dev/null | sed '1d; s/[[:space:]]\{1,\}[0-9]\{1,\}[[:space:]].*//; /^Domain-0$/d'; fi
)
export names
collect | rename
