// Products of matrices, C = A B (+ bias) (then ReLU, gate), for a batch of pairs.
// Each element of C is one chain of fused multiply-adds over k in ascending order, whatever the
// tile: so the bits are the same on every machine.
//
// p: C, A, B, bias or any address, gate or any address
// d: 0 batch, 1 m, 2 n, 3 k, 4 to 6 A's strides (batch, row, column), 7 to 9 B's,
//    10 bias kind (0 none, 1 per column, 2 per row), 11 bias batch stride, 12 relu,
//    13 C's batch stride, 14 whether C is 0 where the gate, laid out as C, isn't positive
// C's rows are contiguous (n apart).

#ifdef LN_WIDE
enum { TILE = 12 };  // 24 sums in 32 registers of 16 lanes
#else
enum { TILE = 6 };   // 12 sums in 16 registers of 8 lanes
#endif
#define UNROLL _Pragma("clang loop unroll(full)")

LN_INLINE void store_lanes(float *out, v16 x, int64_t count) {
  if (count >= 16) {
    store(out, x);
    return;
  }
#ifdef LN_WIDE
  _mm512_mask_storeu_ps(out, (__mmask16)((1u << count) - 1), (__m512)x);
#else
  for (int64_t i = 0; i < count; i++) out[i] = x[i];
#endif
}

/// What a sum starts from; CONTINUED goes on from what an earlier part of k left in C.
enum { NOTHING, PER_COLUMN, PER_ROW, CONTINUED };

typedef struct {
  float *C;
  const float *A, *B, *bias, *gate;
  int64_t n, rowC, k, ai, ak, bk, kind, relu;
} Panel;

/// `rows` rows from row i and `16 * vectors` columns from column j of C; B's rows are contiguous.
LN_INLINE void tile(const Panel *p, int64_t i, int64_t j, const int rows, const int vectors) {
  v16 sum[12][2];
  UNROLL for (int r = 0; r < rows; r++)
    UNROLL for (int v = 0; v < vectors; v++)
      sum[r][v] = p->kind == PER_COLUMN ? load(p->bias + j + 16 * v)
                  : p->kind == PER_ROW  ? splat(p->bias[i + r])
                  : p->kind == CONTINUED ? load(p->C + (i + r) * p->rowC + j + 16 * v)
                                         : splat(0);
  const int64_t k = p->k, ai = p->ai, ak = p->ak, bk = p->bk, n = p->n;
  const float *a = p->A + i * ai, *b = p->B + j;
  for (int64_t l = 0; l < k; l++, a += ak, b += bk) {
    v16 y[2];
    UNROLL for (int v = 0; v < vectors; v++) y[v] = load(b + 16 * v);
    UNROLL for (int r = 0; r < rows; r++) {
      v16 x = splat(a[r * ai]);
      UNROLL for (int v = 0; v < vectors; v++)
        sum[r][v] = __builtin_elementwise_fma(x, y[v], sum[r][v]);
    }
  }
  UNROLL for (int r = 0; r < rows; r++)
    UNROLL for (int v = 0; v < vectors; v++) {
      v16 x = sum[r][v];
      if (p->relu) x = choose(x <= splat(0), splat(0), x);
      if (p->gate) {
        const v16 g = load(p->gate + (i + r) * p->rowC + j + 16 * v);
        x = choose(g > splat(0), x, splat(0));
      }
      store_lanes(p->C + (i + r) * p->rowC + j + 16 * v, x, n - j - 16 * v);
    }
}

/// All rows of C in tiles as equal as can be, so that no small one is left at the end.
LN_INLINE void panel(const Panel *p, int64_t m, int64_t j, const int vectors) {
  for (int64_t i = 0, tiles = (m + TILE - 1) / TILE; tiles > 0; tiles--) {
    const int64_t rows = (m - i + tiles - 1) / tiles;
    switch (rows) {
#define TILE_OF(rows) case rows: tile(p, i, j, rows, vectors); break;
      TILE_OF(1) TILE_OF(2) TILE_OF(3) TILE_OF(4) TILE_OF(5) TILE_OF(6)
#ifdef LN_WIDE
      TILE_OF(7) TILE_OF(8) TILE_OF(9) TILE_OF(10) TILE_OF(11) TILE_OF(12)
#endif
#undef TILE_OF
    }
    i += rows;
  }
}

/// The part of k that is multiplied at a time, so that the parts of A and B stay in cache. The
/// chain of multiply-adds goes on through C, so the parts don't change the result.
enum { DEPTH = 256 };

/// Part `start ..< start + depth` of k; ReLU and gate wait for the last part.
LN_INLINE Panel part_of(const Panel *whole, int64_t start) {
  Panel p = *whole;
  p.A += start * p.ak;
  p.B += start * p.bk;
  p.k = whole->k - start;
  if (start > 0) p.kind = CONTINUED;
  if (p.k > DEPTH) {
    p.k = DEPTH;
    p.relu = 0;
    p.gate = 0;
  }
  return p;
}

static void panels(const Panel *p, int64_t m) {
  int64_t j = 0;
#ifdef LN_WIDE
  for (; p->n - j > 16; j += 32) panel(p, m, j, 2);
#endif
  for (; j < p->n; j += 16) panel(p, m, j, 1);
}

/// Columns of B that are laid side by side at a time.
enum { STRIP = 32 };

/// Turns a square of 16 by 16 about its diagonal: within blocks of 4 by 4, then block by block.
LN_INLINE void transpose(v16 row[16]) {
#define MIX(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
  v16 t[16];
  UNROLL for (int i = 0; i < 16; i += 2) {
    t[i] = MIX(row[i], row[i + 1], 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29);
    t[i + 1] = MIX(row[i], row[i + 1], 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31);
  }
  // Now row 4 i + c holds column c of each of the four blocks that rows 4 i ..< 4 i + 4 make.
  UNROLL for (int i = 0; i < 16; i += 4)
    UNROLL for (int h = 0; h < 2; h++) {
      const v16 a = t[i + h], b = t[i + 2 + h];
      row[i + 2 * h] = MIX(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29);
      row[i + 2 * h + 1] = MIX(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
    }
#define EVEN_BLOCKS(a, b) MIX(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27)
#define ODD_BLOCKS(a, b) MIX(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31)
  UNROLL for (int c = 0; c < 4; c++) {
    const v16 even0 = EVEN_BLOCKS(row[c], row[4 + c]);
    const v16 even1 = EVEN_BLOCKS(row[8 + c], row[12 + c]);
    const v16 odd0 = ODD_BLOCKS(row[c], row[4 + c]);
    const v16 odd1 = ODD_BLOCKS(row[8 + c], row[12 + c]);
    t[c] = EVEN_BLOCKS(even0, even1);
    t[4 + c] = EVEN_BLOCKS(odd0, odd1);
    t[8 + c] = ODD_BLOCKS(even0, even1);
    t[12 + c] = ODD_BLOCKS(odd0, odd1);
  }
  UNROLL for (int i = 0; i < 16; i++) row[i] = t[i];
}

/// Lays the columns of `p`, which are `bj` apart, side by side in `packed`, `wide` a row, which is
/// their number made up to whole lanes.
LN_INLINE void pack(float *packed, const Panel *p, int64_t bj, int64_t wide) {
  if (bj == 1 && p->n == STRIP) {
    for (int64_t l = 0; l < p->k; l++)
      for (int v = 0; v < STRIP; v += 16) store(packed + l * STRIP + v, load(p->B + l * p->bk + v));
    return;
  }
  for (int64_t j = 0; j < p->n; j += 16) {
    const float *B = p->B + j * bj;
    const int64_t columns = p->n - j < 16 ? p->n - j : 16;
    int64_t l = 0;
    if (p->bk == 1) {
      // Columns without gaps arrive sixteen numbers at a time; the last sixteen may overlap those
      // before. What stands beyond the last column is multiplied, but not written to C.
      for (; l < p->k && p->k >= 16; l += 16) {
        if (l > p->k - 16) l = p->k - 16;
        v16 square[16];
        if (columns == 16) {
          UNROLL for (int c = 0; c < 16; c++) square[c] = load(B + c * bj + l);
        } else {
          UNROLL for (int c = 0; c < 16; c++)
            square[c] = load(B + (c < columns ? c : 0) * bj + l);
        }
        transpose(square);
        UNROLL for (int r = 0; r < 16; r++) store(packed + (l + r) * wide + j, square[r]);
      }
    }
    for (; l < p->k; l++)
      for (int64_t c = 0; c < 16; c++)
        packed[l * wide + j + c] = c < columns ? B[l * p->bk + c * bj] : 0;
  }
}

/// C = A B, where B's columns are `bj` apart; `packs` says to lay them side by side first.
static void multiply(const Panel *whole, int64_t m, int64_t bj, int packs) {
  float packed[STRIP * DEPTH + 64] __attribute__((aligned(64)));
  for (int64_t start = 0; start < whole->k || start == 0; start += DEPTH) {
    const Panel part = part_of(whole, start);
    if (!packs) {
      panels(&part, m);
      continue;
    }
    for (int64_t first = 0; first < part.n; first += STRIP) {
      Panel p = part;
      p.n = part.n - first < STRIP ? part.n - first : STRIP;
      p.C += first;
      p.B += first * bj;
      if (p.gate) p.gate += first;
      if (p.kind == PER_COLUMN) p.bias += first;
      p.bk = (p.n + 15) & ~15;
      Panel source = p;
      source.bk = part.bk;
      pack(packed, &source, bj, p.bk);
      p.B = packed;
      panels(&p, m);
    }
  }
}

#ifdef LN_WIDE
enum { DOT_ROWS = 6, DOT_COLUMNS = 4 };  // 24 sums
#else
enum { DOT_ROWS = 2, DOT_COLUMNS = 2 };
#endif

/// The length of the parts of k whose sums are taken in 16 lanes; the parts are added in order.
enum { DOT_DEPTH = 1024 };

/// The first `count` lanes of a row, and zeros.
LN_INLINE v16 load_end(const float *p, int64_t count) {
#ifdef LN_WIDE
  return (v16)_mm512_maskz_loadu_ps((__mmask16)((1u << count) - 1), p);
#else
  return load_lanes(p, count, 0);
#endif
}

/// The sums of all lanes of four vectors, each as the tree of `add_lanes`, in lanes 0, 4, 8, 12.
LN_INLINE v16 add_lanes4(v16 a, v16 b, v16 c, v16 d) {
#define HALVES(a, b)                                                                               \
  (__builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23) +         \
   __builtin_shufflevector(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31))
  const v16 x = HALVES(a, b), y = HALVES(c, d);
#undef HALVES
  v16 s =
    __builtin_shufflevector(x, y, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27) +
    __builtin_shufflevector(x, y, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  s += __builtin_shufflevector(s, s, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
  return s + __builtin_shufflevector(s, s, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
}

/// A part of k; its first starts sums, and its last ends them with bias, ReLU and gate.
typedef struct {
  float *C;
  const float *A, *B, *bias, *gate;
  int64_t n, k, ai, bj, first, last, kind, relu;
} Dots;

/// `rows` × `columns` sums of products of rows of A and of columns of B, from row i and column j.
LN_INLINE void dots(const Dots *p, int64_t i, int64_t j, const int rows, const int columns) {
  v16 sum[DOT_ROWS][4];
  UNROLL for (int r = 0; r < rows; r++)
    UNROLL for (int c = 0; c < 4; c++) sum[r][c] = splat(0);
  const int64_t k = p->k, ai = p->ai, bj = p->bj;
  const float *A = p->A + i * ai, *B = p->B + j * bj;
#define DOTS(load, ...)                                                                            \
  do {                                                                                             \
    v16 y[4];                                                                                      \
    UNROLL for (int c = 0; c < columns; c++) y[c] = load(B + c * bj + l __VA_ARGS__);              \
    UNROLL for (int r = 0; r < rows; r++) {                                                        \
      const v16 x = load(A + r * ai + l __VA_ARGS__);                                              \
      UNROLL for (int c = 0; c < columns; c++)                                                     \
        sum[r][c] = __builtin_elementwise_fma(x, y[c], sum[r][c]);                                 \
    }                                                                                              \
  } while (0)
  int64_t l = 0;
  for (; l + 16 <= k; l += 16) DOTS(load);
  if (l < k) DOTS(load_end, , k - l);
#undef DOTS
  UNROLL for (int r = 0; r < rows; r++) {
    const int64_t place = (i + r) * p->n + j;
    const v16 lanes = add_lanes4(sum[r][0], sum[r][1], sum[r][2], sum[r][3]);
    v4 x = __builtin_shufflevector(lanes, lanes, 0, 4, 8, 12);
    if (!p->first) x = load4(p->C + place) + x;
    if (p->last) {
      if (p->kind == PER_COLUMN) x += load4(p->bias + j);
      if (p->kind == PER_ROW) x += p->bias[i + r];
      if (p->relu) x = choose4(x <= 0, (v4){0}, x);
      if (p->gate) x = choose4(load4(p->gate + place) > 0, x, (v4){0});
    }
    UNROLL for (int c = 0; c < columns; c++) p->C[place + c] = x[c];
  }
}

LN_INLINE void dot_row(const Dots *p, int64_t i, const int rows) {
  for (int64_t j = 0, tiles = (p->n + DOT_COLUMNS - 1) / DOT_COLUMNS; tiles > 0; tiles--) {
    const int64_t columns = (p->n - j + tiles - 1) / tiles;
    switch (columns) {
    case 1: dots(p, i, j, rows, 1); break;
    case 2: dots(p, i, j, rows, 2); break;
#ifdef LN_WIDE
    case 3: dots(p, i, j, rows, 3); break;
    case 4: dots(p, i, j, rows, 4); break;
#endif
    }
    j += columns;
  }
}

/// C = A B where both are read along k without gaps and k is long. Same arguments as `product`;
/// the bias is added at the end.
static void dot_product(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int64_t *d = instruction->d;
  const int64_t m = d[1], k = d[3];
  for (int64_t s = 0; s < d[0]; s++)
    for (int64_t start = 0; start < k; start += DOT_DEPTH) {
      const int64_t depth = k - start < DOT_DEPTH ? k - start : DOT_DEPTH;
      const Dots p = {
        instruction->p[0] + s * d[13], instruction->p[1] + s * d[4] + start,
        instruction->p[2] + s * d[7] + start, instruction->p[3] + s * d[11],
        d[14] ? instruction->p[4] + s * d[13] : 0, d[2], depth, d[5], d[9], start == 0,
        start + depth == k, d[10], d[12]};
      for (int64_t i = 0, tiles = (m + DOT_ROWS - 1) / DOT_ROWS; tiles > 0; tiles--) {
        const int64_t rows = (m - i + tiles - 1) / tiles;
        switch (rows) {
        case 1: dot_row(&p, i, 1); break;
        case 2: dot_row(&p, i, 2); break;
#ifdef LN_WIDE
        case 3: dot_row(&p, i, 3); break;
        case 4: dot_row(&p, i, 4); break;
        case 5: dot_row(&p, i, 5); break;
        case 6: dot_row(&p, i, 6); break;
#endif
        }
        i += rows;
      }
    }
}

/// B is laid out in strips where it is larger than second-level cache, and A has more rows than a
/// tile, so that each strip is read more than once.
enum { CACHED_OPERAND = 1 << 18 };

static void product(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int64_t *d = instruction->d;
  Panel p = {instruction->p[0], instruction->p[1], instruction->p[2], instruction->p[3],
             d[14] ? instruction->p[4] : 0, d[2], d[2], d[3], d[5], d[6], d[8], d[10], d[12]};
  const int64_t m = d[1], n = d[2], k = d[3], bj = d[9];
  const int packs = n > 1 && (bj != 1 || (m > TILE && n > STRIP && k * n >= CACHED_OPERAND));
  for (int64_t s = 0; s < d[0]; s++) {
    multiply(&p, m, bj, packs);
    p.C += d[13];
    p.A += d[4];
    p.B += d[7];
    p.bias += d[11];
    if (p.gate) p.gate += d[13];
  }
}
