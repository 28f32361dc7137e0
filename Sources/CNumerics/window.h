// Sliding windows over up to three spatial axes: the two halves of every convolution and pooling.
// The batch is the innermost axis, so that a place of a window is one run of memory.
//
// `unfold` lays the windows of x [n, c, s0, s1, s2] out as [c, k0, k1, k2, o0, o1, o2, n];
// `fold` adds such columns back into [c, s0, s1, s2, n].
// d: 0 n, 1 c, 2-4 s, 5-7 k, 8-10 o, 11-13 stride, 14-16 padding, 17-19 dilation,
//    20-24 strides of x (n, c, s0, s1, s2), 25 the value of the padding (bits of a Float)

/// Runs `body` for each row of columns: `inside` tells whether s0 and s1 lie in the data; places
/// `first` ..< `last` of the row do along the last axis.
#define EACH_ROW(body)                                                         \
  for (int64_t c = 0; c < d[1]; c++)                                           \
    for (int64_t k0 = 0; k0 < d[5]; k0++)                                      \
      for (int64_t k1 = 0; k1 < d[6]; k1++)                                    \
        for (int64_t k2 = 0; k2 < d[7]; k2++) {                                \
          const int64_t shift = k2 * d[19] - d[16];                            \
          const int64_t first = shift >= 0 ? 0 : lesser(d[10], (-shift + d[13] - 1) / d[13]); \
          const int64_t end = d[4] - shift <= 0 ? 0 : (d[4] - shift - 1) / d[13] + 1; \
          const int64_t last = end < first ? first : lesser(end, d[10]);       \
          for (int64_t o0 = 0; o0 < d[8]; o0++)                                \
            for (int64_t o1 = 0; o1 < d[9]; o1++) {                            \
              const int64_t s0 = o0 * d[11] - d[14] + k0 * d[17];              \
              const int64_t s1 = o1 * d[12] - d[15] + k1 * d[18];              \
              const int inside = s0 >= 0 && s0 < d[2] && s1 >= 0 && s1 < d[3]; \
              body                                                             \
            }                                                                  \
        }

LN_INLINE int64_t lesser(int64_t a, int64_t b) { return a < b ? a : b; }

LN_INLINE void fill_run(float *out, float value, int64_t count) {
  for (int64_t i = 0; i < count; i++) out[i] = value;
}

LN_INLINE void copy_run(float *out, const float *x, int64_t step, int64_t count) {
  int64_t i = 0;
  if (step == 1) {
    for (; i + 16 <= count; i += 16) store(out + i, load(x + i));
    if (i < count) store_lanes(out + i, load(x + i), count - i);
  } else {
    for (; i < count; i++) out[i] = x[i * step];
  }
}

LN_INLINE void add_run(float *out, const float *x, int64_t count) {
  int64_t i = 0;
  for (; i + 16 <= count; i += 16) store(out + i, load(out + i) + load(x + i));
  if (i < count) store_lanes(out + i, load(out + i) + load(x + i), count - i);
}

static void unfold(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int64_t *d = instruction->d;
  float *out = instruction->p[0];
  const float *x = instruction->p[1];
  const uint32_t bits = (uint32_t)d[25];
  const int64_t count = d[0], places = d[10], step = d[20], hop = d[13] * d[24];
  float outside;
  __builtin_memcpy(&outside, &bits, 4);
  // Neighbouring places are neighbours in memory: the row is one run.
  const int whole = hop == count && (step == 1 || count == 1);
  EACH_ROW({
    if (!inside) {
      fill_run(out, outside, places * count);
    } else {
      const float *row = x + c * d[21] + s0 * d[22] + s1 * d[23] + (first * d[13] + shift) * d[24];
      fill_run(out, outside, first * count);
      float *target = out + first * count;
      if (whole)
        copy_run(target, row, 1, (last - first) * count);
      else if (count == 1)
        copy_run(target, row, hop, last - first);
      else
        for (int64_t o = first; o < last; o++, row += hop, target += count)
          copy_run(target, row, step, count);
      fill_run(out + last * count, outside, (places - last) * count);
    }
    out += places * count;
  })
}

// p: result [c, s0, s1, s2, n], columns
static void fold(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int64_t *d = instruction->d;
  float *out = instruction->p[0];
  const float *columns = instruction->p[1];
  const int64_t count = d[0], places = d[10], hop = d[13] * count;
  fill_run(out, 0, d[0] * d[1] * d[2] * d[3] * d[4]);
  EACH_ROW({
    if (inside && last > first) {
      float *row = out + (((c * d[2] + s0) * d[3] + s1) * d[4] + first * d[13] + shift) * count;
      const float *source = columns + first * count;
      if (d[13] == 1)
        add_run(row, source, (last - first) * count);
      else if (count == 1)
        for (int64_t o = first; o < last; o++, row += hop, source++) *row += *source;
      else
        for (int64_t o = first; o < last; o++, row += hop, source += count)
          add_run(row, source, count);
    }
    columns += places * count;
  })
}
