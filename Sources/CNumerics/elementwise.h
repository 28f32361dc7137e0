// A fused chain of elementwise operations, run block by block: each operation of the chain passes
// over a block that stays in the first-level cache.
//
// p: contiguous operands, scalar operands, strided operands, outputs
// d: 0 count, 1 contiguous, 2 scalars, 3 strided, 4 outputs, 5 outputs that end exactly (bit set),
//    6 operations, 7 rank, then the extents, the strides of each strided operand, and the
//    operations, packed: code, destination, three sources, a byte each.
// Registers are numbered as p, the temporaries after the outputs.

enum { BLOCK = 256, REGISTERS = 64 };

/// Fills `out` with elements start ..< start + count of a strided operand, in row-major order.
static void load_strided(float *out, const float *base, const int64_t *extent,
                         const int64_t *stride, int64_t rank, int64_t start, int64_t count) {
  int64_t index[8], rest = start, offset = 0;
  for (int64_t k = rank - 1; k >= 0; k--) {
    index[k] = rest % extent[k];
    rest /= extent[k];
    offset += index[k] * stride[k];
  }
  int64_t inner = extent[rank - 1], step = stride[rank - 1];
  while (count > 0) {
    int64_t run = inner - index[rank - 1];
    if (run > count) run = count;
    const float *source = base + offset;
    if (step == 1) {
      int64_t i = 0;
      for (; i + 16 <= run; i += 16) store(out + i, load(source + i));
      for (; i < run; i++) out[i] = source[i];
    } else if (step == 0) {
      float value = *source;
      for (int64_t i = 0; i < run; i++) out[i] = value;
    } else {
      for (int64_t i = 0; i < run; i++) out[i] = source[i * step];
    }
    out += run;
    count -= run;
    offset -= index[rank - 1] * step;
    index[rank - 1] = 0;
    for (int64_t k = rank - 2; k >= 0; k--) {
      offset += stride[k];
      if (++index[k] < extent[k]) break;
      offset -= extent[k] * stride[k];
      index[k] = 0;
    }
  }
}

#define EACH(expression)                                                       \
  for (int64_t i = 0; i < lanes; i += 16) {                                    \
    v16 x = load(a + i);                                                       \
    store(out + i, (expression));                                              \
  }                                                                            \
  break
#define EACH2(expression)                                                      \
  for (int64_t i = 0; i < lanes; i += 16) {                                    \
    v16 x = load(a + i), y = load(b + i);                                      \
    store(out + i, (expression));                                              \
  }                                                                            \
  break

static void elementwise(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  float scratch[REGISTERS][BLOCK] __attribute__((aligned(64)));
  float *reg[REGISTERS];
  const int64_t *d = instruction->d;
  float *const *p = instruction->p;
  const int64_t count = d[0], contiguous = d[1], scalars = d[2], strided = d[3], outputs = d[4];
  const int64_t exact = d[5], operations = d[6], rank = d[7];
  const int64_t *extent = d + 8, *stride = extent + rank, *code = stride + rank * strided;
  const int64_t firstStrided = contiguous + scalars, firstOutput = firstStrided + strided;
  const int64_t widest = count < BLOCK ? (count + 15) & ~15 : BLOCK;
  for (int64_t r = contiguous; r < firstStrided; r++) {
    v16 value = splat(*p[r]);
    reg[r] = scratch[r];
    for (int64_t i = 0; i < widest; i += 16) store(scratch[r] + i, value);
  }
  for (int64_t r = firstOutput + outputs; r < REGISTERS; r++) reg[r] = scratch[r];
  for (int64_t start = 0; start < count; start += BLOCK) {
    const int64_t length = count - start < BLOCK ? count - start : BLOCK;
    const int64_t lanes = (length + 15) & ~15;
    for (int64_t r = 0; r < contiguous; r++) reg[r] = p[r] + start;
    for (int64_t r = firstStrided; r < firstOutput; r++) {
      reg[r] = scratch[r];
      const int64_t *strides = stride + (r - firstStrided) * rank;
      load_strided(scratch[r], p[r], extent, strides, rank, start, length);
    }
    for (int64_t r = 0; r < outputs; r++) {
      const int64_t o = firstOutput + r;
      reg[o] = (length != lanes && (exact >> r & 1)) ? scratch[o] : p[o] + start;
    }
    for (int64_t k = 0; k < operations; k++) {
      const uint64_t word = (uint64_t)code[k];
      float *out = reg[word >> 8 & 255];
      const float *a = reg[word >> 16 & 255], *b = reg[word >> 24 & 255];
      const float *c = reg[word >> 32 & 255];
      switch (word & 255) {
      case LN_COPY: EACH(x);
      case LN_NEGATE: EACH(-x);
      case LN_ABS: EACH(vabs(x));
      case LN_SIGN: EACH(choose(x > splat(0), splat(1), choose(x < splat(0), splat(-1), x)));
      case LN_EXP: EACH(vexp(x));
      case LN_LOG: EACH(vlog(x));
      case LN_SQRT: EACH(__builtin_elementwise_sqrt(x));
      case LN_RECIPROCAL: EACH(splat(1) / x);
      case LN_SQUARE: EACH(x * x);
      case LN_SIN: EACH(vsine(x, 0));
      case LN_COS: EACH(vsine(x, 1));
      case LN_TANH: EACH(vtanh(x));
      case LN_SIGMOID: EACH(vsigmoid(x));
      case LN_SOFTPLUS: EACH(vsoftplus(x));
      case LN_RELU: EACH(choose(x <= splat(0), splat(0), x));
      case LN_ERF: EACH(verf(x));
      case LN_ATAN: EACH(vatan(x));
      case LN_FLOOR: EACH(__builtin_elementwise_floor(x));
      case LN_ADD: EACH2(x + y);
      case LN_SUBTRACT: EACH2(x - y);
      case LN_MULTIPLY: EACH2(x * y);
      case LN_DIVIDE: EACH2(x / y);
      case LN_MAXIMUM: EACH2(vmax(x, y));
      case LN_MINIMUM: EACH2(vmin(x, y));
      case LN_POWER: EACH2(vpower(x, y));
      case LN_GREATER: EACH2(choose(x > y, splat(1), splat(0)));
      case LN_EQUAL: EACH2(choose(x == y, splat(1), splat(0)));
      case LN_GATE: EACH2(choose(y > splat(0), x, splat(0)));
      case LN_MODULO: EACH2(x - y * __builtin_elementwise_floor(x / y));
      case LN_SELECT:
        for (int64_t i = 0; i < lanes; i += 16)
          store(out + i, choose(load(a + i) != splat(0), load(b + i), load(c + i)));
        break;
      default: break;
      }
    }
    if (length != lanes && exact) {
      for (int64_t r = 0; r < outputs; r++)
        if (exact >> r & 1) {
          float *target = p[firstOutput + r] + start;
          for (int64_t i = 0; i < length; i++) target[i] = scratch[firstOutput + r][i];
        }
    }
  }
}

/// Copies a strided operand p[1] to p[0]. d: count, rank, extents, strides.
static void copy_strided(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int64_t *d = instruction->d;
  load_strided(instruction->p[0], instruction->p[1], d + 2, d + 2 + d[1], d[1], 0, d[0]);
}
