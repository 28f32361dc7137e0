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

/// Lays the columns of `p`, which are `bj` apart, side by side in `packed`, `wide` a row.
LN_INLINE void pack(float *packed, const Panel *p, int64_t bj, int64_t wide) {
  if (bj == 1 && p->n == STRIP) {
    for (int64_t l = 0; l < p->k; l++)
      for (int v = 0; v < STRIP; v += 16) store(packed + l * STRIP + v, load(p->B + l * p->bk + v));
    return;
  }
  // In blocks of 64 rows, which stay in first-level cache while their columns arrive.
  for (int64_t block = 0; block < p->k; block += 64) {
    const int64_t end = block + 64 < p->k ? block + 64 : p->k;
    for (int64_t j = 0; j < p->n; j++)
      for (int64_t l = block; l < end; l++) packed[l * wide + j] = p->B[l * p->bk + j * bj];
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
enum { DOT_ROWS = 5, DOT_COLUMNS = 4 };
#else
enum { DOT_ROWS = 2, DOT_COLUMNS = 2 };
#endif

/// The length of the parts of k whose sums are taken in 16 lanes; the parts are added in order.
enum { DOT_DEPTH = 2048 };

/// `rows` × `columns` sums of products of rows of A and of rows of the transpose of B.
LN_INLINE void dots(float *C, int64_t n, const float *A, int64_t ai, const float *B, int64_t bj,
                    int64_t k, const int rows, const int columns, const int first) {
  v16 sum[5][4];
  UNROLL for (int r = 0; r < rows; r++)
    UNROLL for (int c = 0; c < columns; c++) sum[r][c] = splat(0);
  int64_t l = 0;
  for (; l + 16 <= k; l += 16) {
    v16 y[4];
    UNROLL for (int c = 0; c < columns; c++) y[c] = load(B + c * bj + l);
    UNROLL for (int r = 0; r < rows; r++) {
      const v16 x = load(A + r * ai + l);
      UNROLL for (int c = 0; c < columns; c++)
        sum[r][c] = __builtin_elementwise_fma(x, y[c], sum[r][c]);
    }
  }
  for (int r = 0; r < rows; r++)
    for (int c = 0; c < columns; c++) {
      v16 s = sum[r][c];
      if (l < k)
        s = __builtin_elementwise_fma(load_lanes(A + r * ai + l, k - l, 0),
                                      load_lanes(B + c * bj + l, k - l, 0), s);
      const float total = add_lanes(s);
      C[r * n + c] = first ? total : C[r * n + c] + total;
    }
}

/// C = A B where both are read along k without gaps and k is long. Same arguments as `product`,
/// without bias, ReLU and gate.
static void dot_product(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int64_t *d = instruction->d;
  const int64_t m = d[1], n = d[2], k = d[3], ai = d[5], bj = d[9];
  for (int64_t s = 0; s < d[0]; s++) {
    float *C = instruction->p[0] + s * d[13];
    for (int64_t start = 0; start < k; start += DOT_DEPTH) {
      const int64_t depth = k - start < DOT_DEPTH ? k - start : DOT_DEPTH;
      const float *A = instruction->p[1] + s * d[4] + start;
      const float *B = instruction->p[2] + s * d[7] + start;
      for (int64_t i = 0; i < m;) {
        const int64_t rows = m - i >= DOT_ROWS ? DOT_ROWS : 1;
        for (int64_t j = 0; j < n;) {
          const int64_t columns = n - j >= DOT_COLUMNS ? DOT_COLUMNS : 1;
          float *out = C + i * n + j;
          const float *a = A + i * ai, *b = B + j * bj;
          if (rows == 1 && columns == 1) dots(out, n, a, ai, b, bj, depth, 1, 1, start == 0);
          else if (rows == 1) dots(out, n, a, ai, b, bj, depth, 1, DOT_COLUMNS, start == 0);
          else if (columns == 1) dots(out, n, a, ai, b, bj, depth, DOT_ROWS, 1, start == 0);
          else dots(out, n, a, ai, b, bj, depth, DOT_ROWS, DOT_COLUMNS, start == 0);
          j += columns;
        }
        i += rows;
      }
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
