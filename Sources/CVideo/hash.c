#include <string.h>

#include "include/pixels.h"

static const uint64_t P1 = 0x9E3779B185EBCA87u, P2 = 0xC2B2AE3D27D4EB4Fu,
                      P3 = 0x165667B19E3779F9u, P4 = 0x85EBCA77C2B2AE63u,
                      P5 = 0x27D4EB2F165667C5u;

static uint64_t rotate(uint64_t x, int bits) { return x << bits | x >> (64 - bits); }

// The hash is defined on little-endian words, as is every machine that Lantern runs on.
static uint64_t word64(const uint8_t *p) {
  uint64_t word;
  memcpy(&word, p, 8);
  return word;
}

static uint32_t word32(const uint8_t *p) {
  uint32_t word;
  memcpy(&word, p, 4);
  return word;
}

static uint64_t round_of(uint64_t accumulator, uint64_t lane) {
  return rotate(accumulator + lane * P2, 31) * P1;
}

static uint64_t merge(uint64_t hash, uint64_t accumulator) {
  return (hash ^ round_of(0, accumulator)) * P1 + P4;
}

uint64_t cvideo_hash(const uint8_t *p, size_t count, uint64_t seed) {
  const uint8_t *end = p + count;
  uint64_t hash;
  // Four lanes of stripes of 32 bytes
  if (count >= 32) {
    uint64_t a = seed + P1 + P2, b = seed + P2, c = seed, d = seed - P1;
    for (; end - p >= 32; p += 32) {
      a = round_of(a, word64(p));
      b = round_of(b, word64(p + 8));
      c = round_of(c, word64(p + 16));
      d = round_of(d, word64(p + 24));
    }
    hash = rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18);
    hash = merge(merge(merge(merge(hash, a), b), c), d);
  } else {
    hash = seed + P5;
  }
  hash += count;
  // The bytes that fill no stripe
  for (; end - p >= 8; p += 8) hash = rotate(hash ^ round_of(0, word64(p)), 27) * P1 + P4;
  if (end - p >= 4) {
    hash = rotate(hash ^ word32(p) * P1, 23) * P2 + P3;
    p += 4;
  }
  for (; p < end; p++) hash = rotate(hash ^ *p * P5, 11) * P1;
  // Avalanche
  hash = (hash ^ hash >> 33) * P2;
  hash = (hash ^ hash >> 29) * P3;
  return hash ^ hash >> 32;
}
