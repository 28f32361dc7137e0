// Keyed draws: number i of step t comes from counter (i / 4, t) alone.
//
// p: result. d: count, key. The counter's high half is the step, or d[2] if that isn't negative.

LN_INLINE void philox_block(uint64_t low, uint64_t high, uint64_t key, uint32_t out[4]) {
  uint32_t c0 = (uint32_t)low, c1 = (uint32_t)(low >> 32);
  uint32_t c2 = (uint32_t)high, c3 = (uint32_t)(high >> 32);
  uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
  for (int round = 0; round < 10; round++) {
    const uint64_t a = (uint64_t)c0 * 0xD2511F53u, b = (uint64_t)c2 * 0xCD9E8D57u;
    c0 = (uint32_t)(b >> 32) ^ c1 ^ k0;
    c1 = (uint32_t)b;
    c2 = (uint32_t)(a >> 32) ^ c3 ^ k1;
    c3 = (uint32_t)a;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  out[0] = c0, out[1] = c1, out[2] = c2, out[3] = c3;
}

/// Sixteen draws from the counters of `block` ..< block + 4.
LN_INLINE u16 draw_lanes(int64_t block, uint64_t high, uint64_t key) {
  uint32_t words[16];
  for (int64_t i = 0; i < 4; i++) philox_block((uint64_t)(block + i), high, key, words + 4 * i);
  u16 x;
  __builtin_memcpy(&x, words, 64);
  return x;
}

LN_INLINE v16 unit_lanes(u16 words) {
  return __builtin_convertvector((i16)(words >> 8), v16) * splat(1.0f / 16777216.0f);
}

static void uniform(const LNInstruction *instruction, LNContext *context) {
  const int64_t *d = instruction->d;
  const uint64_t high = (uint64_t)(d[2] < 0 ? context->step : d[2]);
  for (int64_t i = 0; i < d[0]; i += 16)
    store_lanes(instruction->p[0] + i, unit_lanes(draw_lanes(i / 4, high, (uint64_t)d[1])),
                d[0] - i);
}

/// Box and Muller: pairs of words (u, v) give sqrt(-2 log(1 - u)) times cos and sin of 2 pi v.
static void normal(const LNInstruction *instruction, LNContext *context) {
  const int64_t *d = instruction->d;
  const uint64_t high = (uint64_t)(d[2] < 0 ? context->step : d[2]);
  for (int64_t i = 0; i < d[0]; i += 16) {
    v16 x = unit_lanes(draw_lanes(i / 4, high, (uint64_t)d[1]));
    v16 u = __builtin_shufflevector(x, x, 0, 0, 2, 2, 4, 4, 6, 6, 8, 8, 10, 10, 12, 12, 14, 14);
    v16 v = __builtin_shufflevector(x, x, 1, 1, 3, 3, 5, 5, 7, 7, 9, 9, 11, 11, 13, 13, 15, 15);
    v16 radius = __builtin_elementwise_sqrt(splat(-2.0f) * vlog(splat(1.0f) - u));
    v16 angle = splat(6.28318530717958647692f) * v;
    i16 even = {-1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0};
    v16 wave = choose(even, vsine(angle, 1), vsine(angle, 0));
    store_lanes(instruction->p[0] + i, radius * wave, d[0] - i);
  }
}

/// The rows of this step's batch, drawn without replacement: a new order every `d[2]` steps.
/// p: result, order (kept between steps). d: rows, key, steps an epoch, batch, epoch of the order
static void shuffle(const LNInstruction *instruction, LNContext *context) {
  const int64_t *d = instruction->d;
  float *order = instruction->p[1];
  const int64_t rows = d[0], epoch = context->step / d[2], position = context->step % d[2];
  int64_t *drawn = (int64_t *)(d + 4);
  if (*drawn != epoch) {
    for (int64_t i = 0; i < rows; i++) order[i] = (float)i;
    for (int64_t i = rows - 1; i > 0; i--) {
      // Fisher and Yates; 64 bits against at most 2^24 rows leave a bias below 2^-40.
      uint32_t w[4];
      philox_block((uint64_t)i, (uint64_t)epoch, (uint64_t)d[1], w);
      const uint64_t word = (uint64_t)w[0] << 32 | w[1];
      const int64_t j = (int64_t)(((__uint128_t)word * (uint64_t)(i + 1)) >> 64);
      const float swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    *drawn = epoch;
  }
  for (int64_t i = 0; i < d[3]; i++) instruction->p[0][i] = order[position * d[3] + i];
}
