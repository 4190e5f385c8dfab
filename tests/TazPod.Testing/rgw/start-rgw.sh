#!/usr/bin/env bash
# Starts a throw-away single-node Ceph RADOS Gateway (a real S3 server) on 127.0.0.1
# and prints the environment a client needs, as `export NAME=VALUE` lines, on stdout.
# All other output goes to stderr.
#
#   eval "$(./start-rgw.sh [DATA_DIR])"       # start it, unless it is already running
#   ./stop-rgw.sh [DATA_DIR]                  # stop the cluster in that directory
#
# DATA_DIR   the directory of the cluster (default: a new mktemp -d). Only an empty
#            directory or one that this script created earlier is accepted. A running
#            cluster is reused unchanged; if any of its daemons died, a new, empty one
#            is created.
#
# Settings (environment):
#   RGW_PORT         port of the S3 endpoint; 0 = any free one   (default 7480)
#   RGW_ACCESS_KEY   RGW_SECRET_KEY   RGW_UID                     (fixed defaults below)
#   RGW_REGION       region = accepted LocationConstraint         (default eu-central-1)
#   RGW_TLS_PORT     also listen with TLS on this port (0 = any free one), with a throw-away
#                    certificate; S3_TEST_TLS_ENDPOINT and S3_TEST_CA_FILE are printed too. (default: no)
#                    A .NET client trusts it with SSL_CERT_FILE=$S3_TEST_CA_FILE.
#   RGW_STORE        memstore | bluestore                         (default memstore)
#   RGW_STORE_MB     size of the store                            (default 4096)
#   RGW_CONF         extra lines for the gateway's part of ceph.conf, for example
#                    'rgw_lc_debug_interval = 10' (a life-cycle "day" lasts 10 seconds)
#   RGW_SKIP_INSTALL 1 = never call apt-get
set -euo pipefail

say() { printf 'start-rgw: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

RGW_PORT=${RGW_PORT:-7480}
RGW_UID=${RGW_UID:-tazpod-test}
RGW_ACCESS_KEY=${RGW_ACCESS_KEY:-TAZPODTESTACCESSKEY0}
RGW_SECRET_KEY=${RGW_SECRET_KEY:-tazpod-test-secret-key-not-a-secret-0000}
RGW_REGION=${RGW_REGION:-eu-central-1}
RGW_TLS_PORT=${RGW_TLS_PORT:-}
RGW_STORE=${RGW_STORE:-memstore}
RGW_STORE_MB=${RGW_STORE_MB:-4096}

# --- packages -------------------------------------------------------------------------
need=()
command -v ceph-mon >/dev/null || need+=(ceph-mon)
command -v ceph-osd >/dev/null || need+=(ceph-osd)
command -v radosgw >/dev/null || need+=(radosgw)
command -v ceph >/dev/null || need+=(ceph-common)
command -v curl >/dev/null || need+=(curl)
[ -z "$RGW_TLS_PORT" ] || command -v openssl >/dev/null || need+=(openssl)
if ((${#need[@]})); then
  [ "${RGW_SKIP_INSTALL:-0}" != 1 ] || die "not installed: ${need[*]}"
  say "installing ${need[*]}"
  # A separate archive directory: with Docker's apt clean-up hooks, an `apt-get update`
  # by another process would delete the packages while we install them.
  debs=$(mktemp -d)
  mkdir -p "$debs/partial"
  chmod 755 "$debs"
  # Download as root: apt's unprivileged user cannot use a /tmp that only root may write to.
  apt=(apt-get -qq -o DPkg::Lock::Timeout=300 -o "Dir::Cache::archives=$debs" -o APT::Sandbox::User=root)
  export DEBIAN_FRONTEND=noninteractive
  for try in 1 2 3; do "${apt[@]}" update >&2 && break || sleep $((try * 3)); done
  for try in 1 2 3; do
    "${apt[@]}" install -y --no-install-recommends "${need[@]}" >&2 && break
    ((try < 3)) || die "apt-get could not install ${need[*]}"
    dpkg --configure -a >&2 || true
    sleep $((try * 3))
  done
  rm -rf "$debs"
fi

# --- data directory -------------------------------------------------------------------
dir=${1:-$(mktemp -d "${TMPDIR:-/tmp}/rgw.XXXXXX")}
mkdir -p "$dir"
dir=$(cd "$dir" && pwd -P)
if [ -n "$(ls -A "$dir")" ] && [ ! -e "$dir/.rgw-test-cluster" ]; then
  die "$dir is neither empty nor a directory made by this script"
fi
touch "$dir/.rgw-test-cluster"
exec 9>"$dir/lock"
flock 9

alive() { # alive NAME: the recorded daemon still runs (and the pid was not reused)
  local pid
  pid=$(cat "$dir/$1.pid" 2>/dev/null) || return 1
  [ -n "$pid" ] && [ -r "/proc/$pid/cmdline" ] && tr '\0' ' ' <"/proc/$pid/cmdline" | grep -qF -- "$dir/ceph.conf"
}
answers() { [ "$(curl -s -o /dev/null -m 2 -w '%{http_code}' "http://127.0.0.1:$1/" || true)" = 200 ]; }

if alive mon && alive osd && alive rgw && [ -s "$dir/env" ]; then
  port=$(cat "$dir/port")
  if answers "$port"; then
    say "already running on 127.0.0.1:$port ($dir)"
    cat "$dir/env"
    exit 0
  fi
fi
bash "$(dirname "$(readlink -f "$0")")/stop-rgw.sh" --keep "$dir" 9>&- >&2 || true
rm -rf "$dir"/{mon,osd,run,log,env,port,ceph.conf,monmap,zonegroup.json}
mkdir -p "$dir"/{mon,osd,run,log}

free_port() { # a port nobody listens on, outside the range the OSD picks from
  local p
  for _ in $(seq 50); do
    p=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$p") 2>/dev/null || { echo "$p"; return; }
  done
  die "no free port"
}
port=$RGW_PORT
if [ "$port" = 0 ]; then
  port=$(free_port)
elif (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
  die "port $port is taken (RGW_PORT=0 picks a free one)"
fi
mon_port=$(free_port)
tls=
if [ -n "$RGW_TLS_PORT" ]; then
  tls_port=$RGW_TLS_PORT
  if [ "$tls_port" = 0 ]; then tls_port=$(free_port); fi
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=rgw test' \
    -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1' \
    -keyout "$dir/tls.key" -out "$dir/tls.pem" 2>>"$dir/log/setup.log" || die "openssl: see $dir/log"
  tls=" ssl_endpoint=127.0.0.1:$tls_port ssl_certificate=$dir/tls.pem ssl_private_key=$dir/tls.key"
fi
low=$(free_port)
fsid=$(cat /proc/sys/kernel/random/uuid)
osd_uuid=$(cat /proc/sys/kernel/random/uuid)
bytes=$((RGW_STORE_MB * 1024 * 1024))

# --- configuration --------------------------------------------------------------------
# No cephx: one user, loopback only, thrown away afterwards.
cat >"$dir/ceph.conf" <<CONF
[global]
fsid = $fsid
mon_host = [v2:127.0.0.1:$mon_port]
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
ms_bind_ipv4 = true
ms_bind_ipv6 = false
ms_bind_msgr1 = false
ms_bind_port_min = $low
ms_bind_port_max = $((low + 200))
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
run_dir = $dir/run
admin_socket = $dir/run/\$name.asok
log_file = $dir/log/\$name.log
crash_dir = $dir/run
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
mon_allow_pool_delete = true
mon_max_pg_per_osd = 1000

[mon]
mon_data = $dir/mon
mon_data_avail_crit = 1
mon_data_avail_warn = 2
mon_osd_full_ratio = 0.99
mon_osd_nearfull_ratio = 0.98
mon_cluster_log_file = $dir/log/cluster.log
paxos_propose_interval = 0.1

[osd]
osd_data = $dir/osd
osd_journal = $dir/osd/journal
osd_objectstore = $RGW_STORE
osd_crush_initial_weight = 1
osd_class_update_on_start = false
osd_memory_target = 939524096
osd_max_object_name_len = 460
osd_scrub_begin_hour = 0
osd_scrub_end_hour = 0
memstore_device_bytes = $bytes
bluestore_block_size = $bytes
bluestore_fsck_on_mount = false

[client]
# Without tcp_nodelay every response with a body waits 40 ms for a delayed ACK.
rgw_frontends = beast endpoint=127.0.0.1:$port$tls tcp_nodelay=1
ms_mon_client_mode = crc
auth_client_required = none
rgw_thread_pool_size = 32
rgw_rados_pool_pg_num_min = 1
rgw_num_rados_handles = 1
rgw_enable_usage_log = false
rgw_gc_obj_min_wait = 5
rgw_gc_processor_period = 15
rgw_run_sync_thread = false
rgw_enable_quota_threads = false
rgw_crypt_require_ssl = false
debug_rgw = 1
${RGW_CONF:-}
CONF
export CEPH_CONF=$dir/ceph.conf
unset CEPH_ARGS || true
run() { "$@" >>"$dir/log/setup.log" 2>&1 9>&- || { tail -n 20 "$dir/log/setup.log" >&2; die "failed: $*"; }; }
wait_for() { # wait_for SECONDS WHAT COMMAND...
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >>"$dir/log/setup.log" 2>&1 9>&-; do
    ((SECONDS < end)) || { tail -n 20 "$dir"/log/*.log >&2; die "$what did not come up"; }
    sleep 0.1
  done
}
daemon() { # daemon NAME COMMAND...: in the background, its pid recorded
  local name=$1
  shift
  setsid "$@" </dev/null >>"$dir/log/$name.out" 2>&1 9>&- &
  echo $! >"$dir/$name.pid"
}
trap 'rc=$?; ((rc == 0)) || bash "$(dirname "$(readlink -f "$0")")/stop-rgw.sh" --keep "$dir" 9>&- >&2 || true' EXIT

# --- monitor and OSD ------------------------------------------------------------------
run monmaptool --create --clobber --fsid "$fsid" --addv a "[v2:127.0.0.1:$mon_port]" "$dir/monmap"
run ceph-mon --mkfs -i a -c "$dir/ceph.conf" --monmap "$dir/monmap"
daemon mon ceph-mon -f -i a -c "$dir/ceph.conf"
wait_for 30 monitor timeout 10 ceph -c "$dir/ceph.conf" --connect-timeout 5 osd new "$osd_uuid"
run ceph-osd --mkfs -i 0 -c "$dir/ceph.conf" --osd-uuid "$osd_uuid"
daemon osd ceph-osd -f -i 0 -c "$dir/ceph.conf"

# --- region, user, gateway ------------------------------------------------------------
# CreateBucket's LocationConstraint is compared with the zone group's api_name.
admin=(timeout 60 radosgw-admin -c "$dir/ceph.conf" --log-to-stderr=false)
# (The first command that opens the store, which creates the user, also creates the zone group.)
run "${admin[@]}" user create --uid "$RGW_UID" --display-name "$RGW_UID" \
  --access-key "$RGW_ACCESS_KEY" --secret-key "$RGW_SECRET_KEY"
"${admin[@]}" zonegroup get >"$dir/zonegroup.json" 2>>"$dir/log/setup.log" 9>&- || die "zone group: see $dir/log"
sed -i "s/\"api_name\": \"[^\"]*\"/\"api_name\": \"$RGW_REGION\"/" "$dir/zonegroup.json"
run "${admin[@]}" zonegroup set --infile "$dir/zonegroup.json"
daemon rgw radosgw -f -n client.rgw -c "$dir/ceph.conf"
wait_for 60 radosgw answers "$port"

echo "$port" >"$dir/port"
cat >"$dir/env" <<ENV
export S3_TEST_ENDPOINT=http://127.0.0.1:$port
export S3_TEST_ACCESS_KEY=$RGW_ACCESS_KEY
export S3_TEST_SECRET_KEY=$RGW_SECRET_KEY
export S3_TEST_REGION=$RGW_REGION
export AWS_ACCESS_KEY_ID=$RGW_ACCESS_KEY
export AWS_SECRET_ACCESS_KEY=$RGW_SECRET_KEY
export AWS_REGION=$RGW_REGION
export AWS_DEFAULT_REGION=$RGW_REGION
export RGW_DATA_DIR=$dir
ENV
if [ -n "$tls" ]; then
  printf 'export %s\n' "S3_TEST_TLS_ENDPOINT=https://127.0.0.1:$tls_port" "S3_TEST_CA_FILE=$dir/tls.pem" >>"$dir/env"
fi
say "ready on 127.0.0.1:$port after ${SECONDS}s ($dir)"
cat "$dir/env"
