// Sliding windows over up to three spatial axes: the two halves of every convolution and pooling.
//
// `unfold` lays the windows of x [n, c, s0, s1, s2] out as [c, k0, k1, k2, n, o0, o1, o2];
// `fold` adds such columns back into [c, n, s0, s1, s2].
// d: 0 n, 1 c, 2-4 s, 5-7 k, 8-10 o, 11-13 stride, 14-16 padding, 17-19 dilation,
//    20-24 strides of x (n, c, s0, s1, s2), 25 the value of the padding (bits of a Float)

static void unfold(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int64_t *d = instruction->d;
  float *out = instruction->p[0];
  const float *x = instruction->p[1];
  const uint32_t bits = (uint32_t)d[25];
  const float outside = *(const float *)&bits;
  for (int64_t c = 0; c < d[1]; c++)
    for (int64_t k0 = 0; k0 < d[5]; k0++)
      for (int64_t k1 = 0; k1 < d[6]; k1++)
        for (int64_t k2 = 0; k2 < d[7]; k2++)
          for (int64_t n = 0; n < d[0]; n++)
            for (int64_t o0 = 0; o0 < d[8]; o0++)
              for (int64_t o1 = 0; o1 < d[9]; o1++) {
                const int64_t s0 = o0 * d[11] - d[14] + k0 * d[17];
                const int64_t s1 = o1 * d[12] - d[15] + k1 * d[18];
                const int64_t first = k2 * d[19] - d[16], step = d[13] * d[24];
                const int inside = s0 >= 0 && s0 < d[2] && s1 >= 0 && s1 < d[3];
                const float *row = x + n * d[20] + c * d[21] + s0 * d[22] + s1 * d[23] + first * d[24];
                const int64_t count = d[10];
                if (!inside) {
                  for (int64_t o = 0; o < count; o++) out[o] = outside;
                } else if (first >= 0 && first + (count - 1) * d[13] < d[4]) {
                  for (int64_t o = 0; o < count; o++) out[o] = row[o * step];
                } else {
                  for (int64_t o = 0; o < count; o++) {
                    const int64_t s2 = first + o * d[13];
                    out[o] = s2 >= 0 && s2 < d[4] ? row[o * step] : outside;
                  }
                }
                out += count;
              }
}

// p: result [c, n, s0, s1, s2], columns
static void fold(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int64_t *d = instruction->d;
  float *out = instruction->p[0];
  const float *columns = instruction->p[1];
  const int64_t image = d[2] * d[3] * d[4];
  for (int64_t i = 0; i < d[0] * d[1] * image; i++) out[i] = 0;
  for (int64_t c = 0; c < d[1]; c++)
    for (int64_t k0 = 0; k0 < d[5]; k0++)
      for (int64_t k1 = 0; k1 < d[6]; k1++)
        for (int64_t k2 = 0; k2 < d[7]; k2++)
          for (int64_t n = 0; n < d[0]; n++)
            for (int64_t o0 = 0; o0 < d[8]; o0++)
              for (int64_t o1 = 0; o1 < d[9]; o1++) {
                const int64_t s0 = o0 * d[11] - d[14] + k0 * d[17];
                const int64_t s1 = o1 * d[12] - d[15] + k1 * d[18];
                const int64_t first = k2 * d[19] - d[16], count = d[10];
                if (s0 >= 0 && s0 < d[2] && s1 >= 0 && s1 < d[3]) {
                  float *row = out + (c * d[0] + n) * image + (s0 * d[3] + s1) * d[4];
                  if (first >= 0 && first + (count - 1) * d[13] < d[4]) {
                    for (int64_t o = 0; o < count; o++) row[first + o * d[13]] += columns[o];
                  } else {
                    for (int64_t o = 0; o < count; o++) {
                      const int64_t s2 = first + o * d[13];
                      if (s2 >= 0 && s2 < d[4]) row[s2] += columns[o];
                    }
                  }
                }
                columns += count;
              }
}
