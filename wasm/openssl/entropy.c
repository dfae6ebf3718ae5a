/*
 * Seeds OpenSSL's random generator from getentropy(), which Emscripten answers with crypto.getRandomValues.
 * It stands in for rand_unix.c, which looks for files and devices that a page has not; without a seed, ECDSA
 * verification fails (it blinds) and reports a bad signature.
 */
#include <unistd.h>

#include "crypto/rand.h"
#include "crypto/rand_pool.h"
#include "prov/seeding.h"

#define GETENTROPY_LIMIT 256 /* bytes a call, by getentropy's definition */

static int fill(unsigned char *out, size_t size)
{
    while (size > 0) {
        size_t part = size < GETENTROPY_LIMIT ? size : GETENTROPY_LIMIT;
        if (getentropy(out, part) != 0)
            return 0;
        out += part;
        size -= part;
    }
    return 1;
}

size_t ossl_pool_acquire_entropy(RAND_POOL *pool)
{
    size_t wanted = ossl_rand_pool_bytes_needed(pool, 1);
    unsigned char *out = wanted > 0 ? ossl_rand_pool_add_begin(pool, wanted) : NULL;

    if (out != NULL && fill(out, wanted))
        ossl_rand_pool_add_end(pool, wanted, 8 * wanted);
    return ossl_rand_pool_entropy_available(pool);
}

int ossl_pool_add_nonce_data(RAND_POOL *pool)
{
    unsigned char nonce[16];

    return fill(nonce, sizeof(nonce)) && ossl_rand_pool_add(pool, nonce, sizeof(nonce), 0);
}

int ossl_rand_pool_init(void)
{
    return 1;
}

void ossl_rand_pool_cleanup(void)
{
}

void ossl_rand_pool_keep_random_devices_open(int keep)
{
    (void)keep;
}
