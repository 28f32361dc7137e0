// Sliding windows over up to three spatial axes: the two halves of every convolution and pooling.
// The batch is the innermost axis, so that a place of a window is one run of memory.
//
// `unfold` lays the windows of x [n, c, s0, s1, s2] out as [c, k0, k1, k2, o0, o1, o2, n];
// `fold` adds such columns back into [c, s0, s1, s2, n].
// d: 0 n, 1 c, 2-4 s, 5-7 k, 8-10 o, 11-13 stride, 14-16 padding, 17-19 dilation,
//    20-24 strides of x (n, c, s0, s1, s2), 25 the value of the padding (bits of a Float)

/// Runs `body` for each run of columns: `inside` tells whether it lies in the data, at s0, s1, s2.
#define EACH_PLACE(body)                                                       \
  for (int64_t c = 0; c < d[1]; c++)                                           \
    for (int64_t k0 = 0; k0 < d[5]; k0++)                                      \
      for (int64_t k1 = 0; k1 < d[6]; k1++)                                    \
        for (int64_t k2 = 0; k2 < d[7]; k2++)                                  \
          for (int64_t o0 = 0; o0 < d[8]; o0++)                                \
            for (int64_t o1 = 0; o1 < d[9]; o1++)                              \
              for (int64_t o2 = 0; o2 < d[10]; o2++) {                         \
                const int64_t s0 = o0 * d[11] - d[14] + k0 * d[17];            \
                const int64_t s1 = o1 * d[12] - d[15] + k1 * d[18];            \
                const int64_t s2 = o2 * d[13] - d[16] + k2 * d[19];            \
                const int inside = s0 >= 0 && s0 < d[2] && s1 >= 0 &&          \
                                   s1 < d[3] && s2 >= 0 && s2 < d[4];          \
                body                                                           \
              }

static void unfold(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int64_t *d = instruction->d;
  float *out = instruction->p[0];
  const float *x = instruction->p[1];
  const uint32_t bits = (uint32_t)d[25];
  const int64_t count = d[0], step = d[20];
  float outside;
  __builtin_memcpy(&outside, &bits, 4);
  EACH_PLACE({
    const float *row = x + c * d[21] + s0 * d[22] + s1 * d[23] + s2 * d[24];
    if (!inside) {
      for (int64_t n = 0; n < count; n++) out[n] = outside;
    } else if (step == 1) {
      int64_t n = 0;
      for (; n + 16 <= count; n += 16) store(out + n, load(row + n));
      if (n < count) store_lanes(out + n, load(row + n), count - n);
    } else {
      for (int64_t n = 0; n < count; n++) out[n] = row[n * step];
    }
    out += count;
  })
}

// p: result [c, s0, s1, s2, n], columns
static void fold(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int64_t *d = instruction->d;
  float *out = instruction->p[0];
  const float *columns = instruction->p[1];
  const int64_t count = d[0], size = d[0] * d[1] * d[2] * d[3] * d[4];
  for (int64_t i = 0; i < size; i++) out[i] = 0;
  EACH_PLACE({
    if (inside) {
      float *row = out + (((c * d[2] + s0) * d[3] + s1) * d[4] + s2) * count;
      int64_t n = 0;
      for (; n + 16 <= count; n += 16) store(row + n, load(row + n) + load(columns + n));
      if (n < count) store_lanes(row + n, load(row + n) + load(columns + n), count - n);
    }
    columns += count;
  })
}
