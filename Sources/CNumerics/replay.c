#include "CNumerics.h"
#include <stddef.h>
#include <time.h>

extern const LNKernels ln_baseline;
#if defined(__x86_64__)
extern const LNKernels ln_avx2, ln_avx512;
#endif

const LNKernels *ln_kernels_at(int level) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (level == 2)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                   __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
                   __builtin_cpu_supports("fma")
               ? &ln_avx512 : NULL;
  if (level == 1)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &ln_avx2 : NULL;
#endif
  return level == 0 ? &ln_baseline : NULL;
}

const LNKernels *ln_kernels(void) {
  const LNKernels *best = ln_kernels_at(2);
  if (!best) best = ln_kernels_at(1);
  return best ? best : ln_kernels_at(0);
}

void ln_run(const LNInstruction *code, int64_t count, LNContext *context, int64_t steps) {
  for (int64_t s = 0; s < steps; s++) {
    for (int64_t i = 0; i < count; i++) code[i].run(&code[i], context);
    if (context->failed >= 0) return;
    context->step++;
  }
}

int64_t ln_rounds(const LNPhase *phases, int64_t count, LNContext *context, int64_t rounds) {
  for (int64_t r = 0; r < rounds; r++) {
    for (int64_t p = 0; p < count; p++) {
      const LNPhase *phase = &phases[p];
      if (phase->steps > 0) {
        ln_run(phase->code, phase->count, context, phase->steps);
      } else if (context->round % phase->every == 0) {
        for (int64_t i = 0; i < phase->count; i++) phase->code[i].run(&phase->code[i], context);
        context->row++;
      }
      if (context->failed >= 0) return p;
    }
    context->round++;
  }
  return -1;
}

static double nanoseconds_now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

void ln_profile(const LNInstruction *code, int64_t count, LNContext *context, int64_t steps,
                double *nanoseconds) {
  for (int64_t s = 0; s < steps; s++) {
    double before = nanoseconds_now();
    for (int64_t i = 0; i < count; i++) {
      code[i].run(&code[i], context);
      const double after = nanoseconds_now();
      nanoseconds[i] += after - before;
      before = after;
    }
    context->step++;
  }
}

int ln_finite(const float *x, int64_t count) {
  // x - x is 0 for finite x, else NaN: one sum tells for all.
  float sum = 0;
  for (int64_t i = 0; i < count; i++) sum += x[i] - x[i];
  return sum == 0;
}

void ln_check(const LNInstruction *instruction, LNContext *context) {
  if (!ln_finite(instruction->p[0], instruction->d[0]) && context->failed < 0)
    context->failed = instruction->index;
}

void ln_step(const LNInstruction *instruction, LNContext *context) {
  *instruction->p[0] = (float)context->step;
}

void ln_record(const LNInstruction *instruction, LNContext *context) {
  const int64_t *d = instruction->d;
  int64_t row = context->row;
  if (d[1] > 0) {
    const int64_t since = context->step - d[3];
    row = since / d[1];
    if (since % d[1]) {
      if (context->step != d[2]) return;
      row++;
    }
  }
  float *out = instruction->p[1] + row * d[0];
  for (int64_t i = 0; i < d[0]; i++) out[i] = instruction->p[0][i];
}

void ln_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]) {
  uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
  uint32_t k0 = key[0], k1 = key[1];
  for (int round = 0; round < 10; round++) {
    const uint64_t a = (uint64_t)c0 * 0xD2511F53u, b = (uint64_t)c2 * 0xCD9E8D57u;
    c0 = (uint32_t)(b >> 32) ^ c1 ^ k0;
    c1 = (uint32_t)b;
    c2 = (uint32_t)(a >> 32) ^ c3 ^ k1;
    c3 = (uint32_t)a;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  out[0] = c0, out[1] = c1, out[2] = c2, out[3] = c3;
}
