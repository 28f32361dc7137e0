#include "CNumerics.h"

enum { ROW_MAJOR = 101, PLAIN = 111, TRANSPOSED = 112 };

void ln_large_product(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int64_t *d = instruction->d;
  const LNGemm gemm = (LNGemm)(intptr_t)d[14];
  float *C = instruction->p[0];
  const float *A = instruction->p[1], *B = instruction->p[2], *bias = instruction->p[3];
  const int m = (int)d[1], n = (int)d[2], k = (int)d[3];
  // One stride of each operand is 1 (the planner copies the others); a leading dimension may not
  // be less than the row's length, which matters where there is but one row.
  const int plainA = d[6] == 1, plainB = d[9] == 1;
  int lda = (int)(plainA ? d[5] : d[6]), ldb = (int)(plainB ? d[8] : d[9]);
  if (lda < (plainA ? k : m)) lda = plainA ? k : m;
  if (ldb < (plainB ? n : k)) ldb = plainB ? n : k;
  for (int64_t s = 0; s < d[0]; s++, C += d[13], A += d[4], B += d[7], bias += d[11]) {
    if (d[10])
      for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < n; j++) C[i * n + j] = d[10] == 1 ? bias[j] : bias[i];
    gemm(ROW_MAJOR, plainA ? PLAIN : TRANSPOSED, plainB ? PLAIN : TRANSPOSED, m, n, k, 1, A, lda, B,
         ldb, d[10] ? 1 : 0, C, n);
    if (d[12])
      for (int64_t i = 0; i < (int64_t)m * n; i++) C[i] = C[i] <= 0 ? 0 : C[i];
  }
}
