// Sums and maxima over the middle axis of [outer, extent, inner].
// The order of a sum depends on the shape alone: over a last axis in 16 lanes, then a fixed tree.
//
// p: result, operand. d: outer, extent, inner

/// The sums of 16 * `vectors` columns side by side, each from the first row down: so many that
/// additions don't wait for each other, and that memory comes in long runs.
LN_INLINE void sum_columns(float *out, const float *x, int64_t extent, int64_t inner,
                           const int vectors, int64_t count) {
  v16 s[8];
  UNROLL for (int v = 0; v < vectors; v++) s[v] = splat(0);
  for (int64_t i = 0; i < extent; i++)
    UNROLL for (int v = 0; v < vectors; v++) s[v] += load(x + i * inner + 16 * v);
  UNROLL for (int v = 0; v < vectors; v++) store_lanes(out + 16 * v, s[v], count - 16 * v);
}

static void sum(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int64_t outer = instruction->d[0], extent = instruction->d[1], inner = instruction->d[2];
  float *out = instruction->p[0];
  const float *x = instruction->p[1];
  if (inner == 1 && extent < 16) {
    // Short rows one term after the other, eight rows side by side.
    int64_t o = 0;
    for (; o + 8 <= outer; o += 8, x += 8 * extent) {
      float s[8] = {0};
      for (int64_t i = 0; i < extent; i++)
        for (int r = 0; r < 8; r++) s[r] += x[r * extent + i];
      for (int r = 0; r < 8; r++) out[o + r] = s[r];
    }
    for (; o < outer; o++, x += extent) {
      float s = 0;
      for (int64_t i = 0; i < extent; i++) s += x[i];
      out[o] = s;
    }
    return;
  }
  if (inner == 1) {
    for (int64_t o = 0; o < outer; o++, x += extent) {
      v16 s0 = splat(0), s1 = s0, s2 = s0, s3 = s0;
      int64_t i = 0;
      for (; i + 64 <= extent; i += 64) {
        s0 += load(x + i);
        s1 += load(x + i + 16);
        s2 += load(x + i + 32);
        s3 += load(x + i + 48);
      }
      for (; i + 16 <= extent; i += 16) s0 += load(x + i);
      if (i < extent) s1 += load_lanes(x + i, extent - i, 0);
      out[o] = add_lanes((s0 + s1) + (s2 + s3));
    }
    return;
  }
  for (int64_t o = 0; o < outer; o++, x += extent * inner, out += inner) {
    int64_t j = 0;
    for (; j + 128 <= inner; j += 128) sum_columns(out + j, x + j, extent, inner, 8, 128);
    if (j + 64 <= inner) {
      sum_columns(out + j, x + j, extent, inner, 4, 64);
      j += 64;
    }
    for (; j < inner; j += 16) sum_columns(out + j, x + j, extent, inner, 1, inner - j);
  }
}

static void maximum(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int64_t outer = instruction->d[0], extent = instruction->d[1], inner = instruction->d[2];
  float *out = instruction->p[0];
  const float *x = instruction->p[1];
  if (inner > 1) {
    for (int64_t o = 0; o < outer; o++, x += extent * inner, out += inner)
      for (int64_t j = 0; j < inner; j += 16) {
        v16 best = load(x + j);
        for (int64_t i = 1; i < extent; i++) best = vmax(best, load(x + i * inner + j));
        store_lanes(out + j, best, inner - j);
      }
    return;
  }
  for (int64_t o = 0; o < outer; o++, x += extent) {
    if (extent < 16) {
      float best = x[0];
      for (int64_t i = 1; i < extent; i++) best = (x[i] > best || x[i] != x[i]) ? x[i] : best;
      out[o] = best;
      continue;
    }
    // Whole lanes; the last ones may overlap those before, which does a maximum no harm.
    v16 best = load(x);
    for (int64_t i = 16; i + 16 <= extent; i += 16) best = vmax(best, load(x + i));
    best = vmax(best, load(x + extent - 16));
    float lanes[16];
    store(lanes, best);
    for (int width = 8; width; width >>= 1)
      for (int i = 0; i < width; i++) {
        const float y = lanes[i + width];
        lanes[i] = (y > lanes[i] || y != y) ? y : lanes[i];
      }
    out[o] = lanes[0];
  }
}

static void argmax(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int64_t outer = instruction->d[0], extent = instruction->d[1], inner = instruction->d[2];
  float *out = instruction->p[0];
  const float *x = instruction->p[1];
  for (int64_t o = 0; o < outer; o++, x += extent * inner, out += inner)
    for (int64_t j = 0; j < inner; j++) {
      int64_t best = 0;
      for (int64_t i = 1; i < extent; i++)
        if (x[i * inner + j] > x[best * inner + j]) best = i;
      out[j] = (float)best;
    }
}
