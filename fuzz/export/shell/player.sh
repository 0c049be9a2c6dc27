[ $# -ge 2 ] || { echo "usage: $0 HOST PORT [USER PASSWORD]"; exit 2; }
host=$1 port=$2 user=${3:-anonymous} password=${4:-anonymous@} account=${FTPSPEC_ACCOUNT:-account} mark="f$$q" data_port= marker= begun=
long=$(printf 'a%.0s' {1..100000})

session() { # opens control connection $1
  eval "exec $control<>/dev/tcp/$host/$port"
}
use() { control=$((10 + $1 * 10)) data=$((11 + $1 * 10)); }
say() { # sends bytes, written for printf %b
  printf '> %.500s\n' "$1"
  printf '%b' "$1" >&$control
}
reply() { # reads one reply, waiting ${1:-5} seconds for each line; what comes before the end of a transfer is read over
  local line code=
  while IFS= read -r -t "${1:-5}" line <&$control; do
    line=${line%$'\r'}
    printf '< %s\n' "$line"
    case $line in
      227*) [[ $line =~ ([0-9]+),([0-9]+)[^0-9,]*$ ]] && data_port=$((BASH_REMATCH[1] * 256 + BASH_REMATCH[2]));;
      110*) [[ $line =~ MARK\ m-1\ =\ ([!-~]+) ]] && marker=${BASH_REMATCH[1]};;
    esac
    [[ $line =~ \(\|\|\|([0-9]+)\|\) ]] && data_port=${BASH_REMATCH[1]}
    case $line in
      110\ *|120\ *) ;;
      [0-9][0-9][0-9]-*) [ -n "$code" ] || code=${line%%-*};;
      *) if [ -z "$code" ] || [[ $line == "$code "* ]]; then
           case $line in 1*) begun=yes;; *) begun=;; esac
           return 0
         fi;;
    esac
  done
  echo '! no reply, or the connection is closed'
  return 1
}
confirmed() { # reads the reply to a restart marker; a server need not send one
  local line
  IFS= read -r -t 1 line <&$control || return 0
  printf '< %s\n' "${line%$'\r'}"
  [[ $line =~ MARK\ m-1\ =\ ([!-~]+) ]] && marker=${BASH_REMATCH[1]}
}
connect() { eval "exec $data<>/dev/tcp/$host/$data_port" && echo '= data connection open'; }
over() { [ -z "$begun" ] || reply; } # the last reply to a transfer that has begun
receive() { [ -z "$begun" ] || timeout 10 cat <&$data | od -c | head -40; finish; over; }
body() { # sends what standard input holds in base64
  base64 -d >&$data
  echo "= sent $1 bytes"
}
letters() { head -c "$1" /dev/zero | tr '\0' x >&$data; echo "= sent $1 bytes, letters in place of the body that ftpspec sends"; }
finish() { eval "exec $data>&- $data<&-"; echo '= data connection closed'; }
