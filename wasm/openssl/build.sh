#!/usr/bin/env bash
# Builds a static libcrypto out of a patched OpenSSL source tree: natively, for wasm32, and for wasm32 with only
# what the main module verifies with (tests, the simulator and the module of every use sign and encrypt as well).
# usage: CC=... AR=... RANLIB=... build.sh native|wasm32|wasm32-lean SOURCE OUT
#   CC may carry flags ("clang --target=wasm32-unknown-emscripten ..."); OUT gets include/ and lib/libcrypto.a.
set -euo pipefail
target=$1 source=$(realpath "$2") out=$(realpath -m "$3")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$out/work
jobs=$(nproc)

# A static libcrypto and nothing else. no-deprecated in both, so that native builds refuse what wasm lacks.
common=(no-shared no-apps no-tests no-docs no-dso no-module no-engine no-legacy no-deprecated no-comp
  no-tls no-dtls no-quic no-sock no-ui-console no-autoload-config no-thread-pool no-default-thread-pool
  --libdir=lib --prefix=/kazashi --openssldir=/nonexistent)

# What no card, certificate or evidence of ours uses. Not in the list on purpose: no-http, which would take
# OCSP out with it without a word.
trimmed=(no-asm no-threads no-stdio no-err no-filenames no-autoerrinit no-atexit no-secure-memory no-makedepend
  no-multiblock no-ssl-trace no-cmp no-ct no-srp no-srtp no-psk no-rfc3779 no-ts no-aria no-bf no-blake2
  no-camellia no-cast no-chacha no-poly1305 no-dh no-dsa no-ec2m no-idea no-md4 no-mdc2 no-ocb no-rc2 no-rc4
  no-rmd160 no-scrypt no-seed no-siphash no-siv no-sm2 no-sm3 no-sm4 no-whirlpool no-ml-dsa no-ml-kem
  no-slh-dsa no-gost)

rm -rf "$out"
mkdir -p "$work" "$out/lib"
cp -R "$source" "$work/source"
cd "$work/source"

case $target in
  native)
    ./Configure "${common[@]}" enable-ec_nistp_64_gcc_128 CC="$CC" AR="$AR" RANLIB="$RANLIB" CFLAGS="-O2 -g0" ;;
  wasm32 | wasm32-lean)
    if [ "$target" = wasm32-lean ]; then
      node "$here/trim-provider.mjs" . lean
      node "$here/trim-tables.mjs" .
      trimmed+=(enable-ec_nistp_64_gcc_128)
    else
      node "$here/trim-provider.mjs" . whole
    fi
    cp "$here/entropy.c" providers/implementations/rands/seeding/rand_unix.c
    cp "$here/no_curve448.c" crypto/ec/curve448/eddsa.c
    echo 'typedef int nothing_here;' >crypto/ec/curve448/curve448.c
    KAZASHI_CC=$CC KAZASHI_AR=$AR KAZASHI_RANLIB=$RANLIB \
      ./Configure --config="$here/wasm32.conf" wasm32-kazashi "${common[@]}" "${trimmed[@]}" ;;
  *) echo "unknown target $target" >&2; exit 2 ;;
esac

make build_generated >/dev/null
make -j"$jobs" libcrypto.a
cp libcrypto.a "$out/lib/"
cp -R include "$out/include"
find "$out/include" -name '*.in' -delete
rm -rf "$out/include/internal" "$out/include/crypto" "$out/include/prov" "$work"
