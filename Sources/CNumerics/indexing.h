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
