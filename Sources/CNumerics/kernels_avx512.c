#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(                                                                      \
  __attribute__((target("avx2,fma,bmi2,f16c,avx512f,avx512vl,avx512dq,avx512bw"),                  \
                 min_vector_width(512))), apply_to = function)
#define LN_TABLE ln_avx512
#define LN_WIDE 1
#include "kernels.h"
#pragma clang attribute pop
#endif
