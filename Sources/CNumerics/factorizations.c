// Decompositions of matrices, by LAPACK in Double: results rounded to Float hardly depend on the
// machine. LAPACK's matrices are column by column, ours row by row; copies turn them.
// Signs that a decomposition leaves open are fixed: R's diagonal is positive, and the largest
// component of each singular or eigenvector is positive.
//
// d[0] is the number of matrices, one after the other; the last pointer is memory to work in. A
// decomposition that fails gives NaN, which the checks report.
#include "CNumerics.h"
#include <math.h>

void dpotrf_(const char *, const int *, double *, const int *, int *);
void dgesv_(const int *, const int *, double *, const int *, int *, double *, const int *, int *);
void dgetrf_(const int *, const int *, double *, const int *, int *, int *);
void dgeqrf_(const int *, const int *, double *, const int *, double *, double *, const int *,
             int *);
void dorgqr_(const int *, const int *, const int *, double *, const int *, const double *, double *,
             const int *, int *);
void dgesdd_(const char *, const int *, const int *, double *, const int *, double *, double *,
             const int *, double *, const int *, double *, const int *, int *, int *);
void dsyevd_(const char *, const char *, const int *, double *, const int *, double *, double *,
             const int *, int *, const int *, int *);

/// A matrix of rows as columns of Double.
static void to_columns(double *out, const float *x, int rows, int columns) {
  for (int i = 0; i < rows; i++)
    for (int j = 0; j < columns; j++) out[j * rows + i] = x[i * columns + j];
}

static void to_rows(float *out, const double *x, int rows, int columns) {
  for (int i = 0; i < rows; i++)
    for (int j = 0; j < columns; j++) out[i * columns + j] = (float)x[j * rows + i];
}

static void fill_nan(float *out, int64_t count) {
  for (int64_t i = 0; i < count; i++) out[i] = NAN;
}

/// Whether the component of largest magnitude of a vector is negative.
static int points_down(const double *x, int count, int step) {
  double largest = 0;
  for (int i = 0; i < count; i++)
    if (fabs(x[i * step]) > fabs(largest) * (1 + 1e-9)) largest = x[i * step];
  return largest < 0;
}

static void turn(double *x, int count, int step) {
  for (int i = 0; i < count; i++) x[i * step] = -x[i * step];
}

void ln_cholesky(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int n = (int)instruction->d[1];
  const int64_t size = (int64_t)n * n;
  double *a = (double *)instruction->p[2];
  float *out = instruction->p[0];
  const float *x = instruction->p[1];
  for (int64_t s = 0; s < instruction->d[0]; s++, out += size, x += size) {
    int info;
    to_columns(a, x, n, n);
    dpotrf_("L", &n, a, &n, &info);
    if (info) {
      fill_nan(out, size);
      continue;
    }
    for (int i = 0; i < n; i++)
      for (int j = i + 1; j < n; j++) a[j * n + i] = 0;
    to_rows(out, a, n, n);
  }
}

void ln_solve(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int n = (int)instruction->d[1], m = (int)instruction->d[2];
  double *a = (double *)instruction->p[3], *b = a + n * n;
  int *pivots = (int *)(b + n * m);
  float *out = instruction->p[0];
  const float *x = instruction->p[1], *y = instruction->p[2];
  for (int64_t s = 0; s < instruction->d[0]; s++, out += n * m, x += n * n, y += n * m) {
    int info;
    to_columns(a, x, n, n);
    to_columns(b, y, n, m);
    dgesv_(&n, &m, a, &n, pivots, b, &n, &info);
    if (info) fill_nan(out, n * m);
    else to_rows(out, b, n, m);
  }
}

void ln_triangular_solve(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int n = (int)instruction->d[1], m = (int)instruction->d[2], upper = (int)instruction->d[3];
  double *sums = (double *)instruction->p[3];
  float *out = instruction->p[0];
  const float *x = instruction->p[1], *y = instruction->p[2];
  for (int64_t s = 0; s < instruction->d[0]; s++, out += n * m, x += n * n, y += n * m)
    for (int row = 0; row < n; row++) {
      const int i = upper ? n - 1 - row : row;
      for (int c = 0; c < m; c++) sums[c] = y[i * m + c];
      for (int j = upper ? i + 1 : 0; j < (upper ? n : i); j++)
        for (int c = 0; c < m; c++) sums[c] -= (double)x[i * n + j] * out[j * m + c];
      for (int c = 0; c < m; c++) out[i * m + c] = (float)(sums[c] / x[i * n + i]);
    }
}

void ln_log_determinant(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int n = (int)instruction->d[1];
  double *a = (double *)instruction->p[2];
  int *pivots = (int *)(a + n * n);
  const float *x = instruction->p[1];
  for (int64_t s = 0; s < instruction->d[0]; s++, x += n * n) {
    int info;
    to_columns(a, x, n, n);
    dgetrf_(&n, &n, a, &n, pivots, &info);
    double sum = 0;
    for (int i = 0; i < n; i++) sum += log(fabs(a[i * n + i]));
    instruction->p[0][s] = (float)sum;
  }
}

// p: [Q [m, n], R [n, n]] one after the other, matrix [m, n] with m >= n, work
void ln_qr(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int m = (int)instruction->d[1], n = (int)instruction->d[2], lwork = 32 * n;
  double *a = (double *)instruction->p[2], *tau = a + m * n, *work = tau + n;
  float *out = instruction->p[0];
  const float *x = instruction->p[1];
  for (int64_t s = 0; s < instruction->d[0]; s++, out += m * n + n * n, x += m * n) {
    int info;
    to_columns(a, x, m, n);
    dgeqrf_(&m, &n, a, &m, tau, work, &lwork, &info);
    float *r = out + m * n;
    for (int i = 0; i < n; i++) {
      const double sign = a[i * m + i] < 0 ? -1 : 1;
      for (int j = 0; j < n; j++) r[i * n + j] = j < i ? 0 : (float)(sign * a[j * m + i]);
    }
    // The signs must be read before Q takes R's place.
    for (int i = 0; i < n; i++) work[lwork + i] = a[i * m + i];
    dorgqr_(&m, &n, &n, a, &m, tau, work, &lwork, &info);
    for (int i = 0; i < n; i++)
      if (work[lwork + i] < 0) turn(a + i * m, m, 1);
    to_rows(out, a, m, n);
  }
}

// p: [U [m, k], S [k], V [n, k]] one after the other with k = min(m, n), matrix [m, n], work
void ln_singular_values(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int m = (int)instruction->d[1], n = (int)instruction->d[2], k = m < n ? m : n;
  const int lwork = (int)instruction->d[3];
  double *a = (double *)instruction->p[2], *s = a + m * n, *u = s + k, *vt = u + m * k;
  double *work = vt + k * n;
  int *integers = (int *)(work + lwork);
  float *out = instruction->p[0];
  const float *x = instruction->p[1];
  const int64_t size = (int64_t)k * (m + 1 + n);
  for (int64_t t = 0; t < instruction->d[0]; t++, out += size, x += m * n) {
    int info;
    to_columns(a, x, m, n);
    dgesdd_("S", &m, &n, a, &m, s, u, &m, vt, &k, work, &lwork, integers, &info);
    if (info) {
      fill_nan(out, size);
      continue;
    }
    for (int j = 0; j < k; j++)
      if (points_down(u + j * m, m, 1)) {
        turn(u + j * m, m, 1);
        turn(vt + j, n, k);
      }
    to_rows(out, u, m, k);
    for (int j = 0; j < k; j++) out[m * k + j] = (float)s[j];
    // The columns of V' are the rows of V.
    for (int i = 0; i < k * n; i++) out[m * k + k + i] = (float)vt[i];
  }
}

// p: [eigenvalues [n], eigenvectors [n, n] as columns] one after the other, matrix, work
void ln_symmetric_eigen(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int n = (int)instruction->d[1], lwork = 1 + 6 * n + 2 * n * n, liwork = 3 + 5 * n;
  double *a = (double *)instruction->p[2], *w = a + n * n, *work = w + n;
  int *integers = (int *)(work + lwork);
  float *out = instruction->p[0];
  const float *x = instruction->p[1];
  for (int64_t s = 0; s < instruction->d[0]; s++, out += n * n + n, x += n * n) {
    int info;
    to_columns(a, x, n, n);
    dsyevd_("V", "L", &n, a, &n, w, work, &lwork, integers, &liwork, &info);
    if (info) {
      fill_nan(out, n * n + n);
      continue;
    }
    for (int j = 0; j < n; j++)
      if (points_down(a + j * n, n, 1)) turn(a + j * n, n, 1);
    for (int j = 0; j < n; j++) out[j] = (float)w[j];
    to_rows(out + n, a, n, n);
  }
}
