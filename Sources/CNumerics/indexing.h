// Rows picked and added by index. An index outside the table gives NaN, which the checks report.

// p: result [count, width], table [rows, width], index [count]. d: count, width, rows
static void gather(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int64_t count = instruction->d[0], width = instruction->d[1], rows = instruction->d[2];
  float *out = instruction->p[0];
  const float *table = instruction->p[1], *index = instruction->p[2];
  for (int64_t i = 0; i < count; i++, out += width) {
    const int inside = index[i] >= 0 && index[i] < (float)rows;
    const float *row = table + (inside ? (int64_t)index[i] : 0) * width;
    int64_t j = 0;
    if (!inside) {
      for (; j < width; j++) out[j] = __builtin_nanf("");
      continue;
    }
    for (; j + 16 <= width; j += 16) store(out + j, load(row + j));
    for (; j < width; j++) out[j] = row[j];
  }
}

// p: result [rows, width], values [count, width], index [count]. d: count, width, rows
static void scatter(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int64_t count = instruction->d[0], width = instruction->d[1], rows = instruction->d[2];
  float *out = instruction->p[0];
  const float *values = instruction->p[1], *index = instruction->p[2];
  for (int64_t i = 0; i < rows * width; i++) out[i] = 0;
  for (int64_t i = 0; i < count; i++, values += width) {
    if (!(index[i] >= 0 && index[i] < (float)rows)) continue;
    float *row = out + (int64_t)index[i] * width;
    for (int64_t j = 0; j < width; j++) row[j] += values[j];
  }
}

// A sparse matrix times a dense one: entry e adds weight[e] times row column[e] to row row[e].
// p: result [rows, width], weights, table [columns, width], row numbers, column numbers
// d: entries, width, rows, columns
static void sparse_product(const LNInstruction *instruction, LNContext *context) {
  (void)context;
  const int64_t *d = instruction->d;
  const int64_t width = d[1];
  float *out = instruction->p[0];
  const float *weight = instruction->p[1], *table = instruction->p[2];
  const float *row = instruction->p[3], *column = instruction->p[4];
  for (int64_t i = 0; i < d[2] * width; i++) out[i] = 0;
  for (int64_t e = 0; e < d[0]; e++) {
    if (!(row[e] >= 0 && row[e] < (float)d[2])) continue;
    float *target = out + (int64_t)row[e] * width;
    const int inside = column[e] >= 0 && column[e] < (float)d[3];
    const float *source = table + (inside ? (int64_t)column[e] : 0) * width;
    const float w = inside ? weight[e] : __builtin_nanf("");
    for (int64_t j = 0; j < width; j++) target[j] = target[j] + w * source[j];
  }
}
