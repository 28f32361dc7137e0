// Sums and maxima over the middle axis of [outer, extent, inner].
// The order of a sum depends on the shape alone: over a last axis in 16 lanes, then a fixed tree.
//
// p: result, operand. d: outer, extent, inner

LN_INLINE float add_lanes(v16 x) {
  float s[16];
  store(s, x);
  for (int width = 8; width; width >>= 1)
    for (int i = 0; i < width; i++) s[i] = s[i] + s[i + width];
  return s[0];
}

LN_INLINE v16 load_lanes(const float *p, int64_t count, float otherwise) {
  float s[16];
  for (int64_t i = 0; i < 16; i++) s[i] = i < count ? p[i] : otherwise;
  return load(s);
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
    for (; j < inner; j += 16) {
      v16 s = splat(0);
      for (int64_t i = 0; i < extent; i++) s += load(x + i * inner + j);
      store_lanes(out + j, s, inner - j);
    }
  }
}

static void maximum(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int64_t outer = instruction->d[0], extent = instruction->d[1], inner = instruction->d[2];
  float *out = instruction->p[0];
  const float *x = instruction->p[1];
  int64_t o = 0;
  if (inner == 1) {
    // Eight rows side by side.
    for (; o + 8 <= outer; o += 8, x += 8 * extent) {
      float best[8];
      for (int r = 0; r < 8; r++) best[r] = x[r * extent];
      for (int64_t i = 1; i < extent; i++)
        for (int r = 0; r < 8; r++) {
          const float y = x[r * extent + i];
          best[r] = (y > best[r] || y != y) ? y : best[r];
        }
      for (int r = 0; r < 8; r++) out[o + r] = best[r];
    }
    out += o;
  }
  for (; o < outer; o++, x += extent * inner, out += inner)
    for (int64_t j = 0; j < inner; j++) {
      float best = x[j];
      for (int64_t i = 1; i < extent; i++) {
        float y = x[i * inner + j];
        best = (y > best || y != y) ? y : best;
      }
      out[j] = best;
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
